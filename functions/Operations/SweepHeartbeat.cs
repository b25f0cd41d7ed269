using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Operations;

/// <summary>When a timer last swept the agenda, in any instance: shows that timers do not fire. One storage transaction a sweep.</summary>
public class SweepHeartbeat(Agenda agenda, TimeProvider time)
{
    public DateTimeOffset ProcessStarted { get; } = time.GetUtcNow();

    /// <summary>Null: never.</summary>
    public virtual Task<DateTimeOffset?> Last(CancellationToken stop) => agenda.LastSweep(stop);

    public Task Note(DateTimeOffset at, CancellationToken stop) => agenda.NoteSweep(at, stop);
}
