using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace ServerlessAssist.Tests.Conformance;

/// <summary>Who has a message, until when, and what a receipt is good for.</summary>
internal static class VisibilityCases
{
    public static IEnumerable<Case> All =>
    [
        new("What is taken is hidden from others", "a, ", async on =>
        {
            var queue = await on.NewQueue("a");
            return $"{Texts(await Take(queue))}, {Texts(await Take(queue))}";
        }),
        new("What is taken and left shows itself again and counts", "a:1 a:2", async on =>
        {
            var queue = await on.NewQueue("a");
            var first = (await queue.ReceiveMessagesAsync(32, TimeSpan.FromSeconds(1))).Value[0];
            await on.Wait(1.6);
            var second = (await Take(queue))[0];
            return $"{first.MessageText}:{first.DequeueCount} {second.MessageText}:{second.DequeueCount}";
        }),
        new("What is sent hidden shows itself later, behind what was there", ", b a", async on =>
        {
            var queue = await on.NewQueue();
            await queue.SendMessageAsync("a", TimeSpan.FromSeconds(1));
            var before = Texts(await Take(queue));
            await queue.SendMessageAsync("b");
            await on.Wait(1.6);
            return $"{before}, {Texts(await Take(queue))}";
        }),
        new("What has lived its time is gone", "0", async on =>
        {
            var queue = await on.NewQueue();
            await queue.SendMessageAsync("a", null, TimeSpan.FromSeconds(1));
            await on.Wait(1.6);
            return $"{(await Take(queue)).Length}";
        }),
        Taken("What is taken is deleted by its receipt", "204", (queue, message) => Said.By(queue.DeleteMessageAsync(message.MessageId, message.PopReceipt))),
        Taken("What is deleted is not there", "404 MessageNotFound", async (queue, message) =>
        {
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            return await Said.By(queue.DeleteMessageAsync(message.MessageId, message.PopReceipt));
        }),
        Taken("What was never there is not there", "404 MessageNotFound", (queue, message) => Said.By(queue.DeleteMessageAsync("00000000-0000-0000-0000-0000000fffff", message.PopReceipt))),
        Taken("What was never there cannot be updated", "404 MessageNotFound", (queue, message) => Said.By(queue.UpdateMessageAsync("00000000-0000-0000-0000-0000000fffff", message.PopReceipt, visibilityTimeout: TimeSpan.Zero))),
        Taken("An update gives another receipt, and the old one is good for nothing", "400 PopReceiptMismatch", async (queue, message) =>
        {
            await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.FromSeconds(60));
            return await Said.By(queue.DeleteMessageAsync(message.MessageId, message.PopReceipt));
        }),
        Taken("The receipt of an update is good", "204", async (queue, message) =>
        {
            UpdateReceipt updated = await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.FromSeconds(60));
            return await Said.By(queue.DeleteMessageAsync(message.MessageId, updated.PopReceipt));
        }),
        Taken("An update shows a message at once, with its text and its count", "a:2", async (queue, message) =>
        {
            await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero);
            var again = (await Take(queue))[0];
            return $"{again.MessageText}:{again.DequeueCount}";
        }),
        Taken("An update may change the text", "b", async (queue, message) =>
        {
            await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, "b", TimeSpan.Zero);
            return Texts(await Take(queue));
        }),
        Taken("An update hides for 7 days at most", "400 OutOfRangeQueryParameterValue", (queue, message) => Said.By(queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1)))),
        Taken("An update takes no more than 64 KiB", "413 RequestBodyTooLarge", (queue, message) => Said.By(queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, new string('x', 49_153)))),
        new("The receipt of sending is good for deleting", "204", async on =>
        {
            var queue = await on.NewQueue();
            SendReceipt sent = await queue.SendMessageAsync("a", TimeSpan.FromSeconds(60));
            return await Said.By(queue.DeleteMessageAsync(sent.MessageId, sent.PopReceipt));
        }),
        new("The receipt of sending is good for showing what was hidden", "a", async on =>
        {
            var queue = await on.NewQueue();
            SendReceipt sent = await queue.SendMessageAsync("a", TimeSpan.FromSeconds(60));
            await queue.UpdateMessageAsync(sent.MessageId, sent.PopReceipt, visibilityTimeout: TimeSpan.Zero);
            return Texts(await Take(queue));
        }),
        new("The receipt of sending is good for nothing once somebody has taken the message", "400 PopReceiptMismatch", async on =>
        {
            var queue = await on.NewQueue();
            SendReceipt sent = await queue.SendMessageAsync("a");
            await Take(queue);
            return await Said.By(queue.DeleteMessageAsync(sent.MessageId, sent.PopReceipt));
        }),
        new("Who took a message too long ago cannot delete it from the next", "400 PopReceiptMismatch, 204", async on =>
        {
            var queue = await on.NewQueue("a");
            var first = (await queue.ReceiveMessagesAsync(1, TimeSpan.FromSeconds(1))).Value[0];
            await on.Wait(1.6);
            var second = (await Take(queue))[0];
            return $"{await Said.By(queue.DeleteMessageAsync(first.MessageId, first.PopReceipt))}, {await Said.By(queue.DeleteMessageAsync(second.MessageId, second.PopReceipt))}";
        }),
        new("Who took a message too long ago can delete it while nobody else has it", "204", async on =>
        {
            var queue = await on.NewQueue("a");
            var first = (await queue.ReceiveMessagesAsync(1, TimeSpan.FromSeconds(1))).Value[0];
            await on.Wait(1.6);
            return await Said.By(queue.DeleteMessageAsync(first.MessageId, first.PopReceipt));
        }),
    ];

    private static Case Taken(string name, string verdict, Func<QueueClient, QueueMessage, Task<string>> then) => new(name, verdict, async on =>
    {
        var queue = await on.NewQueue("a");
        return await then(queue, (await Take(queue))[0]);
    });

    private static async Task<QueueMessage[]> Take(QueueClient queue) => (await queue.ReceiveMessagesAsync(32)).Value;

    private static string Texts(QueueMessage[] messages) => QueueCases.Texts(messages);
}
