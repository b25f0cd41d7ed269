using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation.World;
using static ServerlessAssist.Simulation.Stories.Programme;

namespace ServerlessAssist.Simulation.Stories;

/// <summary>Somebody is invited from a phone, joins by SMS, is enrolled again on another phone when hers is lost, and leaves; the lost phone is nobody from then on.</summary>
public sealed partial class SomebodyJoinsLosesHerPhoneAndLeaves : Story
{
    private static readonly Address AdminChat = new(ChannelKind.Telegram, "700000031"), Number = new(ChannelKind.Sms, "+355690000032"), Chat = new(ChannelKind.Telegram, "700000033"), Thief = new(ChannelKind.Telegram, "700000034");

    public override TimeSpan Settles => TimeSpan.FromHours(8);

    public override async Task Play(Programme programme)
    {
        var codes = new List<string>();
        programme.On(Number, shown => Digits().IsMatch(shown.Text), async shown =>
        {
            await programme.World.Time.Wait(TimeSpan.FromSeconds(40));
            programme.Text(Number, Digits().Match(shown.Text).Value);
        });
        programme.On(Number, shown => shown.Text.StartsWith("Hello", StringComparison.Ordinal), async _ =>
        {
            await programme.World.Time.Wait(Minutes(2));
            programme.Text(AdminChat, "/reenrol North 9");
        });
        programme.On(AdminChat, shown => Code().IsMatch(shown.Text), async shown =>
        {
            var code = Code().Match(shown.Text).Value;
            if (codes.Contains(code)) return;
            codes.Add(code);
            await programme.World.Time.Wait(TimeSpan.FromSeconds(30));
            if (codes.Count == 1) programme.Text(Number, code.ToLowerInvariant());
            else programme.Text(Chat, $"/start {code.Replace("-", "", StringComparison.Ordinal)}");
        });
        programme.On(Chat, shown => shown.Text.StartsWith("Hello", StringComparison.Ordinal), async _ =>
        {
            programme.Text(Thief, codes[^1]);
            programme.Text(Number, "/rota");
            await programme.World.Time.Wait(Minutes(3));
            programme.Text(AdminChat, "/leave North 9");
        });
        programme.On(AdminChat, shown => shown.Text.StartsWith("Hello", StringComparison.Ordinal), async _ =>
        {
            await programme.World.Time.Wait(TimeSpan.FromSeconds(20));
            programme.Text(AdminChat, "/invite North 9 regional-coordinator sq al-north mission-al");
        });
        programme.Text(AdminChat, $"/start {await FirstCode(programme)}");
    }

    public override IEnumerable<string> Promises(Programme programme)
    {
        var people = programme.World.Facts.Directory;
        if (people.Invited.Values.Any(one => one.CallName == "North 9")) yield return "North 9 is still there.";
        foreach (var phone in new[] { Number, Chat, Thief })
            if (people.Find(phone) is not null) yield return "A phone that was cut, or never joined, is somebody.";
    }

    /// <summary>An operator makes an administrator, and asks again until there is an answer.</summary>
    private static async Task<string> FirstCode(Programme programme)
    {
        var body = Encoding.UTF8.GetBytes("""{"role":"administrator","organisation":"mission-al","language":"en","callName":"Operations 2"}""");
        while (true)
        {
            var heard = await programme.World.Ask(new HttpAsk("POST", "/api/operations/invitations", [("x-functions-key", SandboxSystem.MasterKey), ("X-Operator", "ana"), ("Content-Type", "application/json")], body), TimeSpan.FromSeconds(30));
            if (heard.Reply is { Status: 201 } reply) return JsonDocument.Parse(reply.Text).RootElement.GetProperty("code").GetString()!.Replace("-", "", StringComparison.Ordinal);
            if (heard.Reply is { Status: >= 400 and < 500 } refused) throw new InvalidOperationException(refused.Text);
            await programme.World.Time.Wait(TimeSpan.FromSeconds(3));
        }
    }

    [GeneratedRegex(@"\b[0-9]{6}\b")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\b[2-9A-Z]{5}-[2-9A-Z]{5}\b")]
    private static partial Regex Code();
}

/// <summary>The committee takes over today's duty: who has it is asked, agrees, and the next alert goes to the committee first.</summary>
public sealed class DutyIsSwapped : Story
{
    public override int Processes => 2;

    public override async Task Play(Programme programme)
    {
        programme.Presses(DutyTelegram, "staff swap-yes ", Minutes(1), most: 1);
        programme.Takes(CommitteeTelegram, Minutes(2));
        programme.Takes(BackupSms, Minutes(2));
        programme.Takes(AuthoritySms, Minutes(2));
        var agreed = new TaskCompletionSource();
        programme.On(CommitteeTelegram, _ => programme.World.Facts.Directory.Swaps.Any(swap => swap.Is == Functions.People.SwapState.Agreed), _ =>
        {
            agreed.TrySetResult();
            return Task.CompletedTask;
        });
        programme.Text(CommitteeTelegram, "Unë e marr sot");
        await agreed.Task;
        await programme.World.Time.Wait(Minutes(1));
        await programme.Refer("immediate");
    }

