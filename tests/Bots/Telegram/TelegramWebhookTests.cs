using System.Text.Json.Nodes;
using ServerlessAssist.Bots;
using ServerlessAssist.Bots.Telegram;
using ServerlessAssist.Functions.Inbox;
using static ServerlessAssist.Tests.Bots.Telegram.TelegramFixture;

namespace ServerlessAssist.Tests.Bots.Telegram;

public sealed class TelegramWebhookTests
{
    private const string Address = "https://assist.example/api/telegram";

    private static readonly MenuCommand[] Menu = [new("/help", InboxPhrases.HelpCommand), new("/language", InboxPhrases.LanguageCommand)];

    private readonly TelegramFixture _telegram = new();

    private Task<WebhookReport> Set(string info)
    {
        _telegram.Wire.Answer = (request, _) => Task.FromResult(request.RequestUri!.AbsolutePath.EndsWith("/getWebhookInfo", StringComparison.Ordinal)
            ? Wire.Json(200, $$"""{"ok":true,"result":{{info}}}""")
            : null);
        return _telegram.Webhook.Set(Menu, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Telegram_is_told_the_address_the_secret_and_what_to_bring()
    {
        var report = await Set($$"""{"url":"{{Address}}","has_custom_certificate":false,"pending_update_count":3,"max_connections":40}""");

        Assert.Equal(new WebhookReport("telegram", Address, true, $"{Address}; 3 updates waiting; no error"), report);
        Assert.Equal(["setWebhook", .. Enumerable.Repeat("setMyCommands", 10), "getWebhookInfo"], _telegram.Wire.Sent.Select(sent => sent.Method));
        var expected = $$"""{"url":"{{Address}}","max_connections":40,"allowed_updates":["message","edited_message","callback_query"],"secret_token":"{{Secret}}"}""";
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), _telegram.Wire.Sent[0].Body), _telegram.Wire.Sent[0].Body.ToJsonString());
    }

    [Fact]
    public async Task The_menu_is_set_in_every_language_that_Telegram_has_a_code_for_and_English_is_for_all_others()
    {
        await Set("""{"url":"","pending_update_count":0}""");

        var menus = _telegram.Wire.Sent.Where(sent => sent.Method == "setMyCommands").Select(sent => sent.Body).ToList();
        Assert.Equal([null, "bg", "bs", "mk", "ro", "ru", "sq", "sr", "tr", "uk"], menus.Select(menu => (string?)menu["language_code"]));
        Assert.All(menus, menu => Assert.Equal(["help", "language"], menu["commands"]!.AsArray().Select(command => (string?)command!["command"])));
    }

    [Fact]
    public async Task Another_address_than_ours_is_reported_as_not_set()
    {
        var report = await Set("""{"url":"https://other.example/","pending_update_count":0,"last_error_date":1772366400,"last_error_message":"Connection refused"}""");

        Assert.False(report.Set);
        Assert.Contains("https://other.example/", report.Reported, StringComparison.Ordinal);
        Assert.Contains("Connection refused", report.Reported, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, """{"ok":false,"error_code":401,"description":"Unauthorized"}""", "401 Unauthorized")]
    [InlineData(400, """{"ok":false,"error_code":400,"description":"Bad Request: bad webhook: HTTPS url must be provided for webhook"}""", "400 Bad Request: bad webhook: HTTPS url must be provided for webhook")]
    [InlineData(502, "<html/>", "carrier-down")]
    public async Task A_failure_is_reported_and_not_thrown(int status, string body, string reported)
    {
        _telegram.Wire.Answer = (_, _) => Task.FromResult<HttpResponseMessage?>(Wire.Json(status, body));

        Assert.Equal(new WebhookReport("telegram", Address, false, reported), await _telegram.Webhook.Set(Menu, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_a_token_nothing_is_set()
    {
        var off = new TelegramFixture(new TelegramSettings());

        Assert.False((await off.Webhook.Set(Menu, TestContext.Current.CancellationToken)).Set);
        Assert.Empty(off.Wire.Sent);
    }
}
