using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Telegram.Bot;
using ServerlessAssist.Bots.Telegram;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;

namespace ServerlessAssist.Tests.Bots.Telegram;

/// <summary>The whole channel over a wire that a test holds the other end of. A phrase says its key, so that a test can choose any text.</summary>
internal sealed class TelegramFixture
{
    public const string Person = """{"id":5000001,"is_bot":false,"first_name":"A"}""";
    public const string Private = """{"id":5000001,"type":"private","first_name":"A"}""";

    public static string Said(string content) => $$$"""{"update_id":7,"message":{"message_id":11,"date":1772366400,"from":{{{Person}}},"chat":{{{Private}}},{{{content}}}}}""";

    public static string Pressed(string data, string from = Person, string chat = Private, int date = 1772366400, string id = "4382bfdwdsb323b2d9") =>
        $$$$"""{"update_id":8,"callback_query":{"id":"{{{{id}}}}","from":{{{{from}}}},"chat_instance":"1","data":"{{{{data}}}}","message":{"message_id":99,"date":{{{{date}}}},"chat":{{{{chat}}}},"text":"x"}}}""";

    public const long Chat = 5_000_001;
    public const string Secret = "8c1f0b6e5d4a39278c1f0b6e5d4a39278c1f0b6e5d4a39278c1f0b6e5d4a3927";
    public const string OldSecret = "old-f0b6e5d4a39278c1f0b6e5d4a39278c1f0b6e5d4a39278c1f0b6e5d4a392";
    public const string Token = "5000000:AExampleExampleExampleExampleExampl";
    public static readonly Address Phone = new(ChannelKind.Telegram, "5000001");
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public TelegramFixture(TelegramSettings? settings = null)
    {
        Settings = settings ?? On();
        Client = TelegramModule.Client(Settings, new HttpClient(Wire) { Timeout = TimeSpan.FromSeconds(5) });
        Words = new TelegramWords((words, _) => words.Key, Seal);
        Channel = new TelegramChannel(Client, Words);
        Inbound = new TelegramInbound(Settings, Seal, Clock);
        Replies = new TelegramReplies(Client, Channel, Words, Clock);
        Webhook = new TelegramWebhook(Client, Settings, new Phrases());
    }

    public FakeTimeProvider Clock { get; } = new(Now);
    public Wire Wire { get; } = new();
    public ButtonSeal Seal { get; } = new(Index("1"));
    public TelegramSettings Settings { get; }
    public ITelegramBotClient Client { get; }
    public TelegramWords Words { get; }
    public TelegramChannel Channel { get; }
    public TelegramInbound Inbound { get; }
    public TelegramReplies Replies { get; }
    public TelegramWebhook Webhook { get; }

    public static TelegramSettings On(string? secret = Secret, string? previous = null) =>
        new() { Token = Token, Secret = secret, PreviousSecret = previous, PublicAddress = "https://assist.example" };

    public static Wording Say(string text) => new(text, ImmutableSortedDictionary<string, Argument>.Empty);

    /// <summary>An index with these key versions, the same key for the same version every time.</summary>
    public static BlindIndex Index(params string[] versions) => new(new KeyRing(new ProtectionSettings
    {
        KeyEncryptionKeys = { ["1"] = Key(101) },
        IndexKeys = versions.ToDictionary(version => version, version => Key(int.Parse(version, System.Globalization.CultureInfo.InvariantCulture))),
        ChainKey = Key(102),
    }));

    public static HttpRequest Request(byte[] body, string? secret = Secret, string contentType = "application/json")
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "POST";
        context.Request.ContentType = contentType;
        context.Request.Body = new MemoryStream(body);
        if (secret is not null) context.Request.Headers[TelegramInbound.SecretHeader] = secret;
        return context.Request;
    }

    public static HttpRequest Request(string body, string? secret = Secret) => Request(Encoding.UTF8.GetBytes(body), secret);

    public Task<ServerlessAssist.Bots.Received> Read(string body) => Inbound.Read(Request(body), TestContext.Current.CancellationToken);

    public static async Task<(int Status, JsonNode? Body)> Run(IResult result)
    {
        var context = new DefaultHttpContext { RequestServices = NoServices.Instance };
        using var body = new MemoryStream();
        context.Response.Body = body;
        await result.ExecuteAsync(context);
        return (context.Response.StatusCode, body.Length == 0 ? null : JsonNode.Parse(body.ToArray()));
    }

    private static string Key(int seed) => Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)((i * 7) + seed))]);

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) =>
            serviceType == typeof(Microsoft.Extensions.Logging.ILoggerFactory) ? Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance : null;
    }
}

/// <summary>Telegram's end of the wire: keeps what was sent and answers what it is told to, by default with success.</summary>
internal sealed class Wire : HttpMessageHandler
{
    private int _lastMessage = 100;

    public List<(string Method, JsonNode Body)> Sent { get; } = [];

    public Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage?>>? Answer { get; set; }

    public static HttpResponseMessage Json(int status, string body) =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var method = request.RequestUri!.Segments[^1];
        Assert.Equal($"/bot{TelegramFixture.Token}/{method}", request.RequestUri.AbsolutePath);
        Sent.Add((method, request.Content is null ? new JsonObject() : JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken))!));
        if (Answer is not null && await Answer(request, cancellationToken) is { } told) return told;
        return Json(200, method == "sendMessage"
            ? $$$"""{"ok":true,"result":{"message_id":{{{++_lastMessage}}},"date":1772366400,"chat":{"id":5000001,"type":"private"},"text":"x"}}"""
            : """{"ok":true,"result":true}""");
    }
}
