using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Privacy.SubjectAccess;

/// <summary>What stands of somebody in one place: her referral, what happened with it, and the assistance that came of it.</summary>
public sealed record Held(Referral Referral, IReadOnlyList<Happened<ReferralEvent>> History, CaseRecord Assistance, IReadOnlyList<Happened<CaseEvent>> AssistanceHistory)
{
    public override string ToString() => "held";
}

/// <summary>Puts a person's file together. Pure: no clock, no storage.</summary>
public static class SubjectAccessBuilder
{
    private static readonly string[] ReadFirst =
    [
        "Messages of staff stand here as they were written, also those that were taken back. They may speak of other people: read them, and black out what is not hers, before you hand this over.",
        "Where she is looked after may be known to few. Think of who could read this over her shoulder, and whether she should take it with her.",
    ];

    private static readonly string[] LeftOut =
    [
        "contact: it may be a way to reach whoever referred her. If it is hers, she is told by whoever has her case.",
        "Names, numbers and chats of staff: they stand here by post and role.",
        "Other people's referrals that were compared with hers.",
        "Codes, keys and seals, which say nothing about her.",
    ];

    public static PersonFile Of(string reference, IEnumerable<Held> held, AuthorLabels posts, DateTimeOffset now) => new(reference, now, ReadFirst, LeftOut, [.. held.Select(one => Of(one, posts))]);

    /// <summary>Other referrals of the same person: merged, absorbed, handed over.</summary>
    public static IEnumerable<string> Linked(Referral referral) => new[] { referral.MergedInto, referral.HandedOver?.Reference, referral.CameFrom?.Reference }.OfType<string>().Concat(referral.Absorbed);

    private static PersonReferral Of(Held held, AuthorLabels posts)
    {
        var (referral, facts) = (held.Referral, held.Referral.Facts!);
        return new PersonReferral(
            referral.Reference, ReferralEvolution.StatusOf(referral), referral.ClosedBecause, referral.OpenedAt, referral.Organisation, referral.TakenBy is { } by ? posts.Of(by) : null,
            new PersonFacts(
                facts.Name, facts.Region, facts.Point, facts.Origin, facts.Urgency.ToString().ToLowerInvariant(), facts.Age.ToString().ToLowerInvariant(), facts.Sex, facts.Languages, facts.Needs, facts.Consent, facts.Override, facts.ExternalReference),
            referral.MergedInto, referral.Absorbed, referral.HandedOver is { } over ? $"{over.Region} {over.Reference}" : null, referral.CameFrom?.Reference,
            [.. referral.Offers.Select(offer => new PersonOffer(offer.Service, offer.Whom.Label, offer.Status.ToString().ToLowerInvariant()))],
            [.. Shares(held).Select(share => new PersonShare(share.At, share.With, share.Basis, share.Fields, posts.Of(share.By)))],
            Of(held.Assistance, held.AssistanceHistory, posts), [.. PersonHistory.Of(held.History, posts)]);
    }

    /// <summary>All of them: the state keeps the last alone.</summary>
    private static IEnumerable<Share> Shares(Held held) => held.History.SelectMany(commit => commit.Events).OfType<ReferralEvent.SharedAcrossBorder>().Select(one => one.What);

    private static PersonAssistance? Of(CaseRecord record, IReadOnlyList<Happened<CaseEvent>> history, AuthorLabels posts) => record.Reference.Length == 0 ? null : new PersonAssistance(
        record.Begun, record.Caseworker is { } caseworker ? posts.Of(caseworker) : null, record.EndedBecause,
        [.. record.Consents.Select(one => new PersonConsent(one.Key, one.Value.Given, one.Value.At, posts.Of(one.Value.TakenBy)))], [.. PersonHistory.Of(history, posts)]);
}
