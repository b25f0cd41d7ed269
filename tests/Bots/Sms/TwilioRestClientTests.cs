using System.Net;
using System.Text;
using Twilio.Clients;
using Twilio.Exceptions;
using Twilio.Http;
using Twilio.Rest.Api.V2010.Account;
using Twilio.Rest.Messaging.V1;
using PhoneNumber = Twilio.Types.PhoneNumber;

namespace ServerlessAssist.Tests.Bots.Sms;

/// <summary>What goes over the wire, and what comes of the answers.</summary>
public sealed class TwilioRestClientTests
{
    private Carrier Wire { get; } = new();

    private TwilioRestClient Client() => new("AC1", "token", httpClient: new SystemNetHttpClient(new System.Net.Http.HttpClient(Wire)));

    [Fact]
    public async Task A_message_is_posted_as_a_form_with_the_account_as_user()
    {
        Wire.Answer(201, """{"sid":"SM1","num_segments":"2","direction":"outbound-api","from":null,"to":"+355690000012","body":"ë","date_sent":null}""");

        var sent = await MessageResource.CreateAsync(
            new CreateMessageOptions(new PhoneNumber("+355690000012")) { Body = "a & b=ë", From = new PhoneNumber("+355690000000"), StatusCallback = new Uri("https://assist.example/api/sms/status/a~b"), ValidityPeriod = 60 }, Client());

        Assert.Equal(("SM1", "2"), (sent.Sid, sent.NumSegments));
        var (method, address, authorization, body) = Assert.Single(Wire.Sent);
        Assert.Equal(("POST", "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json", "Basic " + Convert.ToBase64String("AC1:token"u8)), (method, address, authorization));
        Assert.Equal("To=%2B355690000012&StatusCallback=https%3A%2F%2Fassist.example%2Fapi%2Fsms%2Fstatus%2Fa~b&ValidityPeriod=60&From=%2B355690000000&Body=a+%26+b%3D%C3%AB", body);
    }

