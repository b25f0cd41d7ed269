using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Bots;
using ServerlessAssist.Bots.Sms;
using ServerlessAssist.Shared.Messaging;
using Twilio.Security;

namespace ServerlessAssist.Tests.Bots.Sms;

public sealed class SmsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(400, 21610, "opted-out")]
    [InlineData(400, 21211, "invalid-address")]
    [InlineData(400, 21614, "invalid-address")]
    [InlineData(400, 21408, "prefix-not-allowed")]
    [InlineData(400, 30003, "undelivered")]
    [InlineData(400, 30008, "undelivered")]
    [InlineData(429, 20429, "slow-down")]
    [InlineData(400, 21617, "too-long")]
    [InlineData(401, 20003, "settings-wrong")]
    [InlineData(400, 21606, "settings-wrong")]
    [InlineData(400, 99999, "refused")]
    [InlineData(500, 20500, "carrier-down")]
    [InlineData(503, 0, "carrier-down")]
    public async Task Every_refusal_of_the_carrier_is_a_named_failure(int status, int code, string failure)
    {
        var (channel, _) = Channel(_ => new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent($$"""{"code":{{code}},"message":"no","status":{{status}}}""") });
        Assert.Equal(failure, Assert.IsType<SendResult.Failed>(await Send(channel)).Why.Name);
    }

    [Theory]
    [InlineData("html")]
    [InlineData("timeout")]
    [InlineData("no connection")]
    [InlineData("broken success")]
    public async Task A_carrier_that_talks_nonsense_or_not_at_all_is_down(string how)
    {
        var (channel, _) = Channel(_ => how switch
        {
            "html" => new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent("<html>bad gateway") },
            "timeout" => throw new TaskCanceledException("timeout", new TimeoutException()),
            "no connection" => throw new HttpRequestException("refused"),
            _ => new HttpResponseMessage(HttpStatusCode.Created) { Content = new StringContent("{") },
        });
        Assert.Equal("carrier-down", Assert.IsType<SendResult.Failed>(await Send(channel)).Why.Name);
    }

    [Fact]
    public async Task A_text_goes_out_with_sender_words_and_the_address_of_its_report()
    {
        var (channel, asked) = Channel(_ => Created());
        Assert.Equal(new SendResult.Sent("SM1", 1), await Send(channel));
        var form = System.Web.HttpUtility.ParseQueryString(asked.Single());
        Assert.Equal(("+355690000011", "+355690000000", "https://assist.example/api/sms/status/referral~k~a1"), (form["To"], form["From"], form["StatusCallback"]));
        Assert.Equal(new Phrases().Render(new Phrase("inbox.unknown-sender"), Language.English, ChannelKind.Sms), form["Body"]);
    }

    [Theory]
    [InlineData("+355690000011", "+355690000000")]
    [InlineData("+383440000011", "MG00000000000000000000000000000042")]
    public async Task The_most_exact_prefix_chooses_the_sender(string to, string sender)
    {
        var (channel, asked) = Channel(_ => Created());
        await Send(channel, to);
        var form = System.Web.HttpUtility.ParseQueryString(asked.Single());
        Assert.Equal(sender, form["From"] ?? form["MessagingServiceSid"]);
    }

    [Theory]
    [InlineData("+19005550100", "prefix-not-allowed")]
    [InlineData("+441632960011", "prefix-not-allowed")]
    [InlineData("nonsense", "invalid-address")]
    public async Task A_number_off_the_list_is_refused_before_anything_is_sent(string to, string failure)
    {
        var (channel, asked) = Channel(_ => Created());
        Assert.Equal(failure, Assert.IsType<SendResult.Failed>(await Send(channel, to)).Why.Name);
        Assert.Empty(asked);
    }

    [Theory]
    [InlineData("delivered", null, "delivered")]
    [InlineData("undelivered", "30003", "undelivered")]
    [InlineData("failed", "21610", "opted-out")]
    [InlineData("failed", null, "undelivered")]
    [InlineData("sent", null, "nothing")]
    [InlineData("queued", null, "nothing")]
    [InlineData("surprise", null, "nothing")]
    public async Task A_report_says_what_became_of_it(string status, string? error, string means)
    {
        var fields = new Dictionary<string, string> { ["MessageSid"] = "SM1", ["AccountSid"] = Account, ["MessageStatus"] = status };
        if (error is not null) fields["ErrorCode"] = error;
        var (report, refused) = await Services().GetRequiredService<SmsInbound>().ReadReport(Signed("https://assist.example/api/sms/status/t~1~a", fields), "t~1~a", Stop);
        Assert.Null(refused);
        Assert.Equal(means, report switch { DeliveryReport.Delivered => "delivered", DeliveryReport.Undelivered undelivered => undelivered.Why.Name, _ => "nothing" });
    }

    [Fact]
    public async Task Both_tokens_are_good_while_one_is_rotated()
    {
        var fields = new Dictionary<string, string> { ["MessageSid"] = "SM00000000000000000000000000000001", ["AccountSid"] = Account, ["From"] = "+355690000011", ["Body"] = "hi" };
        foreach (var token in new[] { Token, "previous0previous0previous0previou" })
            Assert.IsType<Received.Message>(await Services().GetRequiredService<SmsInbound>().Read(Signed("https://assist.example/api/sms", fields, token), Stop));
        Assert.Equal(403, Assert.IsType<Received.Refused>(await Services().GetRequiredService<SmsInbound>().Read(Signed("https://assist.example/api/sms", fields, "older0older0older0older0older0older"), Stop)).Status);
    }

    [Fact]
    public void The_vendors_published_signature_is_good_and_no_single_byte_of_it_may_change()
    {
        var fields = new Dictionary<string, string> { ["CallSid"] = "CA1234567890ABCDE", ["From"] = "+14158675309", ["Digits"] = "1234", ["To"] = "+18005551212", ["Caller"] = "+14158675309" };
        var (validator, url, good) = (new RequestValidator("12345"), "https://mycompany.com/myapp.php?foo=1&bar=2", "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
        Assert.True(validator.Validate(url, fields, good));
        for (var at = 0; at < good.Length; at++)
            for (var bit = 0; bit < 7; bit++)
                Assert.False(validator.Validate(url, fields, good[..at] + (char)(good[at] ^ (1 << bit)) + good[(at + 1)..]));
        Assert.False(validator.Validate(url + "&baz=3", fields, good));
        Assert.False(new RequestValidator("12346").Validate(url, fields, good));
    }

    [Theory]
    [InlineData("Sms:AccountSid", "XX", "Sms__AccountSid")]
    [InlineData("Sms:AuthToken", "short", "Sms__AuthToken")]
    [InlineData("Sms:PublicAddress", "http://assist.example", "Sms__PublicAddress")]
    [InlineData("Sms:Senders:default", "12", "Sms__Senders__default")]
    [InlineData("Sms:AllowedPrefixes:0", "+355", "Sms__AllowedPrefixes__0")]
    public void A_wrong_setting_stops_the_start_and_is_named(string name, string value, string says)
    {
        var failed = Assert.Throws<InvalidOperationException>(() => Services(new() { [name] = value }));
        Assert.Contains(says, failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, failed.Message, StringComparison.Ordinal);
    }

    private const string Account = "AC00000000000000000000000000000042";
    private const string Token = "token0token0token0token0token0tok0";

    private static ServiceProvider Services(Dictionary<string, string?>? other = null, HttpMessageHandler? handler = null)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Sms:AccountSid"] = Account, ["Sms:AuthToken"] = Token, ["Sms:PreviousAuthToken"] = "previous0previous0previous0previou", ["Sms:PublicAddress"] = "https://assist.example",
            ["Sms:Senders:default"] = "MG00000000000000000000000000000042", ["Sms:Senders:355"] = "+355690000000", ["Sms:AllowedPrefixes:0"] = "355", ["Sms:AllowedPrefixes:1"] = "383",
        };
        foreach (var (name, value) in other ?? []) settings[name] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddMessaging().AddSms(configuration);
        if (handler is not null) services.AddHttpClient("sms").ConfigurePrimaryHttpMessageHandler(() => handler);
        return services.BuildServiceProvider();
    }

    private static (SmsChannel Channel, List<string> Asked) Channel(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        var asked = new List<string>();
        return (Services(handler: new Carrier(answer, asked)).GetRequiredService<SmsChannel>(), asked);
    }

    private static Task<SendResult> Send(SmsChannel channel, string to = "+355690000011") =>
        channel.Send(new Address(ChannelKind.Sms, to), new Phrase("inbox.unknown-sender"), [], Language.English, "referral~k~a1", Stop);

    private static HttpResponseMessage Created() => new(HttpStatusCode.Created) { Content = new StringContent("""{"sid":"SM1","num_segments":"1"}""") };

    private static HttpRequest Signed(string url, Dictionary<string, string> fields, string token = Token)
    {
        var context = new DefaultHttpContext();
        var body = Encoding.UTF8.GetBytes(string.Join('&', fields.Select(one => $"{Uri.EscapeDataString(one.Key)}={Uri.EscapeDataString(one.Value)}")));
        (context.Request.Method, context.Request.ContentType, context.Request.Body, context.Request.ContentLength) = ("POST", "application/x-www-form-urlencoded", new MemoryStream(body), body.Length);
        context.Request.Headers["X-Twilio-Signature"] = Sandbox.Carriers.TwilioStandIn.Sign(token, url, fields);
        return context.Request;
    }

    private sealed class Carrier(Func<HttpRequestMessage, HttpResponseMessage> answer, List<string> asked) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            asked.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return answer(request);
        }
    }
}
