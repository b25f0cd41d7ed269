using System.Net.Sockets;
using ServerlessAssist.Bots;
using ServerlessAssist.Shared.Messaging;
using Microsoft.Extensions.DependencyInjection;
using static ServerlessAssist.Tests.Bots.Sms.SmsFixture;

namespace ServerlessAssist.Tests.Bots.Sms;

public sealed class SmsChannelTests
{
    private readonly SmsFixture _sms = new();

    [Fact]
    public async Task A_text_is_handed_over_once_with_its_ticket_in_the_address_for_reports()
    {
        Assert.Equal(new SendResult.Sent("SM00000000000000000000000000000009", 1), await _sms.Send("Hello", ticket: "referral~ab-1_2~m.1"));

        var (method, address, form) = Assert.Single(_sms.Carrier.Sent);
        Assert.Equal(("POST", $"https://api.twilio.com/2010-04-01/Accounts/{Account}/Messages.json"), (method, address.AbsoluteUri));
        Assert.Equal(
            new SortedDictionary<string, string> { ["To"] = Phone.Value, ["From"] = Ours, ["Body"] = "Hello", ["StatusCallback"] = $"{Public}/api/sms/status/referral~ab-1_2~m.1" },
            new SortedDictionary<string, string>(form.ToDictionary()));
    }

    [Fact]
    public async Task Without_a_ticket_no_report_is_asked_for()
    {
        await _sms.Send(ticket: null);

        Assert.DoesNotContain("StatusCallback", Assert.Single(_sms.Carrier.Sent).Form.Keys);
    }

    [Theory]
    [InlineData("+355690000012", "From", Ours)]
    [InlineData("+38349000012", "MessagingServiceSid", Pool)]
    [InlineData("+447400000012", "From", "+447400000000")]                  // 447 is more exact than 44
    [InlineData("+442070000012", "MessagingServiceSid", "MG00000000000000000000000000000044")]
    public async Task The_most_exact_prefix_chooses_the_sender(string to, string field, string sender)
    {
        var sms = new SmsFixture(("AllowedPrefixes:2", "44"), ("Senders:44", "MG00000000000000000000000000000044"), ("Senders:447", "+447400000000"));

        Assert.IsType<SendResult.Sent>(await sms.Send(to: to));

        var form = Assert.Single(sms.Carrier.Sent).Form;
        Assert.Equal(sender, form[field]);
        Assert.Single(form.Keys, key => key is "From" or "MessagingServiceSid");
    }

    [Theory]
    [InlineData("+447400000012", "prefix-not-allowed")]
    [InlineData("+355900123", "prefix-not-allowed")]            // premium
    [InlineData("+355808123", "prefix-not-allowed")]            // shared cost
    [InlineData("+35570021234", "prefix-not-allowed")]          // personal
    [InlineData("+3558001234", "prefix-not-allowed")]           // toll-free
    [InlineData("+35", "invalid-address")]
    [InlineData("355690000012", "invalid-address")]
    [InlineData("+355 69 000 0012", "invalid-address")]
    [InlineData("Vodafone", "invalid-address")]
    [InlineData("", "invalid-address")]
    public async Task Who_may_not_be_texted_costs_no_request(string to, string why)
    {
        Assert.Equal(why, Assert.IsType<SendResult.Failed>(await _sms.Send(to: to)).Why.Name);
        Assert.Empty(_sms.Carrier.Sent);
    }

    [Fact]
    public async Task The_longest_text_goes_and_a_longer_one_costs_no_request()
    {
        Assert.IsType<SendResult.Sent>(await _sms.Send(new string('a', 1600)));
        Assert.Equal(new SendResult.Failed(SendFailure.TooLong), await _sms.Send(new string('a', 1601)));
        Assert.Single(_sms.Carrier.Sent);
    }

    [Theory]
    [InlineData("\"3\"", 3)]
    [InlineData("\"0\"", 0)]            // a pool has not chosen its sender yet
    [InlineData("null", 2)]
    [InlineData("\"many\"", 2)]
    public async Task Segments_are_the_carriers_count_or_else_ours(string told, int segments)
    {
        _sms.Carrier.Answer = (_, _) => Task.FromResult(SmsCarrier.Json(201, $$"""{"sid":"SM1","num_segments":{{told}}}"""));

        Assert.Equal(new SendResult.Sent("SM1", segments), await _sms.Send(new string('a', 161)));
    }

