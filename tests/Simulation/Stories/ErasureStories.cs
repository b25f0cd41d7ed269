using System.Text;
using System.Text.Json;
using ServerlessAssist.Functions.Privacy.Erasing;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation.World;
using static ServerlessAssist.Simulation.Stories.Programme;

namespace ServerlessAssist.Simulation.Stories;

/// <summary>A person is assisted until it is closed; then she wants to be forgotten. A second person agrees on her phone. Afterwards somebody presses an old button.</summary>
public sealed class APersonIsErased : Story
{
    /// <summary>A second administrator, who has buttons.</summary>
    public static readonly Address BesaTelegram = new(ChannelKind.Telegram, "700000039");

    private Erasing? _erasing;

    public override Task Prepare(Programme programme) => Prepared(programme);

    public override async Task Play(Programme programme)
    {
        Assisted(programme);
        var old = Erasing.OldAlerts(programme);
        var reference = await programme.Refer("immediate");
        await programme.World.Time.Wait(Minutes(25));
        _erasing = new Erasing(programme, reference);
        if (!await _erasing.Begin()) return;
        await programme.World.Time.Wait(Minutes(3));
        old();
        await programme.World.Time.Wait(Minutes(70));
        old();
    }

    public override IEnumerable<string> Promises(Programme programme)
    {
        if (_erasing is not { IsBegun: true }) yield break;
        if (!programme.World.Facts.Each<Erasure>().Any(one => one.State.Ended is not null)) yield return "It did not come to its end.";
        if (programme.World.Facts.Each<Referral>().Any(one => one.State.Reference == _erasing.Reference)) yield return "She is there again.";
    }

    /// <summary>The demo's people, and a second administrator.</summary>
    public static Task Prepared(Programme programme)
    {
        programme.World.Telegram.Chats.Add(BesaTelegram.Value);
        programme.Presses(BesaTelegram, "staff approval-yes ", Minutes(1));
        return programme.Load(Encoding.UTF8.GetBytes(DemoPeople().GetRawText().Replace("""{ "id": "operations",""",
            """{ "id": "operations-2", "role": "administrator", "organisation": "mission-al", "regions": [], "language": "en", "channels": [{ "kind": "telegram", "address": "700000039" }] }, { "id": "operations",""", StringComparison.Ordinal)));
    }

    /// <summary>From the alert to the end: a place is held, and free again.</summary>
    public static void Assisted(Programme programme)
    {
        // So late that the backup was texted, too.
        programme.FindsAPlace(DutyTelegram, after: 12);
        programme.Takes(AuthoritySms, Minutes(2));
        programme.Presses(LakeTelegram, "alert take ", Minutes(3));
        programme.On(DutyTelegram, shown => shown.Text.Contains("has it", StringComparison.Ordinal), shown => HandedOverToAnotherCountry.Press(programme, DutyTelegram, shown, "ref show "));
        programme.On(DutyTelegram, shown => shown.Buttons.Any(button => button.Data.StartsWith("ref close ", StringComparison.Ordinal)) && shown.Text.Contains("a place is found", StringComparison.Ordinal), shown => HandedOverToAnotherCountry.Press(programme, DutyTelegram, shown, "ref close "));
        programme.On(DutyTelegram, shown => shown.Text.Contains("why is it closed", StringComparison.Ordinal), shown => HandedOverToAnotherCountry.Press(programme, DutyTelegram, shown, "ref close "));
    }
}

/// <summary>An operator who erases somebody, and asks again whenever no answer comes.</summary>
public sealed class Erasing(Programme programme, string reference)
{
    private const int Most = 12;

    public string Reference => reference;

    public bool IsBegun { get; private set; }

    /// <returns>False: it is never closed, or nobody agrees.</returns>
    public async Task<bool> Begin()
    {
        for (var tries = 0; tries < Most; tries++)
        {
            var asked = await Ask(null);
            if (asked.Status == 202)
            {
                var answer = JsonDocument.Parse(asked.Text).RootElement;
                if (answer.TryGetProperty("erasure", out _)) return IsBegun = true;
                var approval = answer.GetProperty("approval").GetString();
                for (var waits = 0; waits < Most; waits++)
                {
                    await programme.World.Time.Wait(TimeSpan.FromMinutes(2));
                    if ((await Ask(approval)).Status == 202) return IsBegun = true;
                }
                return false;
            }
            await programme.World.Time.Wait(TimeSpan.FromMinutes(5));
        }
        return false;
    }

    public async Task<HttpReply> Ask(string? approval, string query = "")
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(approval is null ? new Dictionary<string, string> { ["reference"] = reference } : new() { ["reference"] = reference, ["approval"] = approval });
        while (true)
        {
            var heard = await programme.World.Ask(new HttpAsk("POST", $"/api/operations/persons/erasures{query}", [("x-functions-key", SandboxSystem.MasterKey), ("X-Operator", "mira"), ("Content-Type", "application/json")], body), TimeSpan.FromSeconds(30));
            if (heard.Reply is { Status: < 500 } reply) return reply;
            await programme.World.Time.Wait(TimeSpan.FromSeconds(3));
        }
    }

    /// <summary>Everybody who ever gets an alert can act on it again, long after.</summary>
    public static Action OldAlerts(Programme programme)
    {
        var alerts = new List<(Address Phone, Carriers.Shown Shown)>();
        foreach (var phone in new[] { DutyTelegram, BackupSms, AuthoritySms, LakeTelegram })
            programme.On(phone, shown => IsAlert(shown) || IsOffer(shown), shown =>
            {
                alerts.Add((phone, shown));
                return Task.CompletedTask;
            });
        return () =>
        {
            foreach (var (phone, shown) in alerts) programme.Take(phone, shown);
        };
    }
}
