using System.Globalization;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Functions.Webhooks;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Openings;

/// <summary>What came of opening a referral.</summary>
public abstract record OpeningOutcome
{
    /// <param name="Repeat">Opened now, or by the same request before.</param>
    public sealed record Opened(Referral Referral, Repeat Repeat) : OpeningOutcome;

    /// <summary>The same key has opened a referral with another content: that one stands.</summary>
    public sealed record KeyReused(Referral Referral) : OpeningOutcome;

    /// <summary>The same request opened one that has been erased since: it opens no other.</summary>
    public sealed record Erased : OpeningOutcome;

    /// <summary>Whoever asks may not refer there, or there is no such region or point any more.</summary>
    public sealed record NotHere : OpeningOutcome;

    /// <summary>Storage has not said: the same may be asked again.</summary>
    public sealed record Unsettled : OpeningOutcome;
}

/// <summary>Opens referrals, whatever door they come by.</summary>
public sealed class ReferralOpening(StreamHandler<Referral, ReferralEvent, ReferralCommand> referrals, StaffDirectory directory, Views views, BlindIndex index, TimeProvider time)
{
    /// <param name="opening">Recognises the request: with the same key there is one referral, ever.</param>
    /// <param name="also">Told what becomes of it, beside those of the organisation who refer there; null: nobody else.</param>
    public async Task<OpeningOutcome> Open(Actor actor, Opening opening, ReferralFacts facts, PersonId? also, string by, CancellationToken stop)
    {
        var people = await directory.Cached(stop);
        if (people.Region(facts.Region) is not { } region || (facts.Point is { } point && !region.Points.Contains(point))) return new OpeningOutcome.NotHere();
        if (!Permissions.May(actor, Permission.OpenReferral, new Resource(region.Id, actor.Organisation))) return new OpeningOutcome.NotHere();
        // Nobody is alerted about what she has referred herself.
        var ladder = new Ladder([.. people.LadderOf(region, time.GetUtcNow()).Select(level => also is { } sender ? level.Remove(sender) : level)], region.EscalateAfter, people.Administrators);
        var list = AlikeListOf(facts, region);
        var sameReference = SameReferenceListOf(facts, region);
        IEnumerable<string> alike = await views.Read(ReferralEvolution.AlikeView, list, stop);
        if (sameReference is not null) alike = (await views.Read(ReferralEvolution.AlikeView, sameReference, stop)).Concat(alike).Distinct();
        var tell = people.ReferrersOf(actor.Organisation, region.Id);
        if (also is { } person && !tell.Contains(person)) tell = tell.Add(person);
        // The reference follows from who asks and the key: the same request finds the same stream without a table of keys.
        foreach (var reference in CaseReference.CandidatesOf(index, opening.Key))
        {
            var open = new ReferralCommand.Open(reference, actor.Organisation, opening, facts, ladder, index.Of(IndexPurposes.AlertCodeSecret, $"{opening.Key}|{reference}"), tell, region.Labels)
            {
                By = also, Counterparts = also is null ? [] : people.CounterpartsOf(actor.Role, region.Id, facts.Point), AlikeList = list, SameReferenceList = sameReference, Alike = [.. alike.Where(other => other != reference.ToString())],
                Subscription = Subscriptions.SubscriptionOf(people, actor.Organisation, index, time.GetUtcNow()),
            };
            switch (await referrals.Handle(ReferralHandler.IdOf(index, reference), open, $"open|{opening.Key}|{opening.Body}", by, stop))
            {
                case Outcome<Referral>.Done done: return new OpeningOutcome.Opened(done.State, done.Repeat);
                case Outcome<Referral>.NoChange { State.Exists: false }: return new OpeningOutcome.Erased();
                case Outcome<Referral>.NoChange again: return new OpeningOutcome.Opened(again.State, Repeat.Again);
                case Outcome<Referral>.Refused { Why: ReferralRefusal.KeyReused } reused: return new OpeningOutcome.KeyReused(reused.State);
                case Outcome<Referral>.Refused { Why: ReferralRefusal.ReferenceTaken }: continue;
                default: return new OpeningOutcome.Unsettled();
            }
        }
        return new OpeningOutcome.Unsettled();
    }

    /// <summary>The referral that a key has opened, and that is kept; null: none. One storage transaction.</summary>
    public async Task<Referral?> Find(string key, CancellationToken stop)
    {
        foreach (var reference in CaseReference.CandidatesOf(index, key))
        {
            var (referral, _) = await referrals.Read(ReferralHandler.IdOf(index, reference), stop);
            if (!referral.Exists || referral.Opening?.Key == key) return referral.Exists ? referral : null;
        }
        return null;
    }

    /// <summary>Same origin, point, sex, age and day: perhaps the same person.</summary>
    private string AlikeListOf(ReferralFacts facts, Region region)
    {
        var day = TimeZoneInfo.ConvertTime(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(region.TimeZone)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return index.Of("possible-duplicate", $"{region.Id}|{facts.Point}|{facts.Origin}|{facts.Sex}|{facts.Age}|{day}");
    }

    /// <summary>Known under the same number elsewhere, in the same country: perhaps the same person, whenever it was. How it is spaced and hyphenated does not matter.</summary>
    private string? SameReferenceListOf(ReferralFacts facts, Region region) =>
        facts.ExternalReference is { } known && string.Concat(known.Where(char.IsLetterOrDigit)).ToUpperInvariant() is { Length: > 0 } plain ? index.Of("external-reference", $"{region.Country}|{plain}") : null;
}
