using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Bots.Sms;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Requests;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>Twilio reports what became of a text; the stream that it belongs to is told, in whatever order reports come.</summary>
public sealed class NoteDelivery(SmsInbound inbound, IEnumerable<IStreams> streams)
{
    [Function(nameof(NoteDelivery))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sms/status/{ticket}")] HttpRequest request, string ticket, CancellationToken stop)
    {
        var (report, refused) = await inbound.ReadReport(request, ticket, stop);
        if (refused is not null) return Problem.Of(refused.Status, refused.Why, "This request was not taken.");
        Fate? fate = report switch
        {
            DeliveryReport.Delivered => new Fate.Delivered(),
            DeliveryReport.Undelivered undelivered => new Fate.Undelivered(undelivered.Why, ChannelKind.Sms),
            _ => null,
        };
        if (fate is null || Ticket.Parse(ticket) is not { } known || streams.FirstOrDefault(one => one.Kind == known.Stream.Kind) is not { } stream) return Results.NoContent();
        try
        {
            return await stream.Tell(known.Stream, known.MessageId, fate, stop) ? Results.NoContent() : Problem.TryAgain(request.HttpContext.Response);
        }
        catch (Exception down) when (Reception.IsTransient(down))
        {
            return Problem.TryAgain(request.HttpContext.Response);
        }
    }
}
