using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Outbox;

/// <summary>Takes a carrier's report to the stream whose message it is about.</summary>
public sealed class DeliveryReports(IEnumerable<IStreams> streams)
{
    /// <returns>False while storage has not said whether it is stored.</returns>
    public async Task<bool> Tell(string ticket, DeliveryReport report, CancellationToken stop)
    {
        if (Ticket.Parse(ticket) is not { } known || streams.FirstOrDefault(one => one.Kind == known.Stream.Kind) is not { } stream) return true;
        Fate fate = report is DeliveryReport.Undelivered undelivered ? new Fate.Undelivered(undelivered.Why, report.Channel) : new Fate.Delivered();
        return await stream.Tell(known.Stream, known.MessageId, fate, stop);
    }
}
