using System.Collections.Immutable;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Privacy.Erasing.ErasureEvent;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Privacy.Erasing.ErasureEvent>;

namespace ServerlessAssist.Functions.Privacy.Erasing;

/// <summary>What comes after what when a person is erased. Pure: no clock, no storage.</summary>
[PureRules]
public static class ErasureRules
{
    public const string Kind = "erasure";

    /// <summary>Between marking and going on: longer than anything lasts that was begun before. A request takes 10 s, a function half an hour at most.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(40);

    public static readonly StreamDefinition<Erasure, ErasureEvent, ErasureCommand> Book = new(Kind, Erasure.None, Decide, Evolve, ErasureJson.Default.Erasure, ErasureJson.Default.ErasureEvent)
    {
        Retention = RetentionRule.InDays(
            "To go on with erasing somebody, and to show that it was done; nothing of her.", "Erasures", 1825, "it ended"),
        Ownership = Ownership.System,
        Views = [],
        WakeUps = erasure => erasure.IsRunning ? [new WakeUp(StepDue(erasure.Step), erasure.Due)] : [],
        // One that was called off has no keys.
        OverSince = (erasure, lastDecision) => erasure.Ended ?? (erasure.Keys.IsEmpty ? lastDecision : null),
    };

    /// <summary>Purpose of the wake-up at which a step is done, or tried again: one for each, so that the hint of one step is never taken for the next one's.</summary>
    public static string StepDue(ErasureStep step) => $"erasure-{step.ToString().ToLowerInvariant()}";

    public static Decision Decide(Erasure erasure, ErasureCommand command, DateTimeOffset now) => command switch
    {
        ErasureCommand.Begin when !erasure.Keys.IsEmpty => new Decision.NoChange(),
        ErasureCommand.Begin begin => new Decision.Commit(new Started(begin.Keys, begin.Found, now)),
        // Two who do the same step: the second finds it done.
        ErasureCommand.Went went when !erasure.IsRunning || went.Step != erasure.Step => new Decision.NoChange(),
        ErasureCommand.CallOff when !erasure.IsRunning || erasure.Step != ErasureStep.Mark => new Decision.NoChange(),
        ErasureCommand.Wait wait when !erasure.IsRunning || wait.Step != erasure.Step => new Decision.NoChange(),
        ErasureCommand.CallOff => new Decision.Commit(new Cancelled(now)),
        ErasureCommand.Went { Step: ErasureStep.Proof } => new Decision.Commit(new Completed(now)),
        ErasureCommand.Went went => new Decision.Commit(new StepCompleted(went.Step, went.Keys, went.Step + 1, went.Step == ErasureStep.Hide ? now + Quiet : now, Sum(went.Counts), now)),
        ErasureCommand.Wait wait => new Decision.Commit(new Waiting(wait.To, now + wait.After, wait.At, Sum(wait.Counts))),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    public static Erasure Evolve(Erasure erasure, ErasureEvent happened) => happened switch
    {
        Started e => Erasure.None with { Keys = e.Keys, Begun = e.At, Due = e.At, Counts = e.Found },
        Cancelled => Erasure.None,
        StepCompleted e => erasure with { Keys = e.Keys, Step = e.Next, Due = e.Due, At = 0, Counts = Add(erasure.Counts, e.Counts), RowsGone = e.Step == ErasureStep.Rows ? e.At : erasure.RowsGone },
        Waiting e => erasure with { Step = e.To, Due = e.Due, At = e.At, Counts = Add(erasure.Counts, e.Counts) },
        Completed e => erasure with { Step = ErasureStep.Done, Ended = e.At },
        _ => erasure,
    };

    private static ImmutableSortedDictionary<string, long> Sum(ImmutableArray<(string What, long Count)> counts) =>
        counts.Where(one => one.Count > 0).GroupBy(one => one.What).ToImmutableSortedDictionary(one => one.Key, one => one.Sum(count => count.Count), StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, long> Add(ImmutableSortedDictionary<string, long> before, ImmutableSortedDictionary<string, long> more) =>
        before.SetItems(more.Select(one => KeyValuePair.Create(one.Key, before.GetValueOrDefault(one.Key) + one.Value)));
}
