using System.Collections.Immutable;
using System.Text.Json;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Tests.Shared.Streams;

namespace ServerlessAssist.Tests.Functions.Referrals;

/// <summary>What has to be true after each command, and once everything has arrived.</summary>
internal sealed partial class LifeWorld
{
    private static readonly Permission[] Rights = [Permission.ReadReferral, Permission.TakeReferral, Permission.ManageReferral, Permission.ConfirmIdentification, Permission.WriteInReferral, Permission.AnswerOffer];
    private static readonly string[] Concerned = ["duty", "backup", "committee", "authority", "ngo", "admin", "lake-1", "lake-2", "hill-1", "social-1", "officer-1", "officer-2", "case", "case-2"];

    /// <summary>Everything that was asked arrives; then both sides say the same.</summary>
    public void Settle()
    {
        ArriveAll();
        var accepted = _referrals.SelectMany(one => one.Value.Offers.Where(offer => offer.Status == OfferStatus.Accepted).Select(offer => $"{offer.Whom.Stream} {one.Key} {offer.Id}"));
        var held = _providers.SelectMany(provider => provider.Value.Held.Select(place => $"{provider.Key} {place.Referral} {place.Offer}"));
        Assert.Equal(accepted.Order(StringComparer.Ordinal), held.Order(StringComparer.Ordinal));
        foreach (var (name, referral) in _referrals)
        {
            Assert.DoesNotContain(referral.Offers, offer => offer.Status == OfferStatus.Taken);
            // Whoever is in assistance has a record that says so, and nobody else.
            Assert.Equal(referral.Stage is Stage.InAssistance or Stage.Reintegration, _assisted.GetValueOrDefault(name)?.IsActive ?? false);
            // Of those that are said to be one person not all are closed as that.
            var (at, steps) = (referral, 0);
            while (at.MergedInto is { } into) (at, steps) = steps < 5 ? (_referrals[StreamOf(into)], steps + 1) : throw new InvalidOperationException("Each was merged into the other: nobody looks after her.");
            // Given away only once somebody else has it.
            if (referral.HandedOver is { Status: HandOverAnswer.Confirmed } over) Assert.Contains(_referrals, there => there.Value.Reference == over.Reference && there.Value.CameFrom is { Status: HandOverAnswer.Confirmed } from && from.Stream == name);
            if (referral.ClosedBecause == "handed-over") Assert.Equal(HandOverAnswer.Confirmed, referral.HandedOver!.Status);
        }
    }

    /// <param name="by">Null: a clock, a carrier, the house itself or another stream.</param>
    private void Command(string name, ReferralCommand command, Actor? by)
    {
        var before = _referrals.GetValueOrDefault(name, Referral.None);
        if (Stored.Of(ReferralRules.Decide(before, command, _now)) is not { } accepted) return;
        var after = accepted.Events.Aggregate(before, ReferralEvolution.Evolve);
        foreach (var happened in accepted.Events) _seen(happened);
        // What is read back is what happened.
        Assert.Equal(Written(after), Written(accepted.Events.Select(Again).Aggregate(before, ReferralEvolution.Evolve)));
        if (after.Exists) _referrals[name] = after;
        foreach (var effect in accepted.Effects) Leave(name, effect);
        if (!before.Exists) return;

        if (by is not null) Rightly(before, after, by, accepted);
        Assert.All(accepted.Messages, message => Assert.Contains(message.To.Value, after.Facts!.Region == "west" ? Concerned.Append("west") : Concerned));
        foreach (var message in accepted.Messages.Where(message => message.Words.Key == "referrals.note"))
            Assert.True(message.To == after.TakenBy || message.To == after.Caseworker || after.Offers.Any(offer => offer.Status == OfferStatus.Accepted && offer.Whom.People.Contains(message.To.Person!.Value)));
        Assert.DoesNotContain("marker", string.Concat(accepted.Messages.Select(message => JsonSerializer.Serialize(message.Words))), StringComparison.Ordinal);
        // One has it, until giving it back, giving no sign, leaving, or all beginning anew.
        if (before.TakenBy is { } had && after.TakenBy != had)
            Assert.True(after.TakenBy is null && (command is ReferralCommand.TimeUp or ReferralCommand.Unmerge or ReferralCommand.MergeRejected || (command is ReferralCommand.PassOn pass && pass.Actor.Person == had) || (command is ReferralCommand.ReleaseByAbsence away && away.From == had)));
        if (before.IsClosed && !after.IsClosed) Assert.True(before.MergedInto is not null && command is ReferralCommand.Unmerge or ReferralCommand.MergeRejected);
        if (before.IsClosed && after.IsClosed) Assert.Empty(accepted.Messages);
        if (command is ReferralCommand.HandOver over) Assert.Equal((ShareBases.Fields.Length, over.Actor.Person), (after.Shares[^1].Fields.Length, after.Shares[^1].By));
        if (command is ReferralCommand.RemoveNote unsay) TookBack(before, after, unsay);
    }

