using System.Globalization;
using System.Text;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation.Hostile;

/// <summary>Updates with the right secret, written by whoever uses the app; and a few without it.</summary>
internal static class TelegramDoor
{
    private static readonly string[] Chats = [Programme.DutyTelegram.Value, Programme.CommitteeTelegram.Value, Programme.NgoTelegram.Value, Programme.SocialTelegram.Value, Programme.OfficerTelegram.Value, Programme.LakeTelegram.Value, Programme.CaseworkerTelegram.Value, Programme.WestTelegram.Value, "700000555", "700000556"];

    private static readonly string[] Contents =
    [
        "\"photo\":[{\"file_id\":\"x\",\"file_unique_id\":\"y\",\"width\":1,\"height\":1}]", "\"document\":{\"file_id\":\"x\",\"file_name\":\"../../x.exe\"}", "\"location\":{\"latitude\":41.9,\"longitude\":1e400}", "\"contact\":{\"phone_number\":\"+355690000012\",\"first_name\":\"x\"}",
        "\"sticker\":{}", "\"voice\":null", "\"poll\":[]", "\"pinned_message\":{\"message_id\":1}", "\"new_chat_title\":\"x\"", "\"entities\":[{\"type\":\"bot_command\",\"offset\":-1,\"length\":99999}]", "\"photo\":0", "\"story\":\"x\"", "\"via_bot\":{}", "\"forward_origin\":{\"type\":\"user\"}",
    ];

    private static readonly string[] OddIds = ["", "x", "../x", "\0", new('1', 64), new('1', 65), "77 77", "\u0667"];

    private static readonly string[] Choices = ["alert take", "alert take ", "chat language en", "chat language sq", "chat language xx", "chat language", "chat language en en", "alert pass", "stop", "/start x", "~", "alert take 0000-0000", "help",
        "int", "int drop 1", "int drop 1 0 P", "int back 1 0 P", "int immediate 1 0 U", "int send 1 1 M", "int send 2 0 M", "int without 1 9 C", "int sq 1 0 L", "int done 1 0 L", "int shelter 1 0 N", "int drop 1 0 X", "int drop -1 0 P", "int drop 99999999999 0 P", "int drop 1 0 P", "int drop 1  0 P drop", "int drop 1 0 PP", "int skip 1 0 T", "int send 1 0 \u0661"];

    private static readonly string?[] OddSecrets = [null, "", "short", SandboxSystem.BotSecret + "0", SandboxSystem.BotSecret[..^1], SandboxSystem.BotSecret.ToUpperInvariant(), " " + SandboxSystem.BotSecret + "\0", "\u0430"];

    public static HostileInput Update(Scene scene, Draw draw)
    {
        var update = 800_000_000L + draw.Fresh % 100_000_000_000;
        var (json, words) = draw.OneIn(3) ? Press(scene, draw, update) : Message(scene, draw, update);
        var body = Encoding.UTF8.GetBytes(json);
        if (draw.OneIn(2)) (body, words) = (HostileJson.Body(draw, new JsonTemplate(body)), null);
        var (secret, mayComeIn) = draw.OneIn(30) ? (draw.Of(OddSecrets), false) : (SandboxSystem.BotSecret, true);
        List<(string, string)> headers = [("Content-Type", "application/json")];
        if (secret is not null) headers.Add(("X-Telegram-Bot-Api-Secret-Token", secret));
        return new HostileInput("ReceiveTelegram", new HttpAsk("POST", "/api/telegram", headers, body), mayComeIn, mayComeIn ? words : null);
    }

