using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation.Carriers;
using ServerlessAssist.Simulation.World;
using IntakeButton = ServerlessAssist.Functions.Referrals.Intake.IntakeButton;

namespace ServerlessAssist.Simulation.Stories;

/// <summary>The demo programme: its people with their phones, and what they can do. Everything goes through the front door.</summary>
public sealed partial class Programme(World.World world)
{
    /// <summary>What stands in a referral and on no screen.</summary>
    public static readonly string[] Secrets = ["Markera", "marker-contact", "Morina", "+355", "trafficking", "victim"];

    /// <summary>They refer from a point: its name stands on what they choose from, and on nobody else's screen.</summary>
    public static readonly string[] Points = ["Morina", "Qafe Prush", "Kakavija"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly byte[] DemoFile = File.ReadAllBytes(Path.Combine(SandboxFolder.Path, "demo", "people.json"));

    public static readonly Address DutyTelegram = new(ChannelKind.Telegram, "700000011"), DutySms = new(ChannelKind.Sms, "+355690000011"), BackupSms = new(ChannelKind.Sms, "+355690000012"),
        CommitteeTelegram = new(ChannelKind.Telegram, "700000013"), AuthoritySms = new(ChannelKind.Sms, "+355690000014"), SouthSms = new(ChannelKind.Sms, "+355690000015"),
        NgoTelegram = new(ChannelKind.Telegram, "700000016"), CaseworkerTelegram = new(ChannelKind.Telegram, "700000024"), WestTelegram = new(ChannelKind.Telegram, "700000025"), WestAuthoritySms = new(ChannelKind.Sms, "+355690000026"), LakeTelegram = new(ChannelKind.Telegram, "700000021"), HillSms = new(ChannelKind.Sms, "+355690000022"), OperationsSms = new(ChannelKind.Sms, "+355690000019"), SocialTelegram = new(ChannelKind.Telegram, "700000031"), OfficerTelegram = new(ChannelKind.Telegram, "700000032"), SocialSms = new(ChannelKind.Sms, "+355690000033"), StrangerSms = new(ChannelKind.Sms, "+355690000099");

    /// <summary>Keys of organisations' systems.</summary>
    public const string Ngo = "ngo-kukes-demo-key", Mission = "mission-al-demo-key", HotlineKey = "hotline-al-demo-key";

    private int _keys;

    public World.World World => world;

    /// <summary>Takes the people file in.</summary>
    /// <param name="file">Null: the demo's.</param>
    public async Task Load(byte[]? file = null)
    {
        foreach (var chat in new[] { DutyTelegram, CommitteeTelegram, LakeTelegram, WestTelegram, SocialTelegram, OfficerTelegram, CaseworkerTelegram }) world.Telegram.Chats.Add(chat.Value);
        while (true)
        {
            var heard = await world.Ask(new HttpAsk("PUT", "/api/operations/people", [("x-functions-key", SandboxSystem.MasterKey), ("X-Operator", "operations"), ("Content-Type", "application/json")], file ?? DemoFile), Patience);
            if (heard.Reply is { Status: 200 }) return;
            if (heard.Reply is { Status: >= 400 and < 500 } refused) throw new InvalidOperationException(refused.Text);
            await world.Time.Wait(TimeSpan.FromSeconds(3));
        }
    }

    /// <summary>Whoever runs the house puts back what was given up, some minutes after being told.</summary>
    public void Operate() => world.Phone(OperationsSms).Owner = shown =>
    {
        if (Given().Match(shown.Text) is { Success: true } given) _ = PutBack(given.Groups[1].Value);
    };

    private async Task PutBack(string queue)
    {
        await world.Time.Wait(TimeSpan.FromMinutes(10));
        while ((await world.Ask(new HttpAsk("POST", $"/api/operations/poison/{queue}", [("x-functions-key", SandboxSystem.MasterKey), ("X-Operator", "operations")], []), Patience)).Reply is not { Status: 200 })
            await world.Time.Wait(TimeSpan.FromMinutes(1));
    }

    public static JsonElement DemoPeople() => JsonDocument.Parse(DemoFile).RootElement;

    /// <summary>An NGO's system refers somebody, and sends the same again until it is told that it was taken in.</summary>
    /// <returns>The reference.</returns>
    public async Task<string> Refer(string urgency = "urgent", string region = "al-north", string age = "adult", string? key = null, string system = Ngo)
    {
        key ??= string.Create(CultureInfo.InvariantCulture, $"referral-{++_keys:D6}");
        while (true)
        {
            var heard = await TryRefer(key, Body(urgency, region, age), system);
            if (heard.Reply is { Status: 200 or 201 } reply)
            {
                var reference = JsonDocument.Parse(reply.Text).RootElement.GetProperty("reference").GetString()!;
                world.Facts.Referrals.Add(new TakenIn(key, reference, reply.Status));
                return reference;
            }
            await world.Time.Wait(TimeSpan.FromSeconds(2) + world.Moment(0, 4_000));
        }
    }

    public Task<Heard> TryRefer(string key, byte[] body, string system = Ngo) => world.Ask(
        new HttpAsk("POST", "/api/v1/referrals", [("x-functions-key", SandboxSystem.FunctionKey), ("X-Api-Key", system), ("Idempotency-Key", key), ("Content-Type", "application/json")], body), Patience);

    /// <summary>An organisation's system calls the API until it is answered.</summary>
    public async Task<HttpReply> Call(string method, string path, string system, string? body = null)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"call-{++_keys:D6}");
        while (true)
        {
            var heard = await world.Ask(new HttpAsk(method, $"/api/v1/{path}", [("x-functions-key", SandboxSystem.FunctionKey), ("X-Api-Key", system), ("Idempotency-Key", key), .. body is null ? [] : new[] { ("Content-Type", "application/json") }], Encoding.UTF8.GetBytes(body ?? "")), Patience);
            if (heard.Reply is { Status: not 503 } reply) return reply;
            await world.Time.Wait(TimeSpan.FromSeconds(5));
        }
    }

    public static byte[] Body(string urgency, string region, string age) => Encoding.UTF8.GetBytes(
        $$"""{"region":"{{region}}","point":"{{(region == "al-north" ? "Morina" : "Kakavija")}}","origin":"XK","urgency":"{{urgency}}","age":"{{age}}","sex":"female","languages":["sq"],"needs":["shelter","medical"],"consent":{"referral":true,"override":null},"contact":"Ask for the marker-contact at the front desk","name":"Markera Markerova"}""");

    /// <summary>What somebody does about each alert on a phone.</summary>
    /// <param name="act">Given the alert and how many there were before.</param>
    public void When(Address phone, Func<Shown, int, Task> act)
    {
        var seen = 0;
        world.Phone(phone).Owner = shown =>
        {
            if (IsAlert(shown)) _ = act(shown, seen++);
        };
    }

    /// <summary>What somebody does when something like this stands on a phone, beside all else.</summary>
    public void On(Address phone, Func<Shown, bool> sees, Func<Shown, Task> act)
    {
        var owner = world.Phone(phone).Owner;
        world.Phone(phone).Owner = shown =>
        {
            owner?.Invoke(shown);
            if (sees(shown)) _ = act(shown);
        };
    }

    /// <summary>Presses the button whose data begins so, after a while, wherever it shows itself; as often as it does, or the first time alone.</summary>
    public void Presses(Address phone, string begin, TimeSpan after, int most = int.MaxValue)
    {
        var times = 0;
        On(phone, shown => shown.Buttons.Any(button => button.Data.StartsWith(begin, StringComparison.Ordinal)), async shown =>
        {
            if (times++ >= most) return;
            await world.Time.Wait(after);
            world.Telegram.Press(phone.Value, shown, shown.Buttons.First(button => button.Data.StartsWith(begin, StringComparison.Ordinal)).Data);
        });
    }

    /// <summary>A coordinator who takes what comes and asks providers for it.</summary>
    public void FindsAPlace(Address phone, string need = "shelter", int after = 2)
    {
        Takes(phone, TimeSpan.FromMinutes(after));
        On(phone, shown => shown.Text.Contains("is yours", StringComparison.Ordinal), shown => Press(phone, shown, "ref show "));
        On(phone, shown => shown.Ticket is null && shown.Buttons.Any(button => button.Data.StartsWith("ref assign ", StringComparison.Ordinal) && button.Data.Split('~')[0].Split(' ').Length == 3) && shown.Text.Contains(": taken", StringComparison.Ordinal), shown => Press(phone, shown, "ref assign "));
        On(phone, shown => shown.Buttons.Any(button => button.Data.Split('~')[0].EndsWith($" {need}", StringComparison.Ordinal)), async shown =>
        {
            await world.Time.Wait(TimeSpan.FromSeconds(20));
            world.Telegram.Press(phone.Value, shown, shown.Buttons.First(button => button.Data.Split('~')[0].EndsWith($" {need}", StringComparison.Ordinal)).Data);
        });
        On(phone, shown => shown.Buttons.Any(button => button.Data.StartsWith("ref ask ", StringComparison.Ordinal)), shown => Press(phone, shown, "ref ask "));
    }

    private async Task Press(Address phone, Shown shown, string begin)
    {
        await world.Time.Wait(TimeSpan.FromSeconds(20));
        if (shown.Buttons.FirstOrDefault(button => button.Data.StartsWith(begin, StringComparison.Ordinal)) is { } button) world.Telegram.Press(phone.Value, shown, button.Data);
    }

    /// <summary>Somebody refers by buttons: begins, and presses these one after the other, each when it shows itself.</summary>
    /// <param name="values">As <see cref="IntakeButton"/> has them.</param>
    public void RefersByButtons(Address phone, TimeSpan after, params string[] values)
    {
        var at = 0;
        On(phone, shown => shown.Ticket is null, async shown =>
        {
            if (at >= values.Length || ButtonOf(shown, values[at]) is not { } button) return;
            at++;
            await world.Time.Wait(after);
            world.Telegram.Press(phone.Value, shown, button.Data);
        });
        Text(phone, "/refer");
    }

    /// <summary>A button of the intake with this value; null: there is none.</summary>
    public static Button? ButtonOf(Shown shown, string value) => shown.Buttons.FirstOrDefault(button => ButtonPress.Parse(button.Data.Split('~')[0]) is { } press && IntakeButton.Of(press)?.Value == value);

    /// <summary>How a button says that it is at this point of the north.</summary>
    public static string PlaceOf(string point) => new IntakeScope("al-north", point, System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty, [], false).Key;

    /// <summary>Whether somebody who chooses a point has this phone.</summary>
    public static bool ChoosesPoints(Address phone) => phone == SocialTelegram || phone == OfficerTelegram || phone == SocialSms;

    public static bool IsOffer(Shown shown) => shown.Purpose == MessagePurpose.Offer && Code().IsMatch(shown.Text);

    /// <summary>Takes every alert that arrives, after a while.</summary>
    public void Takes(Address phone, TimeSpan after) => When(phone, async (alert, _) =>
    {
        await world.Time.Wait(after);
        Take(phone, alert);
    });

    public void PassesOn(Address phone, TimeSpan after) => When(phone, async (alert, _) =>
    {
        await world.Time.Wait(after);
        PassOn(phone, alert);
    });

    public void Take(Address phone, Shown alert)
    {
        if (phone.Channel == ChannelKind.Telegram) world.Telegram.Press(phone.Value, alert, alert.Buttons[0].Data);
        else Say(phone, alert, Speech.Take(CodeIn(alert)));
    }

    public void PassOn(Address phone, Shown alert)
    {
        if (phone.Channel == ChannelKind.Telegram) world.Telegram.Press(phone.Value, alert, alert.Buttons[1].Data);
        else Say(phone, alert, Speech.PassOn(CodeIn(alert)));
    }

    private void Say(Address phone, Shown alert, string text)
    {
        if (Speech.Before(CodeIn(alert), alert.Text) is { } before) Text(phone, before);
        Text(phone, text);
    }

    public void Text(Address from, string text)
    {
        if (from.Channel == ChannelKind.Telegram) world.Telegram.Write(from.Value, text);
        else _ = world.Sms.Receive(from.Value, text);
    }

    public static bool IsAlert(Shown shown) => shown.Purpose == MessagePurpose.Alert && Code().IsMatch(shown.Text);

    public static string CodeIn(Shown alert) => Code().Match(alert.Text).Value;

    [GeneratedRegex(@"^Queue ([\w-]+): [\d,]+ messages failed")]
    private static partial Regex Given();

    [GeneratedRegex(@"(?<![\w-])[A-Z][0-9A-Z]{4}-[0-9]{4}\b")]
    private static partial Regex Code();
}
