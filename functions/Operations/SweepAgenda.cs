using Microsoft.Azure.Functions.Worker;

namespace ServerlessAssist.Functions.Operations;

/// <summary>Every minute: whatever is due is looked at by its rules.</summary>
public sealed class SweepAgenda(AgendaSweep sweep)
{
    [Function(nameof(SweepAgenda))]
    public Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken stop) => sweep.Run(stop);
}
