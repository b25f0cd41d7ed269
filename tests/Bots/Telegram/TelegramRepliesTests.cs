using System.Text.Json.Nodes;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Tests.Bots.Telegram.TelegramFixture;

namespace ServerlessAssist.Tests.Bots.Telegram;

public sealed class TelegramRepliesTests
{
    private static readonly InboundMessage Text = new("telegram:7:11", Phone, "A7F3K-4821", null, null, Now);
    private static readonly InboundMessage Press = new("telegram:press:4382bfdwdsb323b2d9", Phone, "", "take", "99", Now);

    private readonly TelegramFixture _telegram = new();

    private Task<(int Status, JsonNode? Body)> Answer(InboundMessage to, Reply? reply) => Run(_telegram.Replies.Answer(to, reply, Language.English));

    private static void Same(string expected, JsonNode? body) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), body), body?.ToJsonString());

    [Fact]
    public async Task A_text_is_answered_by_a_message_in_the_response()
    {
        var (status, body) = await Answer(Text, new Reply(Say("RA-7F3K-9 is yours.")));

        Assert.Equal(200, status);
        Same("""{"method":"sendMessage","chat_id":5000001,"text":"RA-7F3K-9 is yours.","link_preview_options":{"is_disabled":true},"protect_content":true}""", body);
        Assert.Empty(_telegram.Wire.Sent);
    }

    [Fact]
    public async Task A_press_is_answered_by_an_edit_that_takes_the_buttons_away()
    {
        var (_, body) = await Answer(Press, new Reply(Say("RA-7F3K-9 is yours.")));

        Same("""{"method":"editMessageText","chat_id":5000001,"message_id":99,"text":"RA-7F3K-9 is yours.","link_preview_options":{"is_disabled":true},"reply_markup":{"inline_keyboard":[]}}""", body);
    }

    [Fact]
    public async Task A_press_whose_reply_has_choices_gets_the_new_buttons_alone()
    {
        var (_, body) = await Answer(Press, new Reply(Say("Which language?"), [new Choice("language:sq", Say("Shqip"))]));

        Same($$$"""[[{"text":"Shqip","callback_data":"{{{_telegram.Seal.Seal(Chat, "language:sq")}}}"}]]""", body!["reply_markup"]!["inline_keyboard"]);
    }

    [Fact]
    public async Task A_press_under_a_message_out_of_reach_is_answered_by_a_new_one()
    {
        var (_, body) = await Answer(Press with { Pressed = null }, new Reply(Say("x")));

        Assert.Equal("sendMessage", (string?)body!["method"]);
    }

    [Fact]
    public async Task No_reply_is_an_empty_success() => Assert.Equal((200, null), await Answer(Press, null));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_does_not_fit_into_one_message_is_sent_in_parts(bool pressed)
    {
        var (status, body) = await Answer(pressed ? Press : Text, new Reply(Say(new string('x', 5_000))));

        Assert.Equal((200, null), (status, body));
        Assert.Equal([4096, 904], _telegram.Wire.Sent.Select(sent => ((string)sent.Body["text"]!).Length));
    }

    [Theory]
    [InlineData(502, 503)]
    [InlineData(429, 503)]
    [InlineData(403, 200)]
    public async Task Parts_that_could_not_be_sent_are_asked_for_again_if_later_helps(int code, int status)
    {
        _telegram.Wire.Answer = (_, _) => Task.FromResult<HttpResponseMessage?>(Wire.Json(code, $$"""{"ok":false,"error_code":{{code}},"description":"x"}"""));

        Assert.Equal(status, (await Answer(Text, new Reply(Say(new string('x', 5_000))))).Status);
    }

    [Fact]
    public async Task Acknowledging_a_press_stops_its_spinner()
    {
        await _telegram.Replies.Acknowledge(Press);

        var (method, body) = Assert.Single(_telegram.Wire.Sent);
        Assert.Equal("answerCallbackQuery", method);
        Same("""{"callback_query_id":"4382bfdwdsb323b2d9"}""", body);
    }

    [Fact]
    public async Task A_text_has_nothing_to_acknowledge()
    {
        await _telegram.Replies.Acknowledge(Text);

        Assert.Empty(_telegram.Wire.Sent);
    }

    [Fact]
    public async Task Acknowledging_never_throws()
    {
        _telegram.Wire.Answer = (_, _) => throw new HttpRequestException("down");
        await _telegram.Replies.Acknowledge(Press);

        _telegram.Wire.Answer = (_, _) => Task.FromResult<HttpResponseMessage?>(Wire.Json(400, """{"ok":false,"error_code":400,"description":"Bad Request: query is too old"}"""));
        await _telegram.Replies.Acknowledge(Press);

        Assert.Equal(2, _telegram.Wire.Sent.Count);
    }

    [Fact]
    public async Task Acknowledging_waits_two_seconds_and_no_longer()
    {
        var asked = new TaskCompletionSource();
        _telegram.Wire.Answer = async (_, stop) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            return null;
        };

        var acknowledging = _telegram.Replies.Acknowledge(Press);
        await asked.Task;
        _telegram.Clock.Advance(TimeSpan.FromSeconds(2));

        await acknowledging.WaitAsync(TimeSpan.FromSeconds(4), TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
