using Microsoft.AspNetCore.Http;
using ServerlessAssist.Shared.Messaging;
using Twilio.TwiML;

namespace ServerlessAssist.Bots.Sms;

/// <summary>The answer to a text, as TwiML: it goes to the number that the carrier has on record for the sender.</summary>
public sealed class SmsReplies(Phrases phrases)
{
    public IResult Answer(Reply? reply, Language language)
    {
        var answer = new MessagingResponse();
        if (reply is not null) answer.Message(phrases.Render(reply.Words, language, ChannelKind.Sms));
        return Results.Text(answer.ToString(), "text/xml", System.Text.Encoding.UTF8);
    }
}
