using System.Collections.Immutable;
using ServerlessAssist.Functions.Cases.Erasing;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams.Erasing;
using static ServerlessAssist.Functions.Privacy.Erasing.ErasureCommand;

namespace ServerlessAssist.Functions.Privacy.Erasing;

/// <summary>Does one step of an erasure. Whoever dies in the middle of it is followed by somebody who does it again.</summary>
public sealed class ErasureSteps(
    IPersonCases cases, IEnumerable<IPersonErasure> modules, PersonStreams belongings, StreamEraser eraser, CarrierCopies carrier, TimeProvider time)
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
                ErasureStep.Mark => Mark(erasure, stop),
                ErasureStep.Hide => Hide(erasure, stop),
                ErasureStep.Settle => Settle(erasure, stop),
                ErasureStep.Places => Release(erasure, stop),
                ErasureStep.Carrier => carrier.Redact(erasure, stop),
                ErasureStep.Drafts => Forget(erasure, stop),
                ErasureStep.Rows => Destroy(erasure, stop),
                ErasureStep.Lists => Sweep(erasure, stop),
                _ => Prove(erasure, stop),
            });
        }
        catch (TamperedException) when (erasure.Step is > ErasureStep.Mark and < ErasureStep.Rows)
        {
            // Somebody has changed a row from outside: what cannot be read can be erased all the same.
            return new Went(erasure.Step, erasure.Keys, ("unreadable", 1));
        }
    }

    /// <summary>Only cases that are closed; one that was opened again since is left alone.</summary>
    private async Task<ErasureCommand> Mark(Erasure erasure, CancellationToken stop)
    {
        var again = new Wait(ErasureStep.Mark, ErasureStep.Mark, TimeSpan.FromSeconds(2), 0);
        var marked = ImmutableArray<string>.Empty;
        foreach (var key in erasure.Keys)
        {
            switch (await cases.Mark(key, stop))
            {
                case CaseMark.Busy: return again;
                case CaseMark.Open when key == erasure.Keys[0]: return new CallOff();
                case CaseMark.Open: continue;
            }
            if (!await belongings.Mark(key, stop)) return again;
            marked = marked.Add(key);
        }
        return new Went(ErasureStep.Mark, marked);
    }

    private async Task<ErasureCommand> Hide(Erasure erasure, CancellationToken stop)
    {
        await belongings.Hide(erasure.Keys, stop);
        return new Went(ErasureStep.Hide, erasure.Keys);
    }

    /// <summary>What others were promised they get: a place that was to be free again, an answer to another country.</summary>
    private async Task<ErasureCommand> Settle(Erasure erasure, CancellationToken stop)
    {
        foreach (var id in belongings.StreamsOf(erasure.Keys))
            if ((await eraser.Outgoing(id, stop)).Effects > 0 && !IsLate(erasure, time)) return new Wait(ErasureStep.Settle, ErasureStep.Settle, TimeSpan.FromMinutes(2), 0);
        return new Went(ErasureStep.Settle, erasure.Keys);
    }

    private async Task<ErasureCommand> Release(Erasure erasure, CancellationToken stop)
    {
        foreach (var key in erasure.Keys)
            foreach (var module in modules)
                if (!await module.ReleaseElsewhere(key, stop)) return new Wait(ErasureStep.Places, ErasureStep.Places, TimeSpan.FromSeconds(10), 0);
        return new Went(ErasureStep.Places, erasure.Keys);
    }

    private async Task<ErasureCommand> Forget(Erasure erasure, CancellationToken stop)
    {
        var left = 0;
        foreach (var key in erasure.Keys)
            foreach (var module in modules) left += await module.ForgetUnsent(key, stop);
        return left == 0 || IsLate(erasure, time)
            ? new Went(ErasureStep.Drafts, erasure.Keys, ("drafts-left", left))
            : new Wait(ErasureStep.Drafts, ErasureStep.Drafts, TimeSpan.FromHours(1), 0);
    }

    private async Task<ErasureCommand> Destroy(Erasure erasure, CancellationToken stop)
    {
        var isDone = true;
        foreach (var id in belongings.StreamsOf(erasure.Keys)) isDone &= await eraser.Destroy(id, stop);
        return isDone ? new Went(ErasureStep.Rows, erasure.Keys) : new Wait(ErasureStep.Rows, ErasureStep.Rows, TimeSpan.FromSeconds(5), 0);
    }

    private async Task<ErasureCommand> Sweep(Erasure erasure, CancellationToken stop)
    {
        await eraser.Sweep(belongings.StreamsOf(erasure.Keys), stop);
        return new Went(ErasureStep.Lists, erasure.Keys);
    }

    private async Task<ErasureCommand> Prove(Erasure erasure, CancellationToken stop) => (await eraser.Look(belongings.StreamsOf(erasure.Keys), stop)).IsNothing
        ? await carrier.RedactLate(erasure, stop)
        : new Wait(ErasureStep.Proof, ErasureStep.Rows, TimeSpan.FromMinutes(10), 0, ("found-again", 1));

    internal static bool IsLate(Erasure erasure, TimeProvider time) => time.GetUtcNow() - erasure.Begun > Longest;
}
