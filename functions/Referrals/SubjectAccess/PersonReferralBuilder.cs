using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Cases.SubjectAccess;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.SubjectAccess;

/// <summary>What is kept under one key: a referral, what happened with it, and the case that came of it.</summary>
public sealed record Held(Referral Referral, IReadOnlyList<Happened<ReferralEvent>> History, CaseRecord Assistance, IReadOnlyList<Happened<CaseEvent>> AssistanceHistory)
{
    public override string ToString() => "held";
}

/// <summary>Puts a referral into the shape of a person's file. Pure: no clock, no storage.</summary>
public static class PersonReferralBuilder
{
    public static PersonReferral Of(Held held, AuthorLabels posts)
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