    private static (string Json, HostileWords? Words) Message(Scene scene, Draw draw, long update)
    {
        var chat = draw.Of(Chats);
        var from = new Address(ChannelKind.Telegram, chat);
        var text = HostileWish.Any(scene, draw, from, 10_000);
        var said = Encoding.UTF8.GetString(HostileJson.Text(draw, text));
        var isBroken = text.Any(char.IsSurrogate);
        var content = draw.Next(8) switch { < 5 => $"\"text\":{said}", 5 => $"{draw.Of(Contents)},\"caption\":{said}", 6 => draw.Of(Contents), _ => $"\"text\":{said},{draw.Of(Contents)}" };
        if (draw.OneIn(8)) content += $",\"reply_to_message\":{draw.Of(["null", "{}", "7", "{\"text\":7}"])}";
        else if (draw.OneIn(6)) content += string.Create(CultureInfo.InvariantCulture, $$""","reply_to_message":{"message_id":7,"from":{"id":1,"is_bot":true,"first_name":"x"},"chat":{"id":{{chat}},"type":"private"},"date":1772438400,"text":"{{draw.Of(scene.References)}} x"}""");
        var json = string.Create(CultureInfo.InvariantCulture, $$"""{"update_id":{{update}},"{{(draw.OneIn(30) ? "edited_message" : "message")}}":{"message_id":{{draw.Next(int.MaxValue)}},"from":{{User(draw, chat)}},"chat":{"id":{{chat}},"type":"{{(draw.OneIn(30) ? "group" : "private")}}"},"date":1772438400,{{content}} } }""");
        return (json, isBroken || json.Contains("edited_message", StringComparison.Ordinal) || !content.StartsWith("\"text\"", StringComparison.Ordinal) ? null : new HostileWords(string.Create(CultureInfo.InvariantCulture, $"telegram:{update}"), from, text));
    }

    private static (string Json, HostileWords? Words) Press(Scene scene, Draw draw, long update)
    {
        var (chat, message, data) = draw.Of(scene.Buttons);
        HostileWords? words = null;
        switch (draw.Next(10))
        {
            case < 4:
                words = new HostileWords(string.Create(CultureInfo.InvariantCulture, $"telegram:{update}"), new Address(ChannelKind.Telegram, chat), data.Split('~')[0]);
                break;
            case 4:
                chat = draw.Of(Chats);
                break;
            case 5 or 6:
                data = HostileText.Mutated(draw, data);
                break;
            case 7:
                data = HostileText.Any(draw, 3000);
                break;
            default:
                chat = draw.Of(Chats);
                data = scene.Seal.Seal(long.Parse(chat, CultureInfo.InvariantCulture), draw.Next(3) switch
                {
                    0 => $"alert take {HostileWish.Code(scene, draw, new Address(ChannelKind.Telegram, chat))[..9]}",
                    1 => HostileWish.Press(scene, draw),
                    _ => draw.Of(Choices),
                });
                break;
        }
        var id = draw.OneIn(12) ? draw.Of(OddIds) : string.Create(CultureInfo.InvariantCulture, $"77{draw.Fresh}");
        if (draw.OneIn(10)) message = draw.Of(["0", "-1", "2147483647", "1"]);
        var isPlain = id.Length is > 2 and < 20 && !id.Contains(' ', StringComparison.Ordinal);
        var json = string.Create(CultureInfo.InvariantCulture,
            $$"""{"update_id":{{update}},"callback_query":{"id":{{Encoding.UTF8.GetString(HostileJson.Text(draw, id))}},"from":{{User(draw, chat)}},"message":{"message_id":{{message}},"chat":{"id":{{chat}},"type":"private"},"date":{{draw.Next(2)}},"text":"x"},"chat_instance":"-1","data":{{Encoding.UTF8.GetString(HostileJson.Text(draw, data))}} } }""");
        return (json, isPlain ? words is null ? null : words with { Id = $"telegram:press:{id}" } : null);
    }

    private static string User(Draw draw, string chat) => draw.Next(40) switch
    {
        0 => "{\"id\":700000099,\"is_bot\":false,\"first_name\":\"x\"}",
        1 => $"{{\"id\":{chat},\"is_bot\":true,\"first_name\":\"x\"}}",
        2 => "null",
        _ => $"{{\"id\":{chat},\"is_bot\":false,\"first_name\":\"x\",\"language_code\":\"\\u202e\"}}",
    };
}
