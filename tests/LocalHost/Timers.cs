using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NCrontab;

namespace ServerlessAssist.LocalHost;

/// <summary>Fires timer functions by their six-field NCRONTAB, in UTC. A time that was missed is made up for at the start, once, with <c>IsPastDue</c>.</summary>
internal sealed partial class Timers(
    FunctionCatalogue functions, TimerLock timerLock, IServiceProvider services, TimeProvider time, ILogger<Timers> log) : BackgroundService
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var isMine = false;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                isMine = await Take(stoppingToken);
                if (isMine) await FireWhileMine(stoppingToken);
                else await Wait(stoppingToken);
            }
        }
        finally
        {
            if (isMine) await timerLock.Release();
        }
    }

    internal static CrontabSchedule Schedule(string text) =>
        CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = true })
        ?? throw new InvalidOperationException($"'{text}' is no six-field NCRONTAB schedule.");

    internal static DateTimeOffset Next(CrontabSchedule schedule, DateTimeOffset now) =>
        new(schedule.GetNextOccurrence(now.UtcDateTime), TimeSpan.Zero);

    private async Task FireWhileMine(CancellationToken stop)
    {
        using var mine = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var firing = Task.WhenAll(functions.With<TimerTriggerAttribute>().Select(one => Tick(one.Function, one.Trigger, mine.Token)));
        while (!stop.IsCancellationRequested)
        {
            await Wait(stop);
            if (!stop.IsCancellationRequested && !await Take(stop)) break;
        }
        await mine.CancelAsync();
        await firing;
    }

    private async Task<bool> Take(CancellationToken stop)
    {
        try
        {
            return await timerLock.Take(stop);
        }
        catch (Exception down) when (down is RequestFailedException or AggregateException or IOException or OperationCanceledException)
        {
            if (!stop.IsCancellationRequested) StorageDown(log);
            return false;
        }
    }

    private async Task Tick(FunctionEntry function, TimerTriggerAttribute trigger, CancellationToken stop)
    {
        var (schedule, state) = (Schedule(trigger.Schedule), new TimerState(timerLock.Container, function.Name));
        var missed = await state.Next(stop) is { } planned && planned <= time.GetUtcNow();
        if (missed || trigger.RunOnStartup) await Fire(function, missed, stop);
        var after = time.GetUtcNow();
        await state.Note(after, Next(schedule, after));
        while (!stop.IsCancellationRequested)
        {
            var due = Next(schedule, after);
            while (due - time.GetUtcNow() is { Ticks: > 0 } left && !stop.IsCancellationRequested)
                await Task.Delay(left, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // Several that were due while it ran, or while the machine slept, are made up for by one.
            while (Next(schedule, due) is var later && later <= time.GetUtcNow()) due = later;
            if (stop.IsCancellationRequested) return;
            await Fire(function, time.GetUtcNow() - due > Late, stop);
            if (!stop.IsCancellationRequested) await state.Note(due, Next(schedule, due));
            after = due;
        }
    }

    private async Task Fire(FunctionEntry function, bool isPastDue, CancellationToken stop)
    {
        try
        {
            await function.Invoke(services, new TimerInfo { IsPastDue = isPastDue }, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Drained: it is made up for at the next start.
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            Failed(log, function.Name, failed.Message);
        }
    }

    /// <summary>By the machine's clock: leases are counted by the storage service's own.</summary>
    private static async Task Wait(CancellationToken stop) =>
        await Task.Delay(TimerLock.Interval, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(LogLevel.Warning, "Timers: storage does not answer; tried again shortly.")]
    private static partial void StorageDown(ILogger log);

    [LoggerMessage(LogLevel.Error, "{Function} failed: {Exception}; it fires again at its next time.")]
    private static partial void Failed(ILogger log, string function, string exception);
}

/// <summary>When a timer fired last and is due next, in a blob, so that a time missed while nothing ran shows.</summary>
internal sealed class TimerState(BlobContainerClient container, string function)
{
    private BlobClient Blob => container.GetBlobClient($"timers/assist/Host.Functions.{function}/status");

    /// <summary>Null: it has never been planned, cannot be read, or storage does not answer.</summary>
    public async Task<DateTimeOffset?> Next(CancellationToken stop)
    {
        try
        {
            var text = (await Blob.DownloadContentAsync(stop)).Value.Content;
            return JsonSerializer.Deserialize<Status>(text.ToMemory().Span)?.Next;
        }
        catch (Exception missing) when (missing is RequestFailedException or AggregateException or IOException or OperationCanceledException or JsonException)
        {
            return null;
        }
    }

    public async Task Note(DateTimeOffset last, DateTimeOffset next)
    {
        try
        {
            await Blob.UploadAsync(BinaryData.FromObjectAsJson(new Status(last, next)), overwrite: true, CancellationToken.None);
        }
        catch (Exception down) when (down is RequestFailedException or AggregateException or IOException)
        {
            // A start after this finds an older plan and fires once more than needed; timer functions bear that.
        }
    }

    private sealed record Status(DateTimeOffset Last, DateTimeOffset Next);
}
