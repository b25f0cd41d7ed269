using System.Collections.Immutable;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServerlessAssist.Bots.Sms;
using ServerlessAssist.Sandbox.Carriers;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Bots.Sms;

/// <summary>The whole channel as the settings wire it, over a wire that a test holds the other end of. The only phrase, <c>say</c>, is its argument.</summary>
internal sealed class SmsFixture
{
    public const string Account = "AC00000000000000000000000000000042";
    public const string Token = "0123456789abcdef0123456789abcdef";
    public const string OldToken = "fedcba9876543210fedcba9876543210";
    public const string Ours = "+355690000000";
    public const string Pool = "MG00000000000000000000000000000007";
    public const string Public = "https://assist.example";
    public static readonly Address Phone = new(ChannelKind.Sms, "+355690000012");
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services;

    public SmsFixture(params (string Name, string? Value)[] changes)
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(new FakeTimeProvider(Now)).AddSingleton(Say);
        SmsModule.AddSms(services, Configure(changes)).AddHttpClient("sms").ConfigurePrimaryHttpMessageHandler(() => new Tap(Carrier));
        _services = services.BuildServiceProvider();
    }

    public SmsCarrier Carrier { get; } = new();
    public SmsSettings Settings => _services.GetRequiredService<SmsSettings>();
    public SmsChannel Channel => _services.GetRequiredService<SmsChannel>();
    public SmsInbound Inbound => _services.GetRequiredService<SmsInbound>();
    public SmsReplies Replies => _services.GetRequiredService<SmsReplies>();
    public SmsList List => _services.GetRequiredService<SmsList>();
    public SmsWebhook Webhook => _services.GetRequiredService<SmsWebhook>();
    public IServiceProvider Services => _services;

    private static Phrases Say { get; } = new(ImmutableSortedDictionary<string, LanguageFile>.Empty.Add(
        "en", LanguageFile.All["en"] with { Phrases = ImmutableSortedDictionary<string, string>.Empty.Add("say", "{text}") }));

    public static Wording Words(string text) => new("say", ImmutableSortedDictionary<string, Argument>.Empty.Add("text", text));

    /// <summary>Good settings, with some of them changed; null takes one away.</summary>
    public static IConfiguration Configure(params (string Name, string? Value)[] changes)
    {
        var all = new Dictionary<string, string?>
        {
            ["Sms:AccountSid"] = Account, ["Sms:AuthToken"] = Token, ["Sms:PublicAddress"] = Public,
            ["Sms:Senders:default"] = Ours, ["Sms:Senders:383"] = Pool, ["Sms:AllowedPrefixes:0"] = "355", ["Sms:AllowedPrefixes:1"] = "383",
        };
        foreach (var (name, value) in changes) all[$"Sms:{name}"] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(all.Where(one => one.Value is not null)).Build();
    }

    public Task<SendResult> Send(string text = "Hello", string? to = null, string? ticket = "referral~ab12~m1") =>
        Channel.Send(to is null ? Phone : new Address(ChannelKind.Sms, to), Words(text), [], Language.English, ticket, TestContext.Current.CancellationToken);

    public static Dictionary<string, string> Text(string body = "YES", string? sid = null, string? from = null) => new()
    {
        ["MessageSid"] = sid ?? "SM00000000000000000000000000000001", ["AccountSid"] = Account, ["From"] = from ?? Phone.Value, ["To"] = Ours, ["Body"] = body, ["NumMedia"] = "0", ["NumSegments"] = "1",
    };

    /// <summary>A request as the carrier makes it, over <paramref name="path"/> of the public address.</summary>
    public static HttpRequest Signed(IReadOnlyDictionary<string, string> fields, string path = "/api/sms", string token = Token, string query = "")
    {
        var request = Request(Form(fields), query);
        request.Headers["X-Twilio-Signature"] = TwilioStandIn.Sign(token, Public + path + query, fields);
        return request;
    }

    public static HttpRequest Request(byte[] body, string query = "")
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "POST";
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("10.0.0.4", 8080);
        context.Request.Path = "/somewhere/else";
        context.Request.QueryString = new QueryString(query);
        context.Request.ContentType = "application/x-www-form-urlencoded; charset=UTF-8";
        context.Request.Body = new MemoryStream(body);
        context.Request.ContentLength = body.Length;
        return context.Request;
    }

    public static byte[] Form(IEnumerable<KeyValuePair<string, string>> fields) =>
        Encoding.UTF8.GetBytes(string.Join('&', fields.Select(field => $"{WebUtility.UrlEncode(field.Key)}={WebUtility.UrlEncode(field.Value)}")));

    public Task<ServerlessAssist.Bots.Received> Read(HttpRequest request) => Inbound.Read(request, TestContext.Current.CancellationToken);

    /// <summary>Where the network would begin, behind every handler of ours.</summary>
    private sealed class Tap(SmsCarrier carrier) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => carrier.Take(request, cancellationToken);
    }
}

/// <summary>The carrier's end of the wire: keeps what was sent and answers what it is told to, by default with a message that was taken.</summary>
internal sealed class SmsCarrier
{
    public List<(string Method, Uri Address, IReadOnlyDictionary<string, string> Form)> Sent { get; } = [];

    public Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Answer { get; set; } = (_, _) =>
        Task.FromResult(Json(201, """{"sid":"SM00000000000000000000000000000009","num_segments":"1","direction":"outbound-api","status":"queued"}"""));

    public static HttpResponseMessage Json(int status, string body, string? retryAfter = null)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (retryAfter is not null) answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return answer;
    }

    public async Task<HttpResponseMessage> Take(HttpRequestMessage request, CancellationToken stop)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(stop);
        var form = body.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => WebUtility.UrlDecode(pair[0]), pair => WebUtility.UrlDecode(pair[1]));
        Sent.Add((request.Method.Method, request.RequestUri!, form));
        return await Answer(request, stop);
    }
}
