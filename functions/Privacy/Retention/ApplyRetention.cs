using System.Diagnostics.Metrics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Privacy.Erasing;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Streams.Backups;

namespace ServerlessAssist.Functions.Privacy.Retention;

/// <summary>At night: what is over and past its days goes, whole streams at a time; how many is counted and written down.</summary>
public sealed partial class ApplyRetention(IEnumerable<IStreamHandler> streams, RetentionSettings settings, EraseOverdue overdue, Rehearsals rehearsals, OperationLog operations, TimeProvider time, ILogger<ApplyRetention> log)
{
    private static readonly Meter Meter = new("ServerlessAssist.Retention");
    private static readonly Counter<long> Removed = Meter.CreateCounter<long>("assist.retention.removed", "{stream}", "Streams that were over and past their days.");

    [Function(nameof(ApplyRetention))]
    public async Task Run([TimerTrigger("0 45 3 * * *")] TimerInfo timer, CancellationToken stop)
    {
        foreach (var kept in settings.Table)
        {
            if (kept.Days is not { } days) continue;
            var (kind, before) = (streams.First(one => one.Kind == kept.Kind), time.GetUtcNow().AddDays(-days));
            var gone = await (kept.Kind == overdue.Kind ? overdue.Begin(kind, before, stop) : kind.Retire(before, stop));
            if (gone == 0) continue;
            Removed.Add(gone, new KeyValuePair<string, object?>("kind", kept.Kind));
            Gone(log, kept.Kind, gone, days);
            await operations.Ended("retention", kept.Kind, Actors.System, [("removed", gone), ("days", days)]);
        }
        // What an interrupted rehearsal has left holds wrapped keys.
        await rehearsals.Clean(time.GetUtcNow() - Rehearsals.Longest, stop);
    }

    [LoggerMessage(LogLevel.Information, "Retention of {Kind}: {Count} streams were over for more than {Days} days and are gone.")]
    private static partial void Gone(ILogger log, string kind, int count, int days);
}