    [Fact]
    public async Task A_message_is_redacted_by_an_empty_body()
    {
        Wire.Answer(200, """{"sid":"SM1","body":"","direction":"outbound-api","status":"delivered"}""");

        var redacted = await MessageResource.UpdateAsync(new UpdateMessageOptions("SM1") { Body = "" }, Client());

        Assert.Equal(("SM1", ""), (redacted.Sid, redacted.Body));
        var (method, address, _, body) = Assert.Single(Wire.Sent);
        Assert.Equal(("POST", "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/SM1.json", "Body="), (method, address, body));
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_to_its_end_past_a_short_and_an_empty_page()
    {
        const string Row = """{"sid":"SM%","direction":"inbound","from":"+355690000012","date_sent":"Fri, 24 May 2019 17:44:46 +0000"}""";
        foreach (var (rows, next) in new[] { (Row, "\"/2010-04-01/Accounts/AC1/Messages.json?Page=1\""), ("", "\"/2010-04-01/Accounts/AC1/Messages.json?Page=2\""), (Row + "," + Row, "null") })
            Wire.Answer(200, $$"""{"first_page_uri":"/2010-04-01/Accounts/AC1/Messages.json?Page=0","end":0,"page":0,"page_size":1000,"start":0,"previous_page_uri":null,"uri":"/2010-04-01/Accounts/AC1/Messages.json","messages":[{{rows}}],"next_page_uri":{{next}} }""");

        var all = (await MessageResource.ReadAsync(new ReadMessageOptions { DateSentAfter = new DateTime(2026, 3, 1, 12, 0, 5, DateTimeKind.Utc), PageSize = 1000 }, Client())).ToList();

        Assert.Equal(3, all.Count);
        Assert.Equal(new DateTime(2019, 5, 24, 17, 44, 46, DateTimeKind.Utc), all[0].DateSent);
        Assert.True(all[0].Direction == MessageResource.DirectionEnum.Inbound);
        Assert.Equal(
            ["/2010-04-01/Accounts/AC1/Messages.json?DateSent%3E=2026-03-01T12%3A00%3A05Z&PageSize=1000", "/2010-04-01/Accounts/AC1/Messages.json?Page=1", "/2010-04-01/Accounts/AC1/Messages.json?Page=2"],
            Wire.Sent.Select(sent => new Uri(sent.Address).PathAndQuery));
    }

    [Fact]
    public async Task A_number_is_found_and_told_where_to_send()
    {
        Wire.Answer(200, """{"incoming_phone_numbers":[{"sid":"PN1","phone_number":"+355690000000","sms_url":""}],"next_page_uri":null}""");
        Wire.Answer(200, """{"sid":"PN1","phone_number":"+355690000000","sms_url":"https://assist.example/api/sms"}""");

        var found = Assert.Single(await IncomingPhoneNumberResource.ReadAsync(new ReadIncomingPhoneNumberOptions { PhoneNumber = new PhoneNumber("+355690000000") }, Client()));
        var set = await IncomingPhoneNumberResource.UpdateAsync(new UpdateIncomingPhoneNumberOptions(found.Sid) { SmsUrl = new Uri("https://assist.example/api/sms"), SmsMethod = new("post") }, Client());

        Assert.Null(found.SmsUrl);
        Assert.Equal(new Uri("https://assist.example/api/sms"), set.SmsUrl);
        Assert.Equal("https://api.twilio.com/2010-04-01/Accounts/AC1/IncomingPhoneNumbers.json?PhoneNumber=%2B355690000000", Wire.Sent[0].Address);
        Assert.Equal(("https://api.twilio.com/2010-04-01/Accounts/AC1/IncomingPhoneNumbers/PN1.json", "SmsMethod=POST&SmsUrl=https%3A%2F%2Fassist.example%2Fapi%2Fsms"), (Wire.Sent[1].Address, Wire.Sent[1].Body));
    }

    [Fact]
    public async Task A_messaging_service_is_told_where_to_send()
    {
        Wire.Answer(200, """{"sid":"MG1","inbound_request_url":"https://assist.example/api/sms"}""");

        var set = await ServiceResource.UpdateAsync(new UpdateServiceOptions("MG1") { InboundRequestUrl = new Uri("https://assist.example/api/sms"), InboundMethod = new("post"), UseInboundWebhookOnNumber = false }, Client());

        Assert.Equal(new Uri("https://assist.example/api/sms"), set.InboundRequestUrl);
        Assert.Equal(("https://messaging.twilio.com/v1/Services/MG1", "InboundRequestUrl=https%3A%2F%2Fassist.example%2Fapi%2Fsms&InboundMethod=POST&UseInboundWebhookOnNumber=false"), (Wire.Sent[0].Address, Wire.Sent[0].Body));
    }

    [Theory]
    [InlineData(400, """{"code":21610,"message":"no","more_info":"https://www.twilio.com/docs/errors/21610","status":400}""", 21610, 400)]
    [InlineData(429, """{"code":20429,"message":"Too Many Requests","status":429}""", 20429, 429)]
    [InlineData(404, "{}", 0, 404)]
    [InlineData(502, "<html>Bad Gateway</html>", 0, 0)]         // as the vendor's: no JSON, no status
    [InlineData(503, "", 0, 0)]
    [InlineData(200, "OK", 0, 0)]
    public async Task A_refusal_has_the_carriers_code_and_status_and_the_answer_can_be_looked_at(int status, string body, int code, int known)
    {
        Wire.Answer(status, body);
        var client = Client();

        var refused = await Assert.ThrowsAsync<ApiException>(() => MessageResource.CreateAsync(new CreateMessageOptions(new PhoneNumber("+355690000012")), client));

        Assert.Equal((code, known), (refused.Code, refused.Status));
        Assert.Equal((HttpStatusCode)status, client.HttpClient.LastResponse?.StatusCode);
    }

    [Fact]
    public async Task No_answer_is_a_lost_connection()
    {
        Wire.Lost = new HttpRequestException("reset");
        var client = Client();

        await Assert.ThrowsAsync<ApiConnectionException>(() => MessageResource.ReadAsync(new ReadMessageOptions { To = new PhoneNumber("+355690000012") }, client));

        Assert.Null(client.HttpClient.LastResponse);
    }

    private sealed class Carrier : HttpMessageHandler
    {
        private readonly Queue<(int Status, string Body)> _answers = [];

        public List<(string Method, string Address, string Authorization, string Body)> Sent { get; } = [];

        public Exception? Lost { get; set; }

        public void Answer(int status, string body) => _answers.Enqueue((status, body));

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sent.Add((request.Method.Method, request.RequestUri!.AbsoluteUri, $"{request.Headers.Authorization}", request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
            if (Lost is not null) throw Lost;
            var (status, body) = _answers.Dequeue();
            return new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        }
    }
}
