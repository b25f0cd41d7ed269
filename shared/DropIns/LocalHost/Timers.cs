using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NCrontab;

namespace ServerlessAssist.Shared.DropIns.LocalHost;

/// <summary>Fires timer functions by their six-field NCRONTAB, in UTC. Of several instances one fires, by a lease on the function's blob.</summary>
internal sealed partial class Timers(FunctionCatalogue functions, StorageConnection storage, IServiceProvider services, TimeProvider time, ILogger<Timers> log) : BackgroundService
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var container = storage.Blobs().GetBlobContainerClient("azure-webjobs-hosts");
        await Task.WhenAll(functions.With<TimerTriggerAttribute>().Select(one => Tick(one.Function, one.Trigger, container, stoppingToken)));
    }

    private async Task Tick(FunctionEntry function, TimerTriggerAttribute trigger, BlobContainerClient container, CancellationToken stop)
    {
        var schedule = Schedule(trigger.Schedule);
        if (trigger.RunOnStartup) await Fire(function, container, time.GetUtcNow(), stop);
        var after = time.GetUtcNow();
        while (!stop.IsCancellationRequested)
        {
            var due = Next(schedule, after);
            while (due - time.GetUtcNow() is { Ticks: > 0 } left && !stop.IsCancellationRequested)
                await Task.Delay(left, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // Several that were due while it ran, or while the machine slept, are made up for by one.
            while (Next(schedule, due) is var later && later <= time.GetUtcNow()) due = later;
            if (!stop.IsCancellationRequested) await Fire(function, container, due, stop);
            after = due;
        }
    }

    internal static CrontabSchedule Schedule(string text) =>
        CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = true })
        ?? throw new InvalidOperationException($"'{text}' is no six-field NCRONTAB schedule.");

    internal static DateTimeOffset Next(CrontabSchedule schedule, DateTimeOffset now) =>
        new(schedule.GetNextOccurrence(now.UtcDateTime), TimeSpan.Zero);

    private async Task Fire(FunctionEntry function, BlobContainerClient container, DateTimeOffset due, CancellationToken stop)
    {
        try
        {
            var blob = container.GetBlobClient($"timers/{function.Name}");
            await using var mine = await Take(container, blob, stop);
            if (mine is null) return;
            var last = (await blob.GetPropertiesAsync(cancellationToken: stop)).Value.Metadata.TryGetValue("due", out var text) ? text : "";
            var now = due.UtcTicks.ToString("D20", CultureInfo.InvariantCulture);
            if (string.CompareOrdinal(last, now) >= 0) return; // Another instance fired this one.
            await function.Invoke(services, new TimerInfo { IsPastDue = time.GetUtcNow() - due > Late }, stop);
            await blob.SetMetadataAsync(new Dictionary<string, string> { ["due"] = now }, new BlobRequestConditions { LeaseId = mine.Id }, CancellationToken.None);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Drained: it fires again at its next time.
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            Failed(log, function.Name, failed.GetType().Name);
        }
    }

    private static async Task<Held?> Take(BlobContainerClient container, BlobClient blob, CancellationToken stop)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                var lease = blob.GetBlobLeaseClient();
                await lease.AcquireAsync(Lease, cancellationToken: stop);
                return new Held(lease);
            }
            catch (RequestFailedException held) when (held.Status == 409)
            {
                return null;
            }
            catch (RequestFailedException missing) when (missing.Status == 404 && tries == 0)
            {
                await container.CreateIfNotExistsAsync(cancellationToken: stop);
                if (!await blob.ExistsAsync(stop)) await blob.UploadAsync(BinaryData.FromString(""), overwrite: false, stop);
            }
        }
    }

    private sealed class Held(BlobLeaseClient lease) : IAsyncDisposable
    {
        public string Id => lease.LeaseId;

        public async ValueTask DisposeAsync()
        {
            try
            {
                await lease.ReleaseAsync(cancellationToken: CancellationToken.None);
            }
            catch (RequestFailedException)
            {
                // It ends by itself.
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "{Function} failed with {Exception}; it fires again at its next time.")]
    private static partial void Failed(ILogger log, string function, string exception);
}
