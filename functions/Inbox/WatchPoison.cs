using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>Tells the administrators of messages that were given up: at once when more come, else once a day.</summary>
public sealed class WatchPoison(PoisonQueues poison, StaffDirectory directory, TimeProvider time)
{
    [Function(nameof(WatchPoison))]
    public async Task Run([TimerTrigger("15 */5 * * * *")] TimerInfo timer, CancellationToken stop)
    {
        foreach (var queue in PoisonQueues.Queues)
        {
            var count = await poison.Count(queue, stop);
            if (count == 0) continue;
            var words = OperationsPhrases.Poison.With(("queue", queue), ("count", new Argument.Number(count)));
            await directory.Handle(new DirectoryCommand.Page(words), FormattableString.Invariant($"poison|{queue}|{count}|{time.GetUtcNow():yyyyMMdd}"), "house", stop);
        }
    }
}
