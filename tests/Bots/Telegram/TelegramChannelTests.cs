using System.Text.Json.Nodes;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Tests.Bots.Telegram.TelegramFixture;

namespace ServerlessAssist.Tests.Bots.Telegram;

public sealed class TelegramChannelTests
{
    private static readonly Choice[] TakeOrPass = [new("take", Say("Take")), new("pass", Say("Pass on"))];

    private static Task<SendResult> Send(TelegramFixture telegram, string text, IReadOnlyList<Choice>? choices = null, Address? to = null, CancellationTokenSource? stop = null) =>
        telegram.Channel.Send(to ?? Phone, Say(text), choices ?? [], Language.English, "ticket", stop?.Token ?? TestContext.Current.CancellationToken);

    [Fact]
    public async Task Words_and_choices_become_one_message_with_sealed_buttons()
    {
        var telegram = new TelegramFixture();

        var result = await Send(telegram, "RA-7F3K-9: <b>not</b> _markup_", TakeOrPass);

        Assert.Equal(new SendResult.Sent("101", 0), result);
        var (method, body) = Assert.Single(telegram.Wire.Sent);
        Assert.Equal("sendMessage", method);
        var expected = JsonNode.Parse($$$"""
            {"chat_id":5000001,"text":"RA-7F3K-9: <b>not</b> _markup_","link_preview_options":{"is_disabled":true},"protect_content":true,
             "reply_markup":{"inline_keyboard":[[{"text":"Take","callback_data":"{{{telegram.Seal.Seal(Chat, "take")}}}"}],[{"text":"Pass on","callback_data":"{{{telegram.Seal.Seal(Chat, "pass")}}}"}]]}}
            """);
        Assert.True(JsonNode.DeepEquals(expected, body), body.ToJsonString());
    }

    [Fact]
    public async Task Without_choices_there_is_no_keyboard()
    {
        var telegram = new TelegramFixture();

        await Send(telegram, "Thank you.");

        Assert.False(Assert.Single(telegram.Wire.Sent).Body.AsObject().ContainsKey("reply_markup"));
    }

    [Fact]
    public async Task A_long_text_goes_in_parts_with_the_buttons_under_the_last()
    {
        var telegram = new TelegramFixture();
        var text = string.Join(' ', Enumerable.Repeat("dhjetë", 1_000));

        var result = await Send(telegram, text, TakeOrPass);

        Assert.Equal(new SendResult.Sent("102", 0), result);
        Assert.Equal(text, string.Join(' ', telegram.Wire.Sent.Select(sent => (string?)sent.Body["text"])));
        Assert.Equal([false, true], telegram.Wire.Sent.Select(sent => sent.Body.AsObject().ContainsKey("reply_markup")));
    }

    [Theory]
    [InlineData(403, "Forbidden: bot was blocked by the user", "blocked")]
    [InlineData(403, "Forbidden: user is deactivated", "blocked")]
    [InlineData(403, "Forbidden: bot can't initiate conversation with a user", "blocked")]
    [InlineData(400, "Bad Request: chat not found", "invalid-address")]
    [InlineData(400, "Bad Request: PEER_ID_INVALID", "invalid-address")]
    [InlineData(400, "Bad Request: message is too long", "too-long")]
    [InlineData(400, "Bad Request: message text is empty", "refused")]
    [InlineData(400, "Bad Request: BUTTON_DATA_INVALID", "refused")]
    [InlineData(409, "Conflict: terminated by other getUpdates request", "refused")]
    [InlineData(401, "Unauthorized", "settings-wrong")]
    [InlineData(404, "Not Found", "settings-wrong")]
    [InlineData(500, "Internal Server Error", "carrier-down")]
    [InlineData(502, "Bad Gateway", "carrier-down")]
    [InlineData(504, "Gateway Timeout", "carrier-down")]
    public async Task Each_error_of_Telegram_is_a_named_failure(int code, string description, string name)
    {
        var telegram = new TelegramFixture();
        telegram.Wire.Answer = (_, _) => Task.FromResult<HttpResponseMessage?>(Wire.Json(code, $$"""{"ok":false,"error_code":{{code}},"description":"{{description}}"}"""));

        var failed = Assert.IsType<SendResult.Failed>(await Send(telegram, "x"));

        Assert.Equal(name, failed.Why.Name);
        Assert.Single(telegram.Wire.Sent);
    }

