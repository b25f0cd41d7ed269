using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Outbox;

/// <summary>Takes a carrier's report to the stream whose message it is about.</summary>
public sealed class DeliveryReports(IEnumerable<IStreamHandler> streams)
{
    /// <returns>False while storage has not said whether it is stored.</returns>
    public async Task<bool> Tell(string correlationId, DeliveryReport report, CancellationToken stop)
    {
        if (CorrelationId.Parse(correlationId) is not { } known || streams.FirstOrDefault(one => one.Kind == known.Stream.Kind) is not { } stream) return true;
        DeliveryOutcome fate = report is DeliveryReport.Undelivered undelivered ? new DeliveryOutcome.Undelivered(undelivered.Why, report.Channel) : new DeliveryOutcome.Delivered();
        return await stream.Tell(known.Stream, known.MessageId, fate, stop);
    }
}
