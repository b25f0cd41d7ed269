using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Sandbox.Carriers;

/// <summary>Telegram's Bot API as far as this house uses it, for one bot: methods, limits and errors of the real one, updates by webhook in order until they are taken.</summary>
/// <remarks>https://core.telegram.org/bots/api</remarks>
public sealed class TelegramStandIn(TimeProvider time, Phones phones, string token) : IDisposable
{
    private readonly Channel<JsonObject> _updates = Channel.CreateUnbounded<JsonObject>();
    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(1) }) { Timeout = TimeSpan.FromSeconds(15) };
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _taken = new();
    private (string Url, string? Secret) _webhook = ("", null);
    private string? _lastError;
    private long _next;

    public Trouble Trouble { get; } = new();

    public Uri? Reach { get; set; }

    /// <summary>Chats that exist: people who have started the bot.</summary>
    public ConcurrentDictionary<string, byte> Chats { get; } = new();

    public ConcurrentDictionary<string, byte> Blocked { get; } = new();

    public Action<string>? Arrived { get; set; }

    /// <summary>Somebody writes to the bot. Ends when the webhook has taken it.</summary>
    public Task Write(string chat, string text)
    {
        Chats[chat] = 0;
        var id = Next();
        phones.Put(new Address(ChannelKind.Telegram, chat), new Bubble(Name(id), true, text, time.GetUtcNow(), "sent", 0, "", [], false, null));
        return Bring(new JsonObject { ["message"] = new JsonObject { ["message_id"] = id, ["from"] = User(chat), ["chat"] = ChatBody(chat), ["date"] = Unix(), ["text"] = text } });
    }

    /// <summary>Somebody changes what was written last. Ends when the webhook has taken it.</summary>
    public Task Edit(string chat, string text)
    {
        var last = phones.On(new Address(ChannelKind.Telegram, chat)).Last(one => one.IsMine);
        phones.Put(new Address(ChannelKind.Telegram, chat), last with { Text = text, Edited = true });
        return Bring(new JsonObject
        {
            ["edited_message"] = new JsonObject
            {
                ["message_id"] = int.Parse(last.Id[1..], CultureInfo.InvariantCulture), ["from"] = User(chat), ["chat"] = ChatBody(chat),
                ["date"] = Unix(), ["edit_date"] = Unix(), ["text"] = text,
            },
        });
    }

    /// <summary>Somebody presses a button under a message.</summary>
    public Task Press(string chat, string bubble, string data)
    {
        var found = phones.On(new Address(ChannelKind.Telegram, chat)).First(one => one.Id == bubble);
        var message = MessageBody(chat, int.Parse(bubble[1..], CultureInfo.InvariantCulture), found.Text, found.At);
        return Bring(new JsonObject
        {
            ["callback_query"] = new JsonObject { ["id"] = Next().ToString(CultureInfo.InvariantCulture) + "0000", ["from"] = User(chat), ["message"] = message, ["chat_instance"] = "-1", ["data"] = data },
        });
    }

    /// <summary>One update to the webhook, with a secret of one's choice.</summary>
    public async Task<HttpResponseMessage> Post(JsonNode update, string? secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Real(_webhook.Url)) { Content = new StringContent(update.ToJsonString(), Encoding.UTF8, "application/json") };
        if (secret is not null) request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret);
        return await _http.SendAsync(request);
    }

    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/bot{given}/{method}", ["GET", "POST"], Answer);
        _ = Task.Run(Pump);
    }

    private async Task<IResult> Answer(HttpRequest request, string given, string method)
    {
        Arrived?.Invoke(method);
        if (Trouble.IsSlow) await Task.Delay(TimeSpan.FromSeconds(8), TimeProvider.System, request.HttpContext.RequestAborted);
        if (Trouble.IsDown) return Error(502, "Bad Gateway");
        if (Trouble.IsTooMany) return Error(429, "Too Many Requests: retry after 3", 3);
        if (given != token) return Error(401, "Unauthorized");
        JsonObject asked;
        try
        {
            asked = request.HasJsonContentType() ? (JsonObject)(await JsonNode.ParseAsync(request.Body))! : new JsonObject((request.HasFormContentType ? await request.ReadFormAsync() : (IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>>)request.Query).Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value.ToString())));
        }
        catch (JsonException)
        {
            return Error(400, "Bad Request: can't parse request JSON object");
        }
        return Run(method, asked);
    }

    private IResult Run(string method, JsonObject asked) => method.ToUpperInvariant() switch
    {
        "GETME" => Ok(new JsonObject { ["id"] = BotId, ["is_bot"] = true, ["first_name"] = "Desk", ["username"] = "desk_sandbox_bot", ["can_join_groups"] = false, ["can_read_all_group_messages"] = false, ["supports_inline_queries"] = false }),
        "SETWEBHOOK" => SetWebhook(asked),
        "DELETEWEBHOOK" => SetWebhook([]),
        "GETWEBHOOKINFO" => Ok(WebhookInfo()),
        "SETMYCOMMANDS" => Ok(JsonValue.Create(true)),
        "SENDMESSAGE" => Send(asked),
        "EDITMESSAGETEXT" => Edit(asked),
        "ANSWERCALLBACKQUERY" => Ok(JsonValue.Create(true)),
        _ => Error(404, "Not Found"),
    };

    private IResult SetWebhook(JsonObject asked)
    {
        var url = Text(asked, "url") ?? "";
        if (url.Length > 0 && !url.StartsWith("https://", StringComparison.Ordinal)) return Error(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook");
        var secret = Text(asked, "secret_token");
        if (secret is not null && !(secret.Length is >= 1 and <= 256 && secret.All(unit => char.IsAsciiLetterOrDigit(unit) || unit is '_' or '-'))) return Error(400, "Bad Request: secret token contains unallowed characters");
        _webhook = (url, secret);
        return Results.Json(new JsonObject { ["ok"] = true, ["result"] = true, ["description"] = url.Length > 0 ? "Webhook was set" : "Webhook was deleted" });
    }

    private JsonObject WebhookInfo()
    {
        var info = new JsonObject { ["url"] = _webhook.Url, ["has_custom_certificate"] = false, ["pending_update_count"] = _updates.Reader.Count, ["max_connections"] = 40 };
        if (_lastError is not null) (info["last_error_date"], info["last_error_message"]) = (Unix(), _lastError);
        return info;
    }

    private IResult Send(JsonObject asked)
    {
        if (Checked(asked) is { } refused) return refused;
        var (chat, id, text) = (ChatOf(asked), Next(), Text(asked, "text")!);
        phones.Put(new Address(ChannelKind.Telegram, chat), new Bubble(Name(id), false, text.Trim(), time.GetUtcNow(), "delivered", 0, "", Buttons(asked), false, null));
        return Ok(MessageBody(chat, id, text.Trim(), time.GetUtcNow()));
    }

    private IResult Edit(JsonObject asked)
    {
        if (Checked(asked) is { } refused) return refused;
        var (chat, text) = (ChatOf(asked), Text(asked, "text")!.Trim());
        var id = asked["message_id"] is { } number && int.TryParse(number.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : 0;
        var phone = new Address(ChannelKind.Telegram, chat);
        if (phones.On(phone).FirstOrDefault(one => one.Id == Name(id) && !one.IsMine) is not { } before) return Error(400, "Bad Request: message to edit not found");
        var buttons = Buttons(asked);
        if (before.Text == text && before.Buttons.SelectMany(row => row).SequenceEqual(buttons.SelectMany(row => row)))
            return Error(400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message");
        phones.Put(phone, before with { Text = text, Buttons = buttons, Edited = true });
        return Ok(MessageBody(chat, id, text, before.At));
    }

    private IResult? Checked(JsonObject asked)
    {
        var chat = ChatOf(asked);
        if (chat.Length == 0) return Error(400, "Bad Request: chat_id is empty");
        if (Text(asked, "text") is not { } text || text.Trim().Length == 0) return Error(400, "Bad Request: message text is empty");
        if (text.Length > 4096) return Error(400, "Bad Request: message is too long");
        if (Blocked.ContainsKey(chat)) return Error(403, "Forbidden: bot was blocked by the user");
        if (!Chats.ContainsKey(chat)) return Error(400, "Bad Request: chat not found");
        return Buttons(asked).SelectMany(row => row).Any(button => Encoding.UTF8.GetByteCount(button.Data) is 0 or > 64) ? Error(400, "Bad Request: BUTTON_DATA_INVALID") : null;
    }

    private async Task Bring(JsonObject update)
    {
        var id = Next() + 500_000_000L;
        var ordered = new JsonObject { ["update_id"] = id };
        foreach (var (name, value) in update) ordered[name] = value?.DeepClone();
        var taken = _taken[id.ToString(CultureInfo.InvariantCulture)] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _updates.Writer.TryWrite(ordered);
        if (Trouble.Duplicates) _updates.Writer.TryWrite((JsonObject)ordered.DeepClone());
        await taken.Task;
    }

    /// <summary>One after the other, each until it is taken, as Telegram does for a chat.</summary>
    private async Task Pump()
    {
        try
        {
            await foreach (var update in _updates.Reader.ReadAllAsync(_ended.Token))
            {
                for (var tries = 0; !await TryBring(update); tries++) await Task.Delay(TimeSpan.FromSeconds(1 << Math.Min(tries, 6)), time, _ended.Token);
                if (_taken.TryRemove(update["update_id"]!.ToString(), out var taken)) taken.TrySetResult();
            }
        }
        catch (OperationCanceledException)
        {
            // The sandbox ends.
        }
    }

    private async Task<bool> TryBring(JsonObject update)
    {
        if (_webhook.Url.Length == 0 || Trouble.WebhookLost) return false;
        try
        {
            using var answer = await Post(update, _webhook.Secret);
            if (!answer.IsSuccessStatusCode)
            {
                _lastError = string.Create(CultureInfo.InvariantCulture, $"Wrong response from the webhook: {(int)answer.StatusCode} {answer.ReasonPhrase}");
                return false;
            }
            if (await answer.Content.ReadAsStringAsync() is { Length: > 2 } body && answer.Content.Headers.ContentType?.MediaType == "application/json" && JsonNode.Parse(body) is JsonObject method && Text(method, "method") is { } name)
                Run(name, method);
            return true;
        }
        catch (Exception lost) when (lost is HttpRequestException or JsonException || (lost is OperationCanceledException && !_ended.IsCancellationRequested))
        {
            _lastError = "Connection failed";
            return false;
        }
    }

    private static List<IReadOnlyList<BubbleButton>> Buttons(JsonObject asked)
    {
        var markup = asked["reply_markup"] is JsonValue text && text.TryGetValue<string>(out var json) ? JsonNode.Parse(json) : asked["reply_markup"];
        return markup?["inline_keyboard"] is not JsonArray rows ? [] : [.. rows.Select(row => (IReadOnlyList<BubbleButton>)[.. row!.AsArray().Select(one => new BubbleButton((string?)one!["text"] ?? "", (string?)one["callback_data"] ?? ""))])];
    }

    private Uri Real(string url) => Reach is { } real ? new UriBuilder(new Uri(url)) { Scheme = real.Scheme, Host = real.Host, Port = real.Port }.Uri : new Uri(url);

    private JsonObject MessageBody(string chat, int id, string text, DateTimeOffset at) => new()
    {
        ["message_id"] = id, ["from"] = new JsonObject { ["id"] = BotId, ["is_bot"] = true, ["first_name"] = "Desk", ["username"] = "desk_sandbox_bot" },
        ["chat"] = ChatBody(chat), ["date"] = at.ToUnixTimeSeconds(), ["text"] = text,
    };

    private long BotId => long.Parse(token.Split(':')[0], CultureInfo.InvariantCulture);

    private int Next() => (int)(Interlocked.Increment(ref _next) + (time.GetUtcNow().ToUnixTimeSeconds() % 1_000_000) * 100);

    private long Unix() => time.GetUtcNow().ToUnixTimeSeconds();

    private static string Name(int id) => string.Create(CultureInfo.InvariantCulture, $"m{id}");

    private static JsonObject User(string chat) => new() { ["id"] = long.Parse(chat, CultureInfo.InvariantCulture), ["is_bot"] = false, ["first_name"] = "Somebody", ["language_code"] = "en" };

    private static JsonObject ChatBody(string chat) => new() { ["id"] = long.Parse(chat, CultureInfo.InvariantCulture), ["first_name"] = "Somebody", ["type"] = "private" };

    private static string ChatOf(JsonObject asked) => asked["chat_id"]?.ToString() ?? "";

    private static string? Text(JsonObject asked, string name) => asked[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static IResult Ok(JsonNode? result) => Results.Json(new JsonObject { ["ok"] = true, ["result"] = result });

    private static IResult Error(int code, string description, int? after = null)
    {
        var body = new JsonObject { ["ok"] = false, ["error_code"] = code, ["description"] = description };
        if (after is { } seconds) body["parameters"] = new JsonObject { ["retry_after"] = seconds };
        return Results.Json(body, statusCode: code);
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
        _http.Dispose();
    }
}
