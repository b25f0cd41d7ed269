using System.Xml.Linq;

namespace Twilio.TwiML;

/// <summary>The XML that answers an inbound message. https://www.twilio.com/docs/messaging/twiml</summary>
public class MessagingResponse
{
    private readonly XElement _response = new("Response", "");

    public MessagingResponse Message(string? body = null)
    {
        _response.Add(new XElement("Message", body));
        return this;
    }

    public override string ToString() => $"""<?xml version="1.0" encoding="utf-8"?>{Environment.NewLine}{_response}""";
}
