using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Functions.Privacy.Erasing;

/// <summary>Goes on with an erasure as far as it is due: when it was asked for, and whenever the agenda says so.</summary>
public sealed class EraseOnward(StreamHandler<Erasure, ErasureEvent, ErasureCommand> erasures, ErasureSteps steps, OperationLog log, TimeProvider time) : IWakeUpHandler
{
    /// <summary>As the log of operations has it.</summary>
    public const string What = "person.erase";

    private const int Steps = 30;

    public string Kind => ErasureRules.Kind;

    public async Task<bool> Run(StreamId id, WakeUp wake, CancellationToken stop) => !ErasureRules.Book.WakeUps(await Go(id, stop)).Contains(wake);

    /// <returns>How far it is then.</returns>
    public async Task<Erasure> Go(StreamId id, CancellationToken stop)
    {
        var budget = new Budget(time, Steps);
        while (true)
        {
            var (erasure, _) = await erasures.Read(id, stop);
            if (!erasure.IsRunning || erasure.Due > time.GetUtcNow() || budget.IsSpent) return erasure;
            var command = await steps.Do(erasure, stop);
            var outcome = await erasures.Handle(id, command, FormattableString.Invariant($"{erasure.Step}|{erasure.Due.UtcTicks}"), Actors.System, stop);
            if (outcome is Outcome<Erasure>.Unknown) return erasure;
            if (outcome is Outcome<Erasure>.Done { Repeat: Repeat.First, State: { Ended: not null } done }) await log.Ended(What, Named(id), Actors.System, [.. done.Counts.Select(one => (one.Key, one.Value))]);
            budget.Spend();
        }
    }

    /// <summary>How an erasure is named in the log: nothing that leads to a person.</summary>
    public static string Named(StreamId id) => id.Key[..12];
}