    /// <summary>Without any right nothing changes and nobody hears of it; without the right to decide nothing is decided.</summary>
    private static void Rightly(Referral before, Referral after, Actor by, Decision<ReferralEvent>.Commit accepted)
    {
        if (!Rights.Any(right => Permissions.May(by, right, before.Subject)))
        {
            Assert.Equal(Written(before), Written(after));
            Assert.Equal((0, 0), (accepted.Messages.Length, accepted.Effects.Length));
            Assert.All(accepted.Events, happened => Assert.True(happened is ReferralEvent.RefusedNoRight or ReferralEvent.ReasonGiven));
        }
        if (!Permissions.May(by, Permission.ManageReferral, before.Subject))
            Assert.Equal((before.TakenBy, before.MergedInto, before.HandedOver, before.ClosedBecause, before.Caseworker, before.Shares.Length, before.Alike.Length), (after.TakenBy, after.MergedInto, after.HandedOver, after.ClosedBecause, after.Caseworker, after.Shares.Length, after.Alike.Length));
        if (!Permissions.May(by, Permission.AnswerOffer, before.Subject) && !Permissions.May(by, Permission.ManageReferral, before.Subject)) Assert.Equal(before.Offers, after.Offers);
        if (!Permissions.May(by, Permission.ConfirmIdentification, before.Subject)) Assert.Equal(before.Joint?.Status, after.Joint?.Status);
        if (!Permissions.May(by, Permission.WriteInReferral, before.Subject)) Assert.Equal(before.Notes, after.Notes);
    }

    private void TookBack(Referral before, Referral after, ReferralCommand.RemoveNote unsay)
    {
        var note = before.Notes.Single(note => note.Number == unsay.Number);
        Assert.Equal(unsay.Actor.Person, note.By);
        if (note.Text is { } text) _takenBack.Add(text);
        Assert.Equal(before.Notes.Select(one => one.Number), after.Notes.Select(one => one.Number));
    }

