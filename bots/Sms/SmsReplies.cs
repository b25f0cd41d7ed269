using Microsoft.AspNetCore.Http;
using ServerlessAssist.Shared.Messaging;
using Twilio.TwiML;

namespace ServerlessAssist.Bots.Sms;

/// <summary>The answer to a text, as TwiML: it goes to the number that the carrier has on record for the sender.</summary>
public sealed class SmsReplies(SmsSettings settings, Phrases phrases)
{
    /// <param name="to">Who is answered: a number that may not be texted gets an empty answer. Null: it was looked at before.</param>
    public IResult Answer(Reply? reply, Language language, Address? to = null)
    {
        var answer = new MessagingResponse();
        // Normalised, for XML has no form for control characters.
        if (reply is not null && MayBeTexted(to)) answer.Message(InboundText.Normalise(phrases.Render(reply.Words, language, ChannelKind.Sms)));
        return Results.Text(answer.ToString(), "text/xml", System.Text.Encoding.UTF8);
    }

    private bool MayBeTexted(Address? to) => to is not { Value: var number } || (PhoneNumber.TryParse(number, null, out var parsed) && settings.Allows(parsed));
}
