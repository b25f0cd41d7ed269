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

    public static readonly RuleBook<Erasure, ErasureEvent, ErasureCommand> Book = new(Kind, Erasure.None, Decide, Evolve, ErasureJson.Default.Erasure, ErasureJson.Default.ErasureEvent)
    {
        WakeUps = erasure => erasure.IsRunning ? [new WakeUp(StepDue(erasure.Step), erasure.Due)] : [],
        OverSince = erasure => erasure.Ended,
        IsOver = erasure => erasure.Keys.IsEmpty,
    };

    /// <summary>Purpose of the wake-up at which a step is done, or tried again: one for each, so that the hint of one step is never taken for the next one's.</summary>
    public static string StepDue(Step step) => $"erasure-{step.ToString().ToLowerInvariant()}";

    public static Decision Decide(Erasure erasure, ErasureCommand command, DateTimeOffset now) => command switch
    {
        ErasureCommand.Begin when !erasure.Keys.IsEmpty => new Decision.Nothing(),
        ErasureCommand.Begin begin => new Decision.Accepted(new Begun(begin.Keys, begin.Found, now)),
        // Two who do the same step: the second finds it done.
        ErasureCommand.Went went when !erasure.IsRunning || went.Step != erasure.Step => new Decision.Nothing(),
        ErasureCommand.CallOff when !erasure.IsRunning || erasure.Step != Step.Mark => new Decision.Nothing(),
        ErasureCommand.Wait wait when !erasure.IsRunning || wait.Step != erasure.Step => new Decision.Nothing(),
        ErasureCommand.CallOff => new Decision.Accepted(new CalledOff(now)),
        ErasureCommand.Went { Step: Step.Proof } => new Decision.Accepted(new Ended(now)),
        ErasureCommand.Went went => new Decision.Accepted(new StepDone(went.Step, went.Keys, went.Step + 1, went.Step == Step.Hide ? now + Quiet : now, Sum(went.Counts), now)),
        ErasureCommand.Wait wait => new Decision.Accepted(new Waits(wait.To, now + wait.After, wait.At, Sum(wait.Counts))),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    public static Erasure Evolve(Erasure erasure, ErasureEvent happened) => happened switch
    {
        Begun e => Erasure.None with { Keys = e.Keys, Begun = e.At, Due = e.At, Counts = e.Found },
        CalledOff => Erasure.None,
        StepDone e => erasure with { Keys = e.Keys, Step = e.Next, Due = e.Due, At = 0, Counts = Add(erasure.Counts, e.Counts), RowsGone = e.Step == Step.Rows ? e.At : erasure.RowsGone },
        Waits e => erasure with { Step = e.To, Due = e.Due, At = e.At, Counts = Add(erasure.Counts, e.Counts) },
        Ended e => erasure with { Step = Step.Done, Ended = e.At },
        _ => erasure,
    };

    private static ImmutableSortedDictionary<string, long> Sum(ImmutableArray<(string What, long Count)> counts) =>
        counts.Where(one => one.Count > 0).GroupBy(one => one.What).ToImmutableSortedDictionary(one => one.Key, one => one.Sum(count => count.Count), StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, long> Add(ImmutableSortedDictionary<string, long> before, ImmutableSortedDictionary<string, long> more) =>
        before.SetItems(more.Select(one => KeyValuePair.Create(one.Key, before.GetValueOrDefault(one.Key) + one.Value)));
}
