using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Bots.Sms;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.Inbox.Receiving;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Outbox;

/// <summary>Twilio reports what became of a text; the stream that it belongs to is told, in whatever order reports come. It does not report twice: what storage cannot take now waits in the queue.</summary>
public sealed class NoteDelivery(SmsInbound inbound, DeliveryReports reports, InboundQueue deferred)
{
    [Function(nameof(NoteDelivery))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sms/status/{correlationId}")] HttpRequest request, string correlationId, CancellationToken stop)
    {
        var (report, refused) = await inbound.ReadReport(request, correlationId, stop);
        if (refused is not null) return Problem.Of(refused.Status, refused.Why, "This request was not taken.");
        if (report is null) return Results.NoContent();
        try
        {
            if (await reports.Tell(correlationId, report, stop)) return Results.NoContent();
        }
        catch (Exception down) when (TransientFailure.Is(down))
        {
            // Told by the queue, below.
        }
        try
        {
            await deferred.Put(new QueuedInbound.Report(correlationId, report), CancellationToken.None);
            return Results.NoContent();
        }
        catch (Exception down) when (TransientFailure.Is(down))
        {
            return Problem.TryAgain(request.HttpContext.Response);
        }
    }
}
