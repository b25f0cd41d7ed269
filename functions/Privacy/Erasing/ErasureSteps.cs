using System.Collections.Immutable;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Streams.Erasing;
using static ServerlessAssist.Functions.Privacy.Erasing.ErasureCommand;

namespace ServerlessAssist.Functions.Privacy.Erasing;

/// <summary>Does one step of an erasure. Whoever dies in the middle of it is followed by somebody who does it again.</summary>
public sealed class ErasureSteps(
    Streams<Referral, ReferralEvent, ReferralCommand> referrals, Streams<AssistanceRecord, AssistanceEvent, AssistanceCommand> records, Streams<Provider, ProviderEvent, ProviderCommand> providers,
    StreamEraser eraser, CarrierCopies carrier, UnsentDrafts drafts, TimeProvider time)
{
    /// <summary>What waits for others waits no longer than this: then it goes on without, and says so.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3);

    /// <returns>What came of it.</returns>
    public async Task<ErasureCommand> Do(Erasure erasure, CancellationToken stop)
    {
        try
        {
            return await (erasure.Step switch
            {
                Step.Mark => Mark(erasure, stop),
                Step.Hide => Hide(erasure, stop),
                Step.Settle => Settle(erasure, stop),
                Step.Places => Free(erasure, stop),
                Step.Carrier => carrier.Redact(erasure, stop),
                Step.Drafts => drafts.Forget(erasure, stop),
                Step.Rows => Destroy(erasure, stop),
                Step.Lists => Sweep(erasure, stop),
                _ => Prove(erasure, stop),
            });
        }
        catch (TamperedException) when (erasure.Step is > Step.Mark and < Step.Rows)
        {
            // Somebody has changed a row from outside: what cannot be read can be erased all the same.
            return new Went(erasure.Step, erasure.Keys, ("unreadable", 1));
        }
    }

    /// <summary>Only what is closed; what was opened again since belongs to somebody else. Where there is no record of assistance none can begin.</summary>
    private async Task<ErasureCommand> Mark(Erasure erasure, CancellationToken stop)
    {
        var marked = ImmutableArray<string>.Empty;
        foreach (var key in erasure.Keys)
        {
            var isMarked = await referrals.Mark(Belongings.Referral(key), referral => referral.IsClosed, stop);
            if (!isMarked && (await referrals.Read(Belongings.Referral(key), stop)).State.IsClosed) return new Wait(Step.Mark, Step.Mark, TimeSpan.FromSeconds(2), 0);
            if (!isMarked && key == erasure.Keys[0]) return new CallOff();
            if (!isMarked) continue;
            if (!await records.Mark(Belongings.Assistance(key), stop)) return new Wait(Step.Mark, Step.Mark, TimeSpan.FromSeconds(2), 0);
            marked = marked.Add(key);
        }
        return new Went(Step.Mark, marked);
    }

    private async Task<ErasureCommand> Hide(Erasure erasure, CancellationToken stop)
    {
        foreach (var key in erasure.Keys)
        {
            await referrals.Hide(Belongings.Referral(key), stop);
            await records.Hide(Belongings.Assistance(key), stop);
        }
        return new Went(Step.Hide, erasure.Keys);
    }

    /// <summary>What others were promised they get: a place that was to be free again, an answer to another country.</summary>
    private async Task<ErasureCommand> Settle(Erasure erasure, CancellationToken stop)
    {
        foreach (var id in Belongings.StreamsOf(erasure.Keys))
            if ((await eraser.Outgoing(id, stop)).Effects > 0 && !IsLate(erasure, time)) return new Wait(Step.Settle, Step.Settle, TimeSpan.FromMinutes(2), 0);
        return new Went(Step.Settle, erasure.Keys);
    }

    private async Task<ErasureCommand> Free(Erasure erasure, CancellationToken stop)
    {
        foreach (var id in erasure.Keys.Select(Belongings.Referral))
        {
            var asked = (await referrals.HistoryOfMarked(id, stop)).SelectMany(one => one.Events).OfType<ReferralEvent.Offered>().Select(one => one.Offer.Whom.Stream).Distinct();
            foreach (var provider in asked.Select(StreamId.Parse))
                foreach (var place in (await providers.Read(provider, stop)).State.Held.Where(place => place.Referral == id.Partition))
                    if (await providers.Handle(provider, new ProviderCommand.Free(place.Referral, place.Offer), $"erased|{place.Referral}|{place.Offer}", Actors.System, stop) is Outcome<Provider>.Unsettled)
                        return new Wait(Step.Places, Step.Places, TimeSpan.FromSeconds(10), 0);
        }
        return new Went(Step.Places, erasure.Keys);
    }

    private async Task<ErasureCommand> Destroy(Erasure erasure, CancellationToken stop)
    {
        var isDone = true;
        foreach (var id in Belongings.StreamsOf(erasure.Keys)) isDone &= await eraser.Destroy(id, stop);
        return isDone ? new Went(Step.Rows, erasure.Keys) : new Wait(Step.Rows, Step.Rows, TimeSpan.FromSeconds(5), 0);
    }

    private async Task<ErasureCommand> Sweep(Erasure erasure, CancellationToken stop)
    {
        await eraser.Sweep(Belongings.StreamsOf(erasure.Keys), stop);
        return new Went(Step.Lists, erasure.Keys);
    }

    private async Task<ErasureCommand> Prove(Erasure erasure, CancellationToken stop) => (await eraser.Look(Belongings.StreamsOf(erasure.Keys), stop)).IsNothing
        ? new Went(Step.Proof, erasure.Keys)
        : new Wait(Step.Proof, Step.Rows, TimeSpan.FromMinutes(10), 0, ("found-again", 1));

    internal static bool IsLate(Erasure erasure, TimeProvider time) => time.GetUtcNow() - erasure.Begun > Longest;
}
