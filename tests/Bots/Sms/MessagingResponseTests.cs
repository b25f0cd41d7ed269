using System.Xml.Linq;
using Twilio.TwiML;

namespace ServerlessAssist.Tests.Bots.Sms;

public sealed class MessagingResponseTests
{
    [Fact]
    public void Nothing_to_say_is_an_empty_response() => Assert.True(XNode.DeepEquals(new XElement("Response", ""), XDocument.Parse(new MessagingResponse().ToString()).Root));

    [Fact]
    public void It_is_declared_as_UTF_8() => Assert.StartsWith("""<?xml version="1.0" encoding="utf-8"?>""", new MessagingResponse().ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("Faleminderit")]
    [InlineData("a < b & c > \"d\"")]
    [InlineData("</Message><Message>other</Message>")]
    [InlineData("two\nlines")]
    [InlineData("ë € 🙂")]
    public void A_text_comes_out_as_it_went_in(string text)
    {
        var message = Assert.Single(XDocument.Parse(new MessagingResponse().Message(text).ToString()).Root!.Elements());
        Assert.Equal(("Message", text), (message.Name.LocalName, message.Value));
    }
}
