using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Functions.Operations.Upkeep;

/// <summary>At night: every wake-up and board line that the states ask for is there; what was missing is counted and written, and what is long gone goes.</summary>
public sealed partial class AuditNightly(IEnumerable<IStreamHandler> streams, Views views, ILogger<AuditNightly> log)
{
    [Function(nameof(AuditNightly))]
    public async Task Run([TimerTrigger("0 30 2 * * *")] TimerInfo timer, CancellationToken stop)
    {
        foreach (var stream in streams)
        {
            var missing = await stream.Audit(stop);
            Metrics.HintsMissing.Add(missing, new KeyValuePair<string, object?>("kind", stream.Kind));
            if (missing == 0) Whole(log, stream.Kind);
            else Missing(log, stream.Kind, missing);
        }
        Swept(log, await views.Sweep(stop));
    }

    [LoggerMessage(LogLevel.Information, "Nightly audit of {Kind}: no hint was missing.")]
    private static partial void Whole(ILogger log, string kind);

    [LoggerMessage(LogLevel.Information, "Nightly audit: {Count} lines that were long gone went from the lists.")]
    private static partial void Swept(ILogger log, int count);

    [LoggerMessage(LogLevel.Critical, "Nightly audit of {Kind}: {Count} hints were missing and are there again.")]
    private static partial void Missing(ILogger log, string kind, int count);
}
