using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Scenarios;

/// <summary>What bad input gets at every route: a 4xx that says what to do, never 5xx, never a storage call before it is authentic.</summary>
public sealed class FrontDoorTests(AzuriteFixture azurite)
{
    private static readonly string[] Hostile =
    [
        "{", "[]", "\"text\"", "null", "123", "{\"region\":", new string('[', 10_000), "{\"a\":" + new string('[', 20) + new string(']', 20) + "}", "{\"region\":\"a\",\"region\":\"b\"}",
        "{\"region\":\"\\ud800\"}", "{\"region\":\"\\u0000\"}", "{\"region\":\"\\u202e\"}", "{\"region\":{\"deep\":1}}", "{\"languages\":[1,2,{}],\"needs\":\"shelter\"}", "{\"consent\":[]}", "{\"__proto__\":{}}", "\u0000",
    ];

    [Fact]
    public async Task Bad_bodies_of_the_api_get_a_problem_that_says_what_to_do()
    {
        await using var story = await Story.Begin(azurite);
        foreach (var body in Hostile.Append("{\"name\":\"" + string.Concat(Enumerable.Repeat("e\u0301\u0302\u0303", 40_000)) + "\"}"))
        {
            using var answer = await Refer(story, new StringContent(body, Encoding.UTF8, "application/json"));
            Assert.InRange((int)answer.StatusCode, 400, 499);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Story.Stop)).RootElement;
            Assert.NotEmpty(problem.GetProperty("code").GetString()!);
            Assert.DoesNotContain("System.", problem.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_bad_field_is_named()
    {
        await using var story = await Story.Begin(azurite);
        var body = Story.Referral();
        (body["region"], body["urgency"], body["age"], body["needs"], body["languages"], body["surprise"]) = ("nowhere", "now", "old", new[] { "money" }, Array.Empty<string>(), 1);
        body["consent"] = new Dictionary<string, object?> { ["referral"] = false };
        var (status, problem) = await story.TryRefer(body, "key-00000001");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["age", "consent.referral", "languages", "needs[0]", "surprise", "urgency"], problem.GetProperty("errors").EnumerateObject().Select(one => one.Name).Order());
        var fixedBody = Story.Referral();
        fixedBody["region"] = "nowhere";
        Assert.Contains("region", (await story.TryRefer(fixedBody, "key-00000001")).Body.GetProperty("errors").EnumerateObject().Select(one => one.Name));
    }

    [Theory]
    [InlineData("too large", 413)]
    [InlineData("text/plain", 415)]
    [InlineData("gzip", 415)]
    [InlineData("no key", 401)]
    [InlineData("wrong key", 401)]
    [InlineData("no organisation", 401)]
    [InlineData("wrong organisation", 401)]
    [InlineData("no idempotency key", 400)]
    [InlineData("short idempotency key", 400)]
    public async Task A_call_that_is_not_right_is_refused_before_its_content(string what, int status)
    {
        await using var story = await Story.Begin(azurite);
        HttpContent content = new StringContent(what == "too large" ? "{\"name\":\"" + new string('x', 300_000) + "\"}" : JsonSerializer.Serialize(Story.Referral()), Encoding.UTF8, what == "text/plain" ? "text/plain" : "application/json");
        if (what == "gzip") content.Headers.ContentEncoding.Add("gzip");
        var headers = new List<(string, string)>();
        if (what != "no organisation") headers.Add(("X-Api-Key", what == "wrong organisation" ? "ngo-kukes-demo-kez" : Story.NgoKey));
        if (what != "no idempotency key") headers.Add(("Idempotency-Key", what == "short idempotency key" ? "short" : "key-00000001"));
        using var answer = await story.System.Call(HttpMethod.Post, "v1/referrals", what switch { "no key" => "", "wrong key" => "sandbox-function-key-0002", _ => SandboxSystem.FunctionKey }, content, [.. headers], Story.Stop);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("operations/people", "PUT")]
    [InlineData("operations/poison", "GET")]
    [InlineData("operations/poison/delivery-urgent", "POST")]
    [InlineData("operations/chain/staff", "GET")]
    [InlineData("operations/webhooks", "POST")]
    [InlineData("operations/chain", "GET")]
    [InlineData("operations/keys", "GET")]
    [InlineData("operations/keys", "POST")]
    [InlineData("operations/views/referralboard", "POST")]
    [InlineData("operations/audit", "GET")]
    public async Task Operators_routes_open_to_the_master_key_alone(string route, string method)
    {
        await using var story = await Story.Begin(azurite);
        foreach (var key in new[] { "", SandboxSystem.FunctionKey, "sandbox-master-key-0002" })
        {
            using var answer = await story.System.Call(new HttpMethod(method), route, key, null, [], Story.Stop);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_forged_text_is_refused_without_a_storage_call()
    {
        await using var story = await Story.Begin(azurite);
        var url = $"{SandboxSystem.PublicAddress}/api/sms";
        // Timers, which touch storage by themselves, stand still.
        story.System.Clock.Speed = 0;
        var touched = new List<string>();
        story.System.Wire.Seen = request => { if (request is not { Method: "GET", Target: Announcements.Urgent or Announcements.Routine or "inbound" or "agenda" } && !request.Target.StartsWith("azure-", StringComparison.Ordinal)) touched.Add(request.Path); };
        using var wrong = await story.Twilio.Post(url, Sms("hello"), "another-token-another-token-anoth");
        using var none = await story.System.Http.PostAsync(new Uri(story.System.Functions.Address, "/api/sms"), new FormUrlEncodedContent(Sms("hello")), Story.Stop);
        using var otherAccount = await story.Twilio.Post(url, new Dictionary<string, string>(Sms("hello")) { ["AccountSid"] = "AC" + new string('1', 32) }, SandboxSystem.Account.AuthToken);
        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden], [wrong.StatusCode, none.StatusCode, otherAccount.StatusCode]);
        Assert.Empty(touched);
    }