    private void Holds(Referral referral)
    {
        var (isOpen, isTaken, isIdentified) = (!referral.IsClosed, referral.TakenBy is not null, referral.Stage == Stage.Identified);
        // A clock, and one only: the ladder's as long as nobody has it, the stage's once somebody does, or while somebody is asked to confirm.
        Assert.Equal(isOpen && !isTaken && !isIdentified, referral.EscalatesAt is not null);
        Assert.Equal(isOpen && (isTaken || isIdentified), referral.Due is not null);
        Assert.False(isTaken && isIdentified);
        Assert.Equal(isOpen, ReferralEvolution.Lists(referral).Any(line => line.View != ReferralEvolution.OrganisationsView));
        Assert.Equal(isOpen, ReferralEvolution.WakeUps(referral).Any());
        Assert.All(referral.Offers.Where(offer => offer.Status == OfferStatus.Open), offer => Assert.Contains(new WakeUp(ReferralRules.StageOverdue, offer.Due), ReferralEvolution.WakeUps(referral)));
        // Once the clocks were looked at, none is behind.
        var looked = LifecyclePropertyTests.Try(LifecyclePropertyTests.Try(referral, new ReferralCommand.Escalate(), _now), new ReferralCommand.TimeUp(), _now);
        Assert.All(ReferralEvolution.WakeUps(looked), wake => Assert.True(wake.Due > _now, $"{wake.Purpose} is behind."));
        Assert.True(looked.IsClosed || ReferralEvolution.WakeUps(looked).Any());
        Assert.True(referral.Offers.Where(offer => offer.Status != OfferStatus.Ended).GroupBy(offer => offer.Service).All(group => group.Count() == 1));
        if (referral.MergedInto is not null) Assert.Equal(DuplicateRules.Why, referral.ClosedBecause);
        var written = Written(referral);
        Assert.Equal(written, Written(JsonSerializer.Deserialize(written, ReferralRules.Book.StateJson)!));
        Assert.InRange(written.Length, 1, 24_000);
        Assert.All(_takenBack, text => Assert.DoesNotContain(text, written, StringComparison.Ordinal));
        // Across the border nothing but what is stated to be shared.
        if (referral.Facts!.Region == "west") Assert.DoesNotContain("marker", written, StringComparison.Ordinal);
    }

    private void ArriveAll()
    {
        while (_onTheirWay.FindIndex(one => !_arrived.Contains(one.Id)) is >= 0 and var next) Arrive(next);
    }

    private void Arrive(int at)
    {
        if (_onTheirWay.Count == 0) return;
        var (id, effect) = _onTheirWay[at % _onTheirWay.Count];
        // Given again, it counts once: streams see to that.
        if (!_arrived.Add(id)) return;
        if (effect.To.StartsWith("provider~", StringComparison.Ordinal)) Change(effect.To, ProviderRules.Book.FromEffect!(effect));
        else if (effect.To.StartsWith($"{CaseRules.Kind}~", StringComparison.Ordinal)) Assist(effect);
        else Command(effect.To, ReferralRules.Book.FromEffect!(effect), null);
    }

    private void Leave(string from, Effect effect)
    {
        if (effect.Command.GetRawText() is var json && json.Contains("marker", StringComparison.Ordinal)) Assert.Fail($"What was not shared leaves for {effect.To}.");
        _onTheirWay.Add((FormattableString.Invariant($"e{++_effects}"), effect with { From = from }));
    }

    private void Assist(Effect effect)
    {
        var before = _assisted.GetValueOrDefault(effect.From, CaseRecord.None);
        if (CaseRules.Decide(before, CaseRules.Book.FromEffect!(effect), _now) is Decision<CaseEvent>.Commit accepted) _assisted[effect.From] = accepted.Events.Aggregate(before, CaseRules.Evolve);
    }

    private void Change(string name, ProviderCommand command)
    {
        var accepted = Stored.By(ProviderRules.Decide(_providers[name], command, _now));
        var after = _providers[name] = accepted.Events.Aggregate(_providers[name], ProviderRules.Evolve);
        foreach (var effect in accepted.Effects) Leave(name, effect);
        Assert.InRange(after.Held.Length, 0, Capacity(name));
        Assert.InRange(after.Declared ?? 0, 0, Capacity(name));
        Assert.InRange(after.Free, 0, Capacity(name));
        var stored = JsonSerializer.Serialize(after, ProviderRules.Book.StateJson);
        Assert.Equal(stored, JsonSerializer.Serialize(JsonSerializer.Deserialize(stored, ProviderRules.Book.StateJson)!, ProviderRules.Book.StateJson));
    }

    private static ReferralEvent Again(ReferralEvent happened) => JsonSerializer.Deserialize(JsonSerializer.Serialize(happened, ReferralRules.Book.EventJson), ReferralRules.Book.EventJson)!;

    private static string Written(Referral referral) => JsonSerializer.Serialize(referral, ReferralRules.Book.StateJson);
}
