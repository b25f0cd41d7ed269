using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace ServerlessAssist.Tests.Conformance;

/// <summary>Queues and what lies in them.</summary>
internal static class QueueCases
{
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    public static IEnumerable<Case> All =>
    [
        new("A new queue is made", "201", on => Said.By(on.Queues.GetQueueClient(Ground.NewName()).CreateAsync())),
        new("A queue made again is the same", "204", async on => await Said.By((await on.NewQueue()).CreateAsync())),
        new("A queue is not made again with other metadata", "409 QueueAlreadyExists", async on => await Said.By((await on.NewQueue()).CreateAsync(new Dictionary<string, string> { ["a"] = "b" }))),
        new("A queue is dropped", "204", async on => await Said.By((await on.NewQueue()).DeleteAsync())),
        new("A queue that is not there cannot be dropped", "404 QueueNotFound", on => Said.By(on.Queues.GetQueueClient(Ground.NewName()).DeleteAsync())),
        new("A queue says whether it is there", "True False", async on => $"{(await (await on.NewQueue()).ExistsAsync()).Value} {(await on.Queues.GetQueueClient(Ground.NewName()).ExistsAsync()).Value}"),
        new("The account answers", "200", on => Said.By(on.Queues.GetPropertiesAsync())),
        new("A queue is found by the start of its name", "1", async on =>
        {
            var queue = await on.NewQueue();
            var found = 0;
            await foreach (var one in on.Queues.GetQueuesAsync(prefix: queue.Name)) found += one.Name == queue.Name ? 1 : 0;
            return $"{found}";
        }),
        new("A queue counts hidden messages too", "2", async on =>
        {
            var queue = await on.NewQueue("a", "b");
            await queue.ReceiveMessageAsync();
            return $"{(await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount}";
        }),
        new("A message is sent", "201", async on => await Said.By((await on.NewQueue()).SendMessageAsync("a"))),
        new("A message needs its queue", "404 QueueNotFound", on => Said.By(on.Queues.GetQueueClient(Ground.NewName()).SendMessageAsync("a"))),
        new("An empty queue gives nothing", "0", async on => $"{(await (await on.NewQueue()).ReceiveMessagesAsync(32)).Value.Length}"),
        new("A queue that is not there gives an error", "404 QueueNotFound", on => Said.By(on.Queues.GetQueueClient(Ground.NewName()).ReceiveMessagesAsync(1))),
        new("Messages come in the order in which they were sent", "a b c", async on => Texts((await (await on.NewQueue("a", "b", "c")).ReceiveMessagesAsync(32)).Value)),
        new("A message lives 7 days unless told otherwise", "7.00:00:00", async on => await Life(on, null)),
        new("A message may live longer than 7 days", "30.00:00:00", async on => await Life(on, TimeSpan.FromDays(30))),
        new("A message may live for ever", "9999", async on => $"{(await (await on.NewQueue()).SendMessageAsync("a", null, Forever)).Value.ExpirationTime.Year}"),
        new("Markup and line ends in a message stay as they are", "<a>&\"'\n€</a>", async on =>
        {
            var queue = on.PlainQueues.GetQueueClient((await on.NewQueue()).Name);
            await queue.SendMessageAsync("<a>&\"'\n€</a>");
            return (await queue.ReceiveMessageAsync()).Value.Body.ToString();
        }),
        new("A message of 64 KiB as sent is taken", "201", async on => await Said.By((await on.NewQueue()).SendMessageAsync(new string('x', 49_152)))),
        new("A message of more than 64 KiB as sent is refused", "413 RequestBodyTooLarge", async on => await Said.By((await on.NewQueue()).SendMessageAsync(new string('x', 49_153)))),
        new("A message may not be hidden as long as it lives", "400 InvalidQueryParameterValue", async on => await Said.By((await on.NewQueue()).SendMessageAsync("a", TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60)))),
        new("A message may not be hidden for more than 7 days", "400 OutOfRangeQueryParameterValue", async on => await Said.By((await on.NewQueue()).SendMessageAsync("a", TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1), Forever))),
        new("A message may be hidden for 7 days", "201", async on => await Said.By((await on.NewQueue()).SendMessageAsync("a", TimeSpan.FromDays(7), Forever))),
        new("32 messages are given at once", "32", async on => $"{(await (await on.NewQueue([.. Enumerable.Repeat("a", 33)])).ReceiveMessagesAsync(32)).Value.Length}"),
        new("33 messages are not given at once", "400 OutOfRangeQueryParameterValue", async on => await Said.By((await on.NewQueue()).ReceiveMessagesAsync(33))),
        new Case("No messages are not given", "400 OutOfRangeQueryParameterValue", async on => await Said.By((await on.NewQueue()).ReceiveMessagesAsync(0))).ButAzurite("400", "it refuses without a code"),
        new("A message is not taken for no time", "400 OutOfRangeQueryParameterValue", async on => await Said.By((await on.NewQueue()).ReceiveMessagesAsync(1, TimeSpan.Zero))),
        new("A message is taken for 7 days", "200", async on => await Said.By((await on.NewQueue()).ReceiveMessagesAsync(1, TimeSpan.FromDays(7)))),
        new("Clearing a queue takes the hidden ones too", "0", async on =>
        {
            var queue = await on.NewQueue("a", "b");
            await queue.ReceiveMessageAsync();
            await queue.ClearMessagesAsync();
            return $"{(await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount}";
        }),
        new("Peeking shows and does not take", "a:0 a:1", async on =>
        {
            var queue = await on.NewQueue("a");
            PeekedMessage seen = (await queue.PeekMessagesAsync(32)).Value[0];
            return $"{seen.MessageText}:{seen.DequeueCount} {Texts((await queue.ReceiveMessagesAsync(32)).Value)}:1";
        }),
    ];

    internal static string Texts(QueueMessage[] messages) => string.Join(' ', messages.Select(message => message.MessageText));

    private static async Task<string> Life(Ground on, TimeSpan? life)
    {
        var sent = (await (await on.NewQueue()).SendMessageAsync("a", null, life)).Value;
        return $"{sent.ExpirationTime - sent.InsertionTime}";
    }
}
