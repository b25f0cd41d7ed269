using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Functions.Webhooks;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>What people do with a referral, whatever door they come by.</summary>
public sealed class ReferralHandler(StreamHandler<Referral, ReferralEvent, ReferralCommand> referrals, ProviderPlaces providers, StaffDirectory directory, BlindIndex index, TimeProvider time)
{
    /// <summary>The stream of a reference: found by a keyed hash, so that no key in storage shows it.</summary>
    public static StreamId IdOf(BlindIndex index, CaseReference reference) => new(ReferralRules.Kind, reference.KeyIn(index));

    public Task<Outcome<Referral>> Do(CaseReference reference, ReferralCommand command, string messageId, string by, CancellationToken stop) =>
        referrals.Handle(IdOf(index, reference), command, messageId, by, stop);

    /// <summary>Hands it over to a region of another country.</summary>
    public async Task<Outcome<Referral>> HandOver(Actor actor, CaseReference reference, Referral referral, Region to, string basis, string messageId, CancellationToken stop) =>
        await Do(reference, await HandOverCommand(actor, reference, referral, to, basis, stop), messageId, actor.Person.Value, stop);

    /// <summary>What hands it over: what the other side gets, and where it will stand.</summary>
    public async Task<ReferralCommand> HandOverCommand(Actor actor, CaseReference reference, Referral referral, Region to, string basis, CancellationToken stop)
    {
        var people = await directory.Cached(stop);
        var other = await Free($"handed-over|{reference}|{to.Id}", stop);
        var country = people.Region(referral.Facts!.Region)?.Country ?? "";
        var what = new ReferralCommand.Receive(
            other.ToString(), actor.Organisation, CrossBorderRules.Subset(referral.Facts, to.Id, country, basis), new Ladder(people.LadderOf(to, time.GetUtcNow()), to.EscalateAfter, people.Administrators),
            index.Of(IndexPurposes.AlertCodeSecret, $"handed-over|{reference}|{other}"), [actor.Person], to.Labels, reference.ToString(), "")
        {
            Subscription = Subscriptions.SubscriptionOf(people, actor.Organisation, index, time.GetUtcNow()),
        };
        return new ReferralCommand.HandOver(actor, what, IdOf(index, other).Partition, basis);
    }

    /// <summary>Where a referral can be handed over to: every region of another country.</summary>
    public static IEnumerable<Region> Abroad(StaffRegister people, Referral referral) => people.Configuration.Regions.Where(region => region.Country != people.Region(referral.Facts!.Region)?.Country);

    /// <summary>Ends one that is about the same person as another; she must be allowed to see both.</summary>
    /// <returns>Null: there is no such other.</returns>
    public async Task<Outcome<Referral>?> Merge(Actor actor, CaseReference reference, CaseReference into, string messageId, CancellationToken stop) =>
        await Find(actor, into, stop) is { IsClosed: false }
            ? await Do(reference, MergeCommand(actor, into), messageId, actor.Person.Value, stop)
            : null;

    public ReferralCommand MergeCommand(Actor actor, CaseReference into) => new ReferralCommand.Merge(actor, into.ToString(), IdOf(index, into).Partition);

    public ReferralCommand UnmergeCommand(Actor actor, CaseReference from) => new ReferralCommand.Unmerge(actor, IdOf(index, from).Partition);

    public Task<Outcome<Referral>> Unmerge(Actor actor, CaseReference reference, CaseReference from, string messageId, CancellationToken stop) =>
        Do(reference, UnmergeCommand(actor, from), messageId, actor.Person.Value, stop);

    /// <summary>For the house itself: one storage transaction.</summary>
    /// <returns>Null: there is none.</returns>
    public async Task<Referral?> Find(CaseReference reference, CancellationToken stop) => (await referrals.Read(IdOf(index, reference), stop)).State is { Exists: true } referral ? referral : null;

    /// <summary>One storage transaction.</summary>
    /// <returns>Null: there is none, or she may not see it; the two look the same.</returns>
    public async Task<Referral?> Find(Actor actor, CaseReference reference, CancellationToken stop)
    {
        var (referral, _) = await referrals.Read(IdOf(index, reference), stop);
        return MaySee(actor, referral) ? referral : null;
    }

    public static bool MaySee(Actor actor, Referral referral) =>
        referral.Exists && (Permissions.May(actor, Permission.ReadReferral, referral.Subject) || Permissions.May(actor, Permission.AnswerOffer, referral.Subject));

    /// <summary>The first candidate that no referral has yet, else the last: the transaction decides whether it is free.</summary>
    private async Task<CaseReference> Free(string seed, CancellationToken stop)
    {
        CaseReference last = default;
        foreach (var reference in CaseReference.CandidatesOf(index, seed))
        {
            last = reference;
            if ((await referrals.Read(IdOf(index, reference), stop)).State.IsFree) break;
        }
        return last;
    }

    /// <param name="first">Which provider is asked first; null: the one that fits best.</param>
    public async Task<Outcome<Referral>> Assign(Actor actor, CaseReference reference, Referral referral, string service, string? first, string messageId, CancellationToken stop)
    {
        return await Do(reference, await AssignCommand(actor, referral, service, await providers.Fitting(referral.Facts!, service, stop), first, stop), messageId, actor.Person.Value, stop);
    }

    /// <param name="fitting">Who could be asked, best first.</param>
    public async Task<ReferralCommand> AssignCommand(Actor actor, Referral referral, string service, IEnumerable<Candidate> fitting, string? first, CancellationToken stop) => new ReferralCommand.Assign(
        actor, service, [.. fitting.OrderBy(one => one.Provider != first)], (await directory.Cached(stop)).CaseworkerFor(referral.Facts!.Region, referral.Reference));
}
