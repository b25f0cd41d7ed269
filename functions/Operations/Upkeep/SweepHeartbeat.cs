using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Operations.Upkeep;

/// <summary>When a timer last swept the agenda, in any instance: shows that timers do not fire. One storage transaction a sweep.</summary>
public class SweepHeartbeat(Agenda agenda, TimeProvider time)
{
    /// <summary>So far the clocks of two instances may be apart.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    public DateTimeOffset ProcessStarted { get; } = time.GetUtcNow();

    /// <summary>Null: never.</summary>
    public virtual Task<DateTimeOffset?> Last(CancellationToken stop) => agenda.LastSweep(stop);

    public Task Note(DateTimeOffset at, CancellationToken stop) => agenda.NoteSweep(at, stop);
}