    public override IEnumerable<string> Promises(Programme programme) =>
        programme.World.Facts.Each<Referral>().Where(one => one.State.Alerts[0].To.Value != "north-committee").Select(one => $"{one.State.Reference} went to {one.State.Alerts[0].To.Value} first.");
}

/// <summary>Whoever is on duty is away: the backup is alerted at once.</summary>
public sealed class OnDutyIsAway : Story
{
    public override async Task Play(Programme programme)
    {
        var away = new TaskCompletionSource();
        programme.On(DutyTelegram, shown => shown.Text.Contains("away until", StringComparison.Ordinal), _ =>
        {
            away.TrySetResult();
            return Task.CompletedTask;
        });
        programme.Text(DutyTelegram, "/quiet 22-7");
        programme.Text(DutyTelegram, "/away 3 days");
        await away.Task;
        programme.Takes(BackupSms, Minutes(2));
        programme.Takes(AuthoritySms, Minutes(2));
        await programme.World.Time.Wait(Minutes(1));
        await programme.Refer("immediate");
    }

    public override IEnumerable<string> Promises(Programme programme)
    {
        foreach (var (_, referral) in programme.World.Facts.Each<Referral>().Where(one => one.State.Alerts[0].To.Value != "north-backup")) yield return $"{referral.Reference} went to {referral.Alerts[0].To.Value} first.";
    }
}

/// <summary>A people file names another authority: it is in force once a second operator has agreed, and not before.</summary>
public sealed class TheTopChangesWithASecondPerson : Story
{
    public override async Task Play(Programme programme)
    {
        var file = Encoding.UTF8.GetBytes(DemoPeople().GetRawText().Replace("\"authority\": [\"authority\"]", "\"authority\": [\"north-duty\"]", StringComparison.Ordinal));
        var answer = await Ask(programme, "PUT", "people", file, ("X-Operator", "ana"));
        if (answer.Status != 202) throw new InvalidOperationException(answer.Text);
        var id = JsonDocument.Parse(answer.Text).RootElement.GetProperty("pending").GetString();
        var own = await Ask(programme, "POST", $"approvals/{id}", Encoding.UTF8.GetBytes("""{"operator":"ana"}"""));
        if (own.Status != 403) throw new InvalidOperationException(own.Text);
        // Asked again because no answer came, it is over.
        var second = await Ask(programme, "POST", $"approvals/{id}", Encoding.UTF8.GetBytes("""{"operator":"besa"}"""));
        if (second.Status is not (200 or 409)) throw new InvalidOperationException(second.Text);
    }

    public override IEnumerable<string> Promises(Programme programme)
    {
        if (programme.World.Facts.Directory.Region("al-north")?.Authority is not [{ Value: "north-duty" }]) yield return "The top did not change.";
    }

    private static async Task<HttpReply> Ask(Programme programme, string method, string route, byte[] body, params (string, string)[] more)
    {
        while (true)
        {
            var heard = await programme.World.Ask(new HttpAsk(method, $"/api/operations/{route}", [("x-functions-key", SandboxSystem.MasterKey), ("Content-Type", "application/json"), .. more], body), TimeSpan.FromSeconds(30));
            if (heard.Reply is { Status: < 500 } reply) return reply;
            await programme.World.Time.Wait(TimeSpan.FromSeconds(3));
        }
    }
}

/// <summary>She has one referral, accompanied by a caseworker; both leave the people file: it goes to whoever is on duty now.</summary>
public sealed class TheWorkOfWhoeverLeavesGoesOn : Story
{
    public override async Task Play(Programme programme)
    {
        programme.FindsAPlace(DutyTelegram);
        programme.Presses(LakeTelegram, "alert take ", Minutes(1));
        programme.Takes(BackupSms, Minutes(2));
        programme.Takes(AuthoritySms, Minutes(2));
        await programme.Refer();
        await programme.World.Time.Wait(Minutes(15));
        await programme.Load(Encoding.UTF8.GetBytes(DemoPeople().GetRawText().Replace("\"staff\": \"north-duty\"", "\"staff\": \"north-backup\"", StringComparison.Ordinal)
            .Replace("\"id\": \"north-duty\"", "\"id\": \"north-new\"", StringComparison.Ordinal).Replace("\"backup\": [\"north-duty\"]", "\"backup\": [\"north-new\"]", StringComparison.Ordinal)
            .Replace("700000011", "700000911", StringComparison.Ordinal).Replace("+355690000011", "+355690000911", StringComparison.Ordinal).Replace("\"backup\": [\"north-backup\"]", "\"backup\": []", StringComparison.Ordinal)));
    }

    public override IEnumerable<string> Promises(Programme programme) =>
        programme.World.Facts.Each<Referral>().Where(one => one.State.TakenBy?.Value == "north-duty").Select(one => $"{one.State.Reference} is still with somebody who has left.");
}
