using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Bots;
using ServerlessAssist.Bots.Telegram;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Inbox.Receiving;

/// <summary>Telegram brings an update; the answer rides in the response.</summary>
public sealed class ReceiveTelegram(TelegramInbound inbound, TelegramReplies replies, InboundPipeline reception)
{
    [Function(nameof(ReceiveTelegram))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "telegram")] HttpRequest request, CancellationToken stop)
    {
        switch (await inbound.Read(request, stop))
        {
            case Received.Refused refused:
                return Problem.Of(refused.Status, refused.Why, "This request was not taken.");
            case Received.Message { What: var message }:
                try
                {
                    var answered = await reception.Take(message, stop);
                    await replies.Acknowledge(message);
                    return replies.Answer(message, answered.Reply, answered.Language);
                }
                catch (Exception down) when (TransientFailure.Is(down))
                {
                    return Problem.TryAgain(request.HttpContext.Response);
                }
            default:
                return Results.Ok();
        }
    }
}