    [Theory]
    [InlineData(400, 21610, "opted-out", Consequence.NextChannelAndRemember)]
    [InlineData(400, 21211, "invalid-address", Consequence.NextChannelAndRemember)]
    [InlineData(400, 21217, "invalid-address", Consequence.NextChannelAndRemember)]
    [InlineData(400, 21614, "invalid-address", Consequence.NextChannelAndRemember)]
    [InlineData(400, 21635, "invalid-address", Consequence.NextChannelAndRemember)]
    [InlineData(400, 21612, "undelivered", Consequence.NextChannel)]
    [InlineData(400, 21408, "prefix-not-allowed", Consequence.NextChannel)]
    [InlineData(403, 21408, "prefix-not-allowed", Consequence.NextChannel)]
    [InlineData(400, 30003, "undelivered", Consequence.NextChannel)]
    [InlineData(400, 30008, "undelivered", Consequence.NextChannel)]
    [InlineData(400, 21617, "too-long", Consequence.TellHuman)]
    [InlineData(401, 20003, "settings-wrong", Consequence.TellHuman)]
    [InlineData(401, 0, "settings-wrong", Consequence.TellHuman)]
    [InlineData(403, 20003, "settings-wrong", Consequence.TellHuman)]
    [InlineData(404, 20404, "settings-wrong", Consequence.TellHuman)]
    [InlineData(400, 21606, "settings-wrong", Consequence.TellHuman)]
    [InlineData(400, 21603, "settings-wrong", Consequence.TellHuman)]
    [InlineData(400, 21212, "settings-wrong", Consequence.TellHuman)]
    [InlineData(400, 21705, "settings-wrong", Consequence.TellHuman)]
    [InlineData(400, 21619, "refused", Consequence.TellHuman)]
    [InlineData(400, 0, "refused", Consequence.TellHuman)]
    [InlineData(400, 20429, "slow-down", Consequence.TryLater)]
    [InlineData(429, 20429, "slow-down", Consequence.TryLater)]
    [InlineData(429, 0, "slow-down", Consequence.TryLater)]
    [InlineData(400, 21611, "slow-down", Consequence.TryLater)]
    [InlineData(500, 20500, "carrier-down", Consequence.TryLater)]
    [InlineData(503, 20503, "carrier-down", Consequence.TryLater)]
    [InlineData(500, 21610, "carrier-down", Consequence.TryLater)]
    public async Task A_refusal_has_a_name_and_a_consequence(int status, int code, string why, Consequence consequence)
    {
        _sms.Carrier.Answer = (_, _) => Task.FromResult(SmsCarrier.Json(status, $$"""{"code":{{code}},"message":"To +355690000012 …","more_info":"https://www.twilio.com/docs/errors/{{code}}","status":{{status}}}"""));

        var failed = Assert.IsType<SendResult.Failed>(await _sms.Send()).Why;

        Assert.Equal((why, consequence), (failed.Name, failed.Consequence));
        Assert.Single(_sms.Carrier.Sent);
    }

    [Theory]
    [InlineData(502, "<html>Bad Gateway</html>", "carrier-down")]
    [InlineData(429, "slow down!", "slow-down")]
    [InlineData(401, "", "settings-wrong")]
    [InlineData(400, "[1]", "refused")]
    [InlineData(400, """{"code":"x"}""", "refused")]
    [InlineData(201, "", "carrier-down")]
    [InlineData(201, "<html/>", "carrier-down")]
    [InlineData(302, "", "carrier-down")]
    public async Task An_answer_that_is_not_the_carriers_own_has_a_name_too(int status, string body, string why)
    {
        _sms.Carrier.Answer = (_, _) => Task.FromResult(SmsCarrier.Json(status, body));

        Assert.Equal(why, Assert.IsType<SendResult.Failed>(await _sms.Send()).Why.Name);
    }

    [Theory]
    [InlineData(null, 5)]
    [InlineData("17", 17)]
    [InlineData("0", 5)]
    [InlineData("soon", 5)]
    [InlineData("99999999", 3600)]
    [InlineData("Wed, 21 Oct 2026 07:28:00 GMT", 5)]
    public async Task The_carriers_own_delay_is_kept_where_it_makes_sense(string? retryAfter, int seconds)
    {
        _sms.Carrier.Answer = (_, _) => Task.FromResult(SmsCarrier.Json(429, """{"code":20429,"status":429}""", retryAfter));

        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.IsType<SendResult.Failed>(await _sms.Send()).Why.After);
    }

    public static TheoryData<Exception> Losses => [new HttpRequestException("reset"), new IOException("cut"), new SocketException(111), new TaskCanceledException("timeout", new TimeoutException())];

    [Theory]
    [MemberData(nameof(Losses), DisableDiscoveryEnumeration = true)]
    public async Task No_answer_is_a_carrier_that_is_down(Exception loss)
    {
        _sms.Carrier.Answer = (_, _) => Task.FromException<HttpResponseMessage>(loss);

        Assert.Equal(new SendResult.Failed(SendFailure.CarrierDown), await _sms.Send());
    }

    [Fact]
    public async Task The_carrier_has_five_seconds_and_one_attempt()
    {
        Assert.Equal(TimeSpan.FromSeconds(5), _sms.Services.GetRequiredService<IHttpClientFactory>().CreateClient("sms").Timeout);
        _sms.Carrier.Answer = (_, _) => Task.FromResult(SmsCarrier.Json(503, ""));

        await _sms.Send();

        Assert.Single(_sms.Carrier.Sent);
    }

    [Fact]
    public async Task The_callers_cancellation_alone_throws()
    {
        using var stop = new CancellationTokenSource();
        _sms.Carrier.Answer = async (_, _) =>
        {
            await stop.CancelAsync();
            return await new TaskCompletionSource<HttpResponseMessage>().Task;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _sms.Channel.Send(Phone, Words("Hello"), [], Language.English, null, stop.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _sms.Channel.Send(Phone, Words("Hello"), [], Language.English, null, stop.Token));
        Assert.Single(_sms.Carrier.Sent);
    }

    [Theory]
    [InlineData("http://127.0.0.1:7091", "http://127.0.0.1:7091")]
    [InlineData("http://localhost:7091/", "http://localhost:7091")]
    [InlineData("https://carrier.example", "https://carrier.example")]
    public async Task Another_address_of_the_api_changes_the_host_and_nothing_else(string apiBase, string goesTo)
    {
        var sms = new SmsFixture(("ApiBase", apiBase));

        await sms.Send();

        Assert.Equal($"{goesTo}/2010-04-01/Accounts/{Account}/Messages.json", Assert.Single(sms.Carrier.Sent).Address.AbsoluteUri);
    }

    [Fact]
    public void The_channel_is_there_when_it_is_set_up_and_not_else()
    {
        Assert.Same(_sms.Channel, Assert.Single(_sms.Services.GetServices<IChannel>()));
        Assert.Equal(ChannelKind.Sms, _sms.Channel.Kind);
    }
}