    [Theory]
    [InlineData("""{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 37","parameters":{"retry_after":37}}""", 37)]
    [InlineData("""{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1","parameters":{"retry_after":1}}""", 1)]
    [InlineData("""{"ok":false,"error_code":429,"description":"Too Many Requests"}""", 5)]
    [InlineData("""{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":-1}}""", 5)]
    [InlineData("slow down", 5)]
    public async Task Slow_down_carries_Telegrams_delay_and_is_not_retried_here(string body, int seconds)
    {
        var telegram = new TelegramFixture();
        telegram.Wire.Answer = (_, _) => Task.FromResult<HttpResponseMessage?>(Wire.Json(429, body));

        Assert.Equal(new SendResult.Failed(SendFailure.SlowDown(TimeSpan.FromSeconds(seconds))), await Send(telegram, "x"));
        Assert.Single(telegram.Wire.Sent);
    }

    [Theory]
    [InlineData(200, "<html>a proxy's page</html>", "carrier-down")]
    [InlineData(200, "", "carrier-down")]
    [InlineData(200, """{"ok":true}""", "carrier-down")]
    [InlineData(503, "<html>down</html>", "carrier-down")]
    [InlineData(302, "", "carrier-down")]
    [InlineData(401, "<html/>", "settings-wrong")]
    [InlineData(404, "", "settings-wrong")]
    [InlineData(403, "<html>a proxy's page</html>", "refused")]
    [InlineData(413, "", "refused")]
    public async Task An_answer_that_is_not_Telegrams_is_a_named_failure_too(int status, string body, string name)
    {
        var telegram = new TelegramFixture();
        telegram.Wire.Answer = (_, _) => Task.FromResult<HttpResponseMessage?>(Wire.Json(status, body));

        Assert.Equal(name, Assert.IsType<SendResult.Failed>(await Send(telegram, "x")).Why.Name);
    }

    [Theory]
    [InlineData(typeof(HttpRequestException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(TaskCanceledException))]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(System.Net.Sockets.SocketException))]
    public async Task No_connection_and_no_answer_in_time_mean_that_the_carrier_is_down(Type what)
    {
        var telegram = new TelegramFixture();
        telegram.Wire.Answer = (_, _) => throw (Exception)Activator.CreateInstance(what)!;

        Assert.Equal(new SendResult.Failed(SendFailure.CarrierDown), await Send(telegram, "x"));
    }

    [Fact]
    public async Task Cancelling_alone_throws()
    {
        var telegram = new TelegramFixture();
        using var stop = new CancellationTokenSource();
        telegram.Wire.Answer = async (_, cancelled) =>
        {
            await stop.CancelAsync();
            cancelled.ThrowIfCancellationRequested();
            return null;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Send(telegram, "x", stop: stop));
    }

    [Theory]
    [InlineData(ChannelKind.Telegram, "")]
    [InlineData(ChannelKind.Telegram, "-1005000001")]
    [InlineData(ChannelKind.Telegram, "@somebody")]
    [InlineData(ChannelKind.Telegram, "99999999999999999999")]
    [InlineData(ChannelKind.Sms, "+355690000011")]
    public async Task What_is_no_persons_chat_is_not_even_tried(ChannelKind kind, string address)
    {
        var telegram = new TelegramFixture();

        Assert.Equal(new SendResult.Failed(SendFailure.InvalidAddress), await Send(telegram, "x", to: new Address(kind, address)));
        Assert.Empty(telegram.Wire.Sent);
    }
}
