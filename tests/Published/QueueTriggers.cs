using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using ServerlessAssist.LocalHost;
using ServerlessAssist.Published.Protocol;

namespace ServerlessAssist.Published;

/// <summary>Gives queue messages to the functions that listen to them, with the numbers of Azure's host and of host.json.</summary>
/// <remarks>A message is hidden for ten minutes and this is not renewed: nothing that is tested here runs so long.</remarks>
internal sealed class QueueTriggers(Invocations invocations, HostJson host, StorageConnection storage)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Ends after the messages that are being handled, when it is stopped.</summary>
    public async Task Run(IEnumerable<PublishedFunction> functions, CancellationToken stop)
    {
        var service = storage.Queues();
        await Task.WhenAll(functions.Where(one => one.Queue is not null).Select(one => Listen(service, one, stop)));
    }

    private async Task Listen(QueueServiceClient service, PublishedFunction function, CancellationToken stop)
    {
        var queue = service.GetQueueClient(function.Queue);
        var poison = service.GetQueueClient($"{function.Queue}-poison");
        var running = new List<Task>();
        var pause = FirstPause;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await queue.CreateIfNotExistsAsync(cancellationToken: stop);
                while (!stop.IsCancellationRequested)
                {
                    running.RemoveAll(task => task.IsCompleted);
                    if (running.Count > host.NewBatchThreshold) await Task.WhenAny(running);
                    var batch = (await queue.ReceiveMessagesAsync(host.BatchSize, QueuePump.Lease, stop)).Value;
                    running.AddRange(batch.Select(message => Handle(function, queue, poison, message)));
                    pause = batch.Length > 0 ? FirstPause : pause * 2 < host.MaxPollingInterval ? pause * 2 : host.MaxPollingInterval;
                    if (batch.Length == 0) await Task.Delay(pause, TimeProvider.System, stop);
                }
            }
            catch (Exception down) when (QueuePump.IsStorageDown(down))
            {
                await Task.Delay(pause, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        await Task.WhenAll(running);
    }

    private async Task Handle(PublishedFunction function, QueueClient queue, QueueClient poison, QueueMessage message)
    {
        try
        {
            var response = await invocations.Queue(Guid.NewGuid().ToString(), function, message);
            var succeeded = response.Result.Status == StatusResult.Types.Status.Success;
            if (!succeeded && message.DequeueCount < host.MaxDequeueCount)
            {
                await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: host.VisibilityTimeout);
                return;
            }
            if (!succeeded)
            {
                await poison.CreateIfNotExistsAsync();
                await poison.SendMessageAsync(message.Body);
            }
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
        }
        catch (Exception gone) when (QueuePump.IsStorageDown(gone))
        {
            // The worker or the storage is gone: the message shows again.
        }
    }
}