    [Fact]
    public async Task An_extra_parameter_that_is_signed_is_good_and_one_that_is_not_is_refused()
    {
        await using var story = await Story.Begin(azurite);
        var url = $"{SandboxSystem.PublicAddress}/api/sms";
        using var good = await story.Twilio.Post(url, new Dictionary<string, string>(Sms("hello")) { ["SomethingNew"] = "x" }, SandboxSystem.Account.AuthToken);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(story.System.Functions.Address, "/api/sms"));
        var fields = Sms("hello");
        request.Headers.Add("X-Twilio-Signature", Sandbox.Carriers.TwilioStandIn.Sign(SandboxSystem.Account.AuthToken, url, fields));
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string>(fields) { ["SomethingNew"] = "x" });
        using var bad = await story.System.Http.SendAsync(request, Story.Stop);
        Assert.Equal(HttpStatusCode.Forbidden, bad.StatusCode);
    }

    [Fact]
    public async Task No_header_steers_the_address_that_is_checked()
    {
        await using var story = await Story.Begin(azurite);
        string[] hosts = ["assist.example", "evil.example", "127.0.0.1"];
        string[] names = ["X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL"];
        foreach (var host in hosts)
            foreach (var name in names)
                foreach (var signedFor in new[] { SandboxSystem.PublicAddress, "https://evil.example" })
                {
                    var fields = Sms("hello");
                    using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(story.System.Functions.Address, "/api/sms")) { Content = new FormUrlEncodedContent(fields) };
                    request.Headers.Host = host;
                    request.Headers.Add(name, name == "Forwarded" ? "host=evil.example;proto=https" : "evil.example");
                    request.Headers.Add("X-Twilio-Signature", Sandbox.Carriers.TwilioStandIn.Sign(SandboxSystem.Account.AuthToken, $"{signedFor}/api/sms", fields));
                    using var answer = await story.System.Http.SendAsync(request, Story.Stop);
                    Assert.Equal(signedFor == SandboxSystem.PublicAddress ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.StatusCode);
                }
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("short", 401)]
    [InlineData(SandboxSystem.BotSecret + "0", 401)]
    [InlineData(SandboxSystem.BotSecret, 200)]
    public async Task Telegram_comes_in_with_the_secret_alone(string? secret, int status)
    {
        await using var story = await Story.Begin(azurite);
        using var answer = await story.Telegram.Post(System.Text.Json.Nodes.JsonNode.Parse("""{"update_id":1,"message":{"message_id":1,"from":{"id":5,"is_bot":false,"first_name":"A"},"chat":{"id":5,"type":"private"},"date":1,"text":"hi"}}""")!, secret);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Hostile_texts_of_people_are_taken_calmly()
    {
        await using var story = await Story.Begin(azurite);
        string[] texts = ["", "\u0000\u0001\u0007", "\u202e\u2066abc", "e" + string.Concat(Enumerable.Repeat("\u0301", 10_000)), new string('a', 15_000), "\ud83d", "=cmd|' /C calc'!A0", "'; drop table streams; --", "<script>alert(1)</script>", "{0} {reference} %s %n", "٧F3K-٤٨٢١", "7F3K-0000 7F3K-0001 7F3K-0002"];
        foreach (var text in texts)
        {
            using var answer = await story.Twilio.Post($"{SandboxSystem.PublicAddress}/api/sms", Sms(text, Story.BackupSms), SandboxSystem.Account.AuthToken);
            Assert.True((int)answer.StatusCode is 200 or (>= 400 and < 500), string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} for {text.Length} units"));
        }
    }

    [Fact]
    public async Task A_form_that_is_too_large_encoded_or_no_form_is_refused()
    {
        await using var story = await Story.Begin(azurite);
        async Task<int> Send(HttpContent content)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(story.System.Functions.Address, "/api/sms")) { Content = content };
            request.Headers.Add("X-Twilio-Signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
            using var answer = await story.System.Http.SendAsync(request, Story.Stop);
            return (int)answer.StatusCode;
        }
        var encoded = new FormUrlEncodedContent(Sms("x"));
        encoded.Headers.ContentEncoding.Add("gzip");
        var bytes = new ByteArrayContent([0xff, 0xfe, 0x00]);
        bytes.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        Assert.Equal(413, await Send(new FormUrlEncodedContent(Sms(new string('x', 70_000)))));
        Assert.Equal(415, await Send(encoded));
        Assert.Equal(415, await Send(new StringContent("{}", Encoding.UTF8, "application/json")));
        Assert.Equal(400, await Send(bytes));
    }

    [Fact]
    public async Task A_people_file_with_a_fault_is_refused_whole_and_each_fault_is_named()
    {
        await using var story = await Story.Begin(azurite);
        var file = await File.ReadAllTextAsync(Path.Combine(SandboxFolder.Path, "demo", "people.json"), Story.Stop);
        var broken = file.Replace("\"role\": \"administrator\"", "\"role\": \"king\"", StringComparison.Ordinal).Replace("+355690000012", "12", StringComparison.Ordinal).Replace("Europe/Tirane", "Europe/Nowhere", StringComparison.Ordinal);
        using var answer = await story.System.Operate(HttpMethod.Put, "operations/people", new StringContent(broken, Encoding.UTF8, "application/json"), Story.Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var named = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Story.Stop)).RootElement.GetProperty("errors").EnumerateObject().Select(one => one.Name).ToList();
        Assert.Contains("staff[15].role", named);
        Assert.Contains("staff[1].channels[0].address", named);
        Assert.Contains("regions[0].timeZone", named);
        await story.Sees(Story.DutyTelegram, await story.Refer());
    }

    [Fact]
    public async Task Somebody_who_left_can_no_longer_act_from_the_old_chat()
    {
        await using var story = await Story.Begin(azurite);
        var reference = await story.Refer();
        var alert = await story.Sees(Story.DutyTelegram, reference);
        var file = await File.ReadAllTextAsync(Path.Combine(SandboxFolder.Path, "demo", "people.json"), Story.Stop);
        await story.System.Seed(file.Replace("700000011", "700000111", StringComparison.Ordinal), Story.Stop);
        await story.Press(Story.DutyTelegram, alert, "Take");
        Assert.Equal("alerted", (await story.History(reference)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_referral_of_another_organisation_looks_like_none()
    {
        await using var story = await Story.Begin(azurite);
        var reference = await story.Refer();
        foreach (var (name, key) in new[] { (reference, "ngo-vlore-demo-key"), ("RA-0A00-M", Story.NgoKey), ("nonsense", Story.NgoKey) })
        {
            using var answer = await story.System.Call(HttpMethod.Get, $"v1/referrals/{name}/history", SandboxSystem.FunctionKey, null, [("X-Api-Key", key)], Story.Stop);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    private static Task<HttpResponseMessage> Refer(Story story, HttpContent content) =>
        story.System.Call(HttpMethod.Post, "v1/referrals", SandboxSystem.FunctionKey, content, [("X-Api-Key", Story.NgoKey), ("Idempotency-Key", Guid.NewGuid().ToString())], Story.Stop);

    private static Dictionary<string, string> Sms(string text, Address? from = null) => new()
    {
        ["MessageSid"] = "SM" + Guid.NewGuid().ToString("N"), ["AccountSid"] = SandboxSystem.Account.Sid, ["From"] = (from ?? Story.StrangerSms).Value, ["To"] = SandboxSystem.OurNumber, ["Body"] = text,
    };
}
