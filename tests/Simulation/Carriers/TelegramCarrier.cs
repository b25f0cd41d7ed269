using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation.Carriers;

/// <summary>Telegram on virtual time: sends, edits, and brings updates of a chat in order, each until it is taken.</summary>
/// <remarks>https://core.telegram.org/bots/api</remarks>
public sealed class TelegramCarrier(World.World world)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Dictionary<string, Queue<(string Name, JsonObject Update)>> _waiting = [];
    private long _update = 500_000_000;
    private int _message = 100;

    public HashSet<string> Chats { get; } = [];

    public HashSet<string> Blocked { get; } = [];

    public void Write(string chat, string text, JsonObject? instead = null)
    {
        Chats.Add(chat);
        var message = new JsonObject { ["message_id"] = ++_message, ["from"] = User(chat), ["chat"] = ChatOf(chat), ["date"] = Unix() };
        if (instead is null) message["text"] = text;
        else foreach (var (name, value) in instead) message[name] = value?.DeepClone();
        Bring(chat, new JsonObject { ["message"] = message }, $"{_message}", text);
    }

    public void Press(string chat, Shown shown, string data)
    {
        var message = new JsonObject { ["message_id"] = int.Parse(shown.Id, CultureInfo.InvariantCulture), ["from"] = Bot(), ["chat"] = ChatOf(chat), ["date"] = shown.At.ToUnixTimeSeconds(), ["text"] = shown.Text };
        Bring(chat, new JsonObject { ["callback_query"] = new JsonObject { ["id"] = $"77{++_message}", ["from"] = User(chat), ["message"] = message, ["chat_instance"] = "-1", ["data"] = data } }, $"77{_message}", data.Split('~')[0]);
    }

    internal CarrierReply Answer(Uri uri, string body, string? ticket)
    {
        var method = uri.Segments[^1];
        return Run(method, body.Length > 0 ? JsonNode.Parse(body)!.AsObject() : [], ticket);
    }

    internal static CarrierReply Error(int code, string description, int? after = null)
    {
        var body = new JsonObject { ["ok"] = false, ["error_code"] = code, ["description"] = description };
        if (after is { } seconds) body["parameters"] = new JsonObject { ["retry_after"] = seconds };
        return new CarrierReply(code, body.ToJsonString());
    }

    private CarrierReply Run(string method, JsonObject asked, string? ticket)
    {
        if (method is "answerCallbackQuery") return Ok(JsonValue.Create(true));
        if (method is not ("sendMessage" or "editMessageText")) return Error(404, "Not Found");
        var chat = asked["chat_id"]?.ToString() ?? "";
        if (Blocked.Contains(chat)) return Error(403, "Forbidden: bot was blocked by the user");
        if (!Chats.Contains(chat)) return Error(400, "Bad Request: chat not found");
        var text = asked["text"]!.ToString();
        var buttons = asked["reply_markup"]?["inline_keyboard"] is JsonArray rows
            ? rows.SelectMany(row => row!.AsArray()).Select(one => new Button(one!["text"]!.ToString(), one["callback_data"]!.ToString())).ToList()
            : [];
        if (ticket is not null) world.Facts.AtCarrier.Add(ticket);
        var edits = method == "editMessageText" ? asked["message_id"]!.ToString() : null;
        var id = edits ?? (++_message).ToString(CultureInfo.InvariantCulture);
        world.Time.In(world.Moment(50, 1_000), () => world.Phone(new Address(ChannelKind.Telegram, chat)).Show(id, text, buttons, ticket, edits));
        return Ok(new JsonObject { ["message_id"] = int.Parse(id, CultureInfo.InvariantCulture), ["from"] = Bot(), ["chat"] = ChatOf(chat), ["date"] = Unix(), ["text"] = text });
    }

    private void Bring(string chat, JsonObject update, string inner, string said)
    {
        var id = _update++;
        var whole = new JsonObject { ["update_id"] = id };
        foreach (var (field, value) in update) whole[field] = value?.DeepClone();
        var name = update.ContainsKey("callback_query") ? $"telegram:press:{inner}" : $"telegram:{id}:{inner}";
        world.Facts.Wrote(name, new Address(ChannelKind.Telegram, chat), said);
        if (!_waiting.TryGetValue(chat, out var line)) _waiting[chat] = line = new();
        line.Enqueue((name, whole));
        if (line.Count == 1) _ = BringAll(chat, line);
    }

    private async Task BringAll(string chat, Queue<(string Name, JsonObject Update)> line)
    {
        while (line.TryPeek(out var next))
        {
            for (var tries = 0; !await Bring(chat, next.Name, next.Update); tries++) await world.Time.Wait(TimeSpan.FromSeconds(1 << Math.Min(tries, 6)));
            line.Dequeue();
        }
    }

    /// <summary>True when it was taken.</summary>
    private async Task<bool> Bring(string chat, string name, JsonObject update)
    {
        var fault = world.Strikes(Where.Webhook, null, () => "a Telegram webhook");
        if (fault == Fault.WebhookLost) return false;
        var ask = new HttpAsk("POST", "/api/telegram", [("Content-Type", "application/json"), ("X-Telegram-Bot-Api-Secret-Token", SandboxSystem.BotSecret)], Encoding.UTF8.GetBytes(update.ToJsonString()));
        world.Facts.Brought(new Address(ChannelKind.Telegram, chat));
        var heard = await world.Ask(ask, Patience);
        if (heard.Reply is not { Status: 200 } reply || fault == Fault.WebhookAnswerLost) return false;
        var method = reply.Text.Length > 2 && reply.ContentType.StartsWith("application/json", StringComparison.Ordinal) ? JsonNode.Parse(reply.Text) as JsonObject : null;
        world.Facts.Answer(name, method?["text"]?.ToString());
        if (method is not null) Run(method["method"]!.ToString(), method, null);
        if (fault == Fault.WebhookTwice) await world.Ask(ask, Patience);
        return true;
    }

    private long Unix() => world.Time.Now.ToUnixTimeSeconds();

    private static CarrierReply Ok(JsonNode result) => new(200, new JsonObject { ["ok"] = true, ["result"] = result }.ToJsonString());

    private static JsonObject Bot() => new() { ["id"] = 4200000, ["is_bot"] = true, ["first_name"] = "Desk" };

    private static JsonObject User(string chat) => new() { ["id"] = long.Parse(chat, CultureInfo.InvariantCulture), ["is_bot"] = false, ["first_name"] = "Somebody" };

    private static JsonObject ChatOf(string chat) => new() { ["id"] = long.Parse(chat, CultureInfo.InvariantCulture), ["first_name"] = "Somebody", ["type"] = "private" };
}
