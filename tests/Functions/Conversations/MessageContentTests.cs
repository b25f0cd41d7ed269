using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Referrals.Messages;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation;

namespace ServerlessAssist.Tests.Functions.Conversations;

public sealed class MessageContentTests
{
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
        var content = MessageContent.Of(Message("STOP") with { Choice = "alert pass A7F3K-4821" }, ReferralCodes.Kinds);
        Assert.Equal(("pass", "7F3K", true), (content.Press?.Verb, content.Code?.Body, content.Words.IsEmpty));
        var broken = MessageContent.Of(Message("A7F3K-4821") with { Choice = "broken" }, ReferralCodes.Kinds);
        Assert.Null(broken.Press);
        Assert.Null(broken.Code);
    }

    [Fact]
    public void A_code_is_taken_out_of_what_was_said()
    {
        var content = Of("I take A7F3K-4821 please");
        Assert.Equal(("4821", "I take            please"), (content.Code?.Digits, content.Said.Text));
        Assert.Null(Of("stop").Code);
    }

    [Theory]
    [InlineData("Liked “RA-7F3K-9: urgent, child, North. To take it, text back A7F3K-4821. If you cannot: pass A7F3K-4821”")]
    [InlineData("👍 to “RA-7F3K-9: urgent, child, North. To take it, text back A7F3K-4821 …")]
    [InlineData("> RA-7F3K-9: urgent. To take it, text back A7F3K-4821")]
    public void A_code_that_is_only_quoted_is_not_the_senders(string text)
    {
        var content = Of(text);
        Assert.Null(content.Code);
        Assert.Equal("4821", content.QuotedCode?.Digits);
    }

    private static MessageContent Of(string text) => MessageContent.Of(Message(text), ReferralCodes.Kinds);

    private static InboundMessage Message(string text) =>
        new("sms:SM1", new Address(ChannelKind.Sms, "+355690000011"), text, null, null, DateTimeOffset.UnixEpoch);
}
