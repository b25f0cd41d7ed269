using Microsoft.Azure.Functions.Worker;

namespace ServerlessAssist.Functions.Operations.Upkeep;

/// <summary>Every minute: the rules look at whatever is due.</summary>
/// <remarks>A pass that reached its end is noted, so that timers which do not fire show.</remarks>
public sealed class SweepAgenda(AgendaSweep sweep, SweepHeartbeat heartbeat, TimeProvider time)
{
    [Function(nameof(SweepAgenda))]
    public async Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken stop)
    {
        var began = time.GetUtcNow();
        await sweep.Run(stop);
        await heartbeat.Note(began, stop);
    }
}
