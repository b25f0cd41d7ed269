using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Telemetry;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Operations.Poison;

/// <summary>Tells the administrators of messages that were given up (at once when more come, else once a day), keeps those from expiring, and measures what waits.</summary>
public sealed partial class WatchPoison(PoisonQueues poison, StaffDirectory directory, UntakenReferralsGauge waiting, TimeProvider time, ILogger<WatchPoison> log)
{
    [Function(nameof(WatchPoison))]
    public async Task Run([TimerTrigger("15 */5 * * * *")] TimerInfo timer, CancellationToken stop)
    {
        foreach (var queue in PoisonQueues.Queues)
        {
            var count = await poison.Count(queue, stop);
            Gauges.Poison(queue, count);
            if (count == 0) continue;
            await Tell(queue, count, stop);
            // After the administrators were told, so that they know even where replacing fails.
            Replaced(await poison.Keep(queue, stop), queue);
        }
        await waiting.Measure(stop);
    }

    /// <summary>
    /// A message that was given up is told of once when it comes, also if as many waited before that were put back meanwhile;
    /// what waits since another day, once a day.
    /// </summary>
    private async Task Tell(string queue, int count, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var (lastNew, isFromToday) = await poison.Look(queue, now, stop);
        if (lastNew is null && isFromToday) return;
        var when = lastNew is { } since ? FormattableString.Invariant($"new {since.UtcTicks}") : FormattableString.Invariant($"{now:yyyyMMdd}");
        var words = OperationsPhrases.Poison.With(("queue", queue), ("count", new Argument.Number(count)));
        await directory.Handle(new StaffCommand.NotifyAdministrators(words), $"poison|{queue}|{count}|{when}", Actors.System, stop);
    }

    private void Replaced(int count, string queue)
    {
        if (count > 0) Kept(log, count, queue);
    }

    [LoggerMessage(LogLevel.Warning, "{Count} poison messages of queue {Queue} would have expired and are kept.")]
    private static partial void Kept(ILogger log, int count, string queue);
}
