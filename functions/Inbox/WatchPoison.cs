using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>Tells the administrators of messages that were given up: at once when more come, else once a day. Measures what waits, for those who watch the house.</summary>
public sealed class WatchPoison(PoisonQueues poison, StaffDirectory directory, Waiting waiting, TimeProvider time)
{
    [Function(nameof(WatchPoison))]
    public async Task Run([TimerTrigger("15 */5 * * * *")] TimerInfo timer, CancellationToken stop)
    {
        foreach (var queue in PoisonQueues.Queues)
        {
            var count = await poison.Count(queue, stop);
            Levels.Poison(queue, count);
            if (count == 0) continue;
            var words = OperationsPhrases.Poison.With(("queue", queue), ("count", new Argument.Number(count)));
            await directory.Handle(new DirectoryCommand.Page(words), FormattableString.Invariant($"poison|{queue}|{count}|{time.GetUtcNow():yyyyMMdd}"), "house", stop);
        }
        await waiting.Measure(stop);
    }
}
