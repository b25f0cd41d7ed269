using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServerlessAssist.LocalHost;

/// <summary>Gives queue messages to the functions that listen to them, with the numbers of Azure's host.</summary>
internal sealed partial class QueuePump(
    FunctionCatalogue functions, HostJson host, StorageConnection storage, HostActivity activity, IServiceProvider services, ILogger<QueuePump> log)
    : BackgroundService
{
    /// <summary>How long a message is hidden while it is handled; renewed at half of it. After a crash the message shows again when this is over.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Between two looks at a queue while no instance is awake: then the platform looks, not the host.</summary>
    private static readonly TimeSpan IdlePause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var service = storage.Queues();
        await Task.WhenAll(functions.With<QueueTriggerAttribute>().Select(one => Listen(service, one.Function, one.Trigger.QueueName, stoppingToken)));
    }

    private async Task Listen(QueueServiceClient service, FunctionEntry function, string name, CancellationToken stop)
    {
        var (queue, poison) = (service.GetQueueClient(name), service.GetQueueClient($"{name}-poison"));
        var running = new List<Task>();
        var pause = FirstPause;
        var isReady = false;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (!isReady) await queue.CreateIfNotExistsAsync(cancellationToken: stop);
                isReady = true;
                running.RemoveAll(task => task.IsCompleted);
                if (running.Count > host.NewBatchThreshold)
                {
                    await Task.WhenAny(running);
                    continue;
                }
                var batch = (await queue.ReceiveMessagesAsync(Math.Min(host.BatchSize, 32), Lease, stop)).Value;
                running.AddRange(batch.Select(message => Run(function, queue, poison, message, stop)));
                if (batch.Length > 0)
                {
                    activity.Note();
                    pause = FirstPause;
                    continue;
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception down) when (IsStorageDown(down))
            {
                StorageDown(log, name);
            }
            var woken = activity.Woken;
            var longest = activity.IsAwake || host.MaxPollingInterval > IdlePause ? host.MaxPollingInterval : IdlePause;
            await Pause(pause < longest ? pause : longest, woken, stop);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, IdlePause.Ticks));
        }
        // What is being handled is finished; the host waits for it as long as its shutdown lasts.
        await Task.WhenAll(running);
    }

    private async Task Run(FunctionEntry function, QueueClient queue, QueueClient poison, QueueMessage message, CancellationToken stop)
    {
        await Task.Yield();
        using var done = new CancellationTokenSource();
        var receipt = message.PopReceipt;
        var renewing = Renew();
        bool succeeded;
        try
        {
            await function.Invoke(services, message.Body.ToString(), stop, message.DequeueCount);
            succeeded = true;
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            Failed(log, function.Name, failed.Message, message.DequeueCount);
            succeeded = false;
        }
        await done.CancelAsync();
        await renewing;
        try
        {
            if (!succeeded && message.DequeueCount < host.MaxDequeueCount)
            {
                await queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: host.VisibilityTimeout, cancellationToken: CancellationToken.None);
                return;
            }
            if (!succeeded)
            {
                await poison.CreateIfNotExistsAsync(cancellationToken: CancellationToken.None);
                // As Azure's host does it: without a time to live of its own, so that it expires after 7 days.
                await poison.SendMessageAsync(message.Body, cancellationToken: CancellationToken.None);
                Poisoned(log, function.Name, poison.Name);
            }
            await queue.DeleteMessageAsync(message.MessageId, receipt, CancellationToken.None);
        }
        catch (Exception gone) when (IsStorageDown(gone))
        {
            // It shows again when its lease is over; functions recognise what they have done.
            StorageDown(log, queue.Name);
        }

        async Task Renew()
        {
            while (true)
            {
                await Delay(Lease / 2, done.Token);
                if (done.IsCancellationRequested) return;
                try
                {
                    receipt = (await queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: Lease, cancellationToken: CancellationToken.None)).Value.PopReceipt;
                }
                catch (Exception lost) when (IsStorageDown(lost))
                {
                    StorageDown(log, queue.Name);
                }
            }
        }
    }

    internal static bool IsStorageDown(Exception failed) => failed is RequestFailedException or AggregateException or IOException or OperationCanceledException;

    /// <summary>Until the next look at a queue: at once when something wakes the instance, so that nobody waits out an idle pause.</summary>
    private static async Task Pause(TimeSpan span, Task woken, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(Delay(span, over.Token), woken);
        await over.CancelAsync();
    }

    /// <summary>By the machine's clock: visibility in a queue is counted by the storage service's own.</summary>
    private static async Task Delay(TimeSpan span, CancellationToken stop) =>
        await Task.Delay(span, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(LogLevel.Warning, "Queue {Queue}: storage does not answer; tried again shortly.")]
    private static partial void StorageDown(ILogger log, string queue);

    [LoggerMessage(LogLevel.Error, "{Function} failed: {Exception} (delivery {Count}).")]
    private static partial void Failed(ILogger log, string function, string exception, long count);

    [LoggerMessage(LogLevel.Critical, "{Function} failed five times; its message is in {Queue}.")]
    private static partial void Poisoned(ILogger log, string function, string queue);
}
