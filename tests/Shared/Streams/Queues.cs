using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Shared.Streams;

/// <summary>The urgent queue, worked through as the host would: received, resumed, deleted.</summary>
internal static class Queues
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until something shows itself, and works on it.</summary>
    public static async Task Work(Desk desk, TimeSpan? wait = null)
    {
        var queue = desk.Get<StorageClients>().Queue(Announcements.Urgent);
        for (var left = wait ?? TimeSpan.FromSeconds(8); left > TimeSpan.Zero; left -= Pause)
        {
            var before = desk.Wire.Count;
            if ((await queue.ReceiveMessagesAsync(1, TimeSpan.FromMinutes(1))).Value is [var message])
            {
                await desk.Streams.Resume(desk.Get<Announcements>().Read(message.Body.ToString()), CancellationToken.None);
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
                return;
            }
            desk.Polls += desk.Wire.Count - before;
            await desk.Pass(Pause);
        }
        Assert.Fail("Nothing showed itself in the queue.");
    }
}
