using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Bots;
using ServerlessAssist.Bots.Sms;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.Outbox.Budget;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Inbox.Receiving;

/// <summary>Twilio brings a text; the answer is TwiML.</summary>
public sealed class ReceiveSms(SmsInbound inbound, SmsReplies replies, InboundPipeline reception, MeteredSender texts)
{
    [Function(nameof(ReceiveSms))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sms")] HttpRequest request, CancellationToken stop)
    {
        switch (await inbound.Read(request, stop))
        {
            case Received.Refused refused:
                return Problem.Of(refused.Status, refused.Why, "This request was not taken.");
            case Received.Message { What: var message }:
                try
                {
                    var answered = await reception.Take(message, stop);
                    return replies.Answer(await texts.Answer(message.From, answered, stop), answered.Language, message.From);
                }
                catch (Exception down) when (TransientFailure.Is(down))
                {
                    return Problem.TryAgain(request.HttpContext.Response);
                }
            default:
                return replies.Answer(null, Language.English);
        }
    }
}
