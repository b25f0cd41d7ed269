using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>At night: every wake-up and board line that the states ask for is there; what was missing is counted and written.</summary>
public sealed partial class AuditNightly(IEnumerable<IStreams> streams, ILogger<AuditNightly> log)
{
    [Function(nameof(AuditNightly))]
    public async Task Run([TimerTrigger("0 30 2 * * *")] TimerInfo timer, CancellationToken stop)
    {
        foreach (var stream in streams)
        {
            var missing = await stream.Audit(stop);
            Measures.HintsMissing.Add(missing, new KeyValuePair<string, object?>("kind", stream.Kind));
            if (missing == 0) Whole(log, stream.Kind);
            else Missing(log, stream.Kind, missing);
        }
    }

    [LoggerMessage(LogLevel.Information, "Nightly audit of {Kind}: no hint was missing.")]
    private static partial void Whole(ILogger log, string kind);

    [LoggerMessage(LogLevel.Critical, "Nightly audit of {Kind}: {Count} hints were missing and are there again.")]
    private static partial void Missing(ILogger log, string kind, int count);
}
