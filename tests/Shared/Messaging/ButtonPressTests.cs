using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Shared.Messaging;

public sealed class ButtonPressTests
{
    [Fact]
    public void What_a_button_was_made_of_is_read_back()
    {
        var press = ButtonPress.Parse(ButtonPress.Data("ref", "merge", "7F3K", "0A00"));
        Assert.Equal(("ref", "merge"), (press?.Prefix, press?.Verb));
        Assert.Equal(["7F3K", "0A00"], press!.Args);
        Assert.Empty(ButtonPress.Parse(ButtonPress.Data("staff", "add-channel"))!.Args);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("ref")]
    [InlineData("ref ")]
    [InlineData(" show")]
    [InlineData("ref  show")]
    [InlineData("ref show ")]
    [InlineData("ref show  7F3K")]
    public void Another_form_is_no_press(string data) => Assert.Null(ButtonPress.Parse(data));

    [Fact]
    public void A_text_is_no_press_and_a_press_prints_without_what_it_is_about()
    {
        var text = new InboundMessage("telegram:1:1", new Address(ChannelKind.Telegram, "1"), "ref show 7F3K", null, null, DateTimeOffset.UnixEpoch);
        Assert.Null(ButtonPress.Of(text));
        Assert.Equal("ref show", $"{ButtonPress.Of(text with { Choice = "ref show 7F3K" })}");
    }
}
