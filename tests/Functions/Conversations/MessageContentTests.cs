using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Referrals.Messages;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation;

namespace ServerlessAssist.Tests.Functions.Conversations;

public sealed class MessageContentTests
{
    private static readonly Keywords Keywords = new();

    [Theory]
    [InlineData("/mine", "/mine", "")]
    [InlineData("/board RA-0A00-1\nnow", "/board", "RA-0A00-1 now")]
    [InlineData("mine", null, "")]
    [InlineData("", null, "")]
    public void A_command_is_the_first_word_with_a_slash(string text, string? command, string rest)
    {
        var content = Of(text);
        Assert.Equal((command, rest), (content.Command, string.Join(' ', content.Rest)));
    }

    [Fact]
    public void A_pressed_button_is_read_from_its_data_alone()
    {
        var content = MessageContent.Of(Message("STOP") with { Choice = "alert pass A7F3K-4821" }, Keywords, ReferralCodes.Kinds);
        Assert.Equal(("pass", "7F3K", null, true), (content.Press?.Verb, content.Code?.Body, content.Keyword, content.Words.IsEmpty));
        var broken = MessageContent.Of(Message("A7F3K-4821") with { Choice = "broken" }, Keywords, ReferralCodes.Kinds);
        Assert.Null(broken.Press);
        Assert.Null(broken.Code);
    }

    [Fact]
    public void A_text_holds_a_keyword_or_a_code()
    {
        Assert.Equal((Keyword.Stop, null), (Of("stop").Keyword, Of("stop").Code));
        Assert.Equal((null, "4821"), (Of("I take A7F3K-4821").Keyword, Of("I take A7F3K-4821").Code?.Digits));
    }

    private static MessageContent Of(string text) => MessageContent.Of(Message(text), Keywords, ReferralCodes.Kinds);

    private static InboundMessage Message(string text) =>
        new("sms:SM1", new Address(ChannelKind.Sms, "+355690000011"), text, null, null, DateTimeOffset.UnixEpoch);
}
