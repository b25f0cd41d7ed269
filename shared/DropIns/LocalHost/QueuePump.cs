using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServerlessAssist.Shared.DropIns.LocalHost;

/// <summary>Takes messages from the queues that functions listen to, with the semantics of Azure's host.</summary>
internal sealed partial class QueuePump(FunctionCatalogue functions, HostJson host, StorageConnection storage, IServiceProvider services, ILogger<QueuePump> log) : BackgroundService
{
    /// <summary>How long a message is ours without a sign of life; renewed at half of it. After a crash it shows again when this is over.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

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
        var ready = false;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (!ready) await queue.CreateIfNotExistsAsync(cancellationToken: stop);
                ready = true;
                running.RemoveAll(task => task.IsCompleted);
                if (running.Count > host.NewBatchThreshold)
                {
                    await Task.WhenAny(running);
                    continue;
                }
                var batch = (await queue.ReceiveMessagesAsync(Math.Min(host.BatchSize, 32), Lease, stop)).Value;
                running.AddRange(batch.Select(message => Run(function, queue, poison, message)));
                if (batch.Length > 0)
                {
                    pause = FirstPause;
                    continue;
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception down) when (down is RequestFailedException or AggregateException or IOException or OperationCanceledException)
            {
                StorageDown(log, name);
            }
            await Delay(pause, stop);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, host.MaxPollingInterval.Ticks));
        }
        // What is held is finished; the host waits for it as long as its shutdown lasts.
        await Task.WhenAll(running);
    }

    private async Task Run(FunctionEntry function, QueueClient queue, QueueClient poison, QueueMessage message)
    {
        await Task.Yield();
        using var done = new CancellationTokenSource();
        var receipt = message.PopReceipt;
        var renewing = Renew();
        bool succeeded;
        try
        {
            object trigger = function.Method.GetParameters().Any(one => one.ParameterType == typeof(QueueMessage)) ? message : message.Body.ToString();
            await function.Invoke(services, trigger, CancellationToken.None);
            succeeded = true;
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            // The type alone: an exception's text may hold what the message held.
            Failed(log, function.Name, failed.GetType().Name, message.DequeueCount);
            succeeded = false;
        }
        await done.CancelAsync();
        await renewing;
        try
        {
            if (!succeeded && message.DequeueCount < host.MaxDequeueCount)
            {
                await queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: host.VisibilityTimeout);
                return;
            }
            if (!succeeded)
            {
                await poison.CreateIfNotExistsAsync();
                await poison.SendMessageAsync(message.Body, visibilityTimeout: null, timeToLive: Forever);
                Poisoned(log, function.Name, poison.Name);
            }
            await queue.DeleteMessageAsync(message.MessageId, receipt);
        }
        catch (Exception gone) when (gone is RequestFailedException or AggregateException or IOException or OperationCanceledException)
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
                    receipt = (await queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: Lease)).Value.PopReceipt;
                }
                catch (Exception lost) when (lost is RequestFailedException or AggregateException or IOException or OperationCanceledException)
                {
                    StorageDown(log, queue.Name);
                }
            }
        }
    }

    /// <summary>Real time on purpose: visibility in the queue is counted by the storage service's own clock.</summary>
    private static async Task Delay(TimeSpan span, CancellationToken stop) =>
        await Task.Delay(span, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(LogLevel.Warning, "Queue {Queue}: storage does not answer; tried again shortly.")]
    private static partial void StorageDown(ILogger log, string queue);

    [LoggerMessage(LogLevel.Error, "{Function} failed with {Exception} (delivery {Count}).")]
    private static partial void Failed(ILogger log, string function, string exception, long count);

    [LoggerMessage(LogLevel.Critical, "{Function} gave a message up; it lies in {Queue}.")]
    private static partial void Poisoned(ILogger log, string function, string queue);
}
