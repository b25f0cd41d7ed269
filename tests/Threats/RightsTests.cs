using System.Text;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Tests.Threats;

/// <summary>Who may do what, from the front door to what stands in the end.</summary>
public sealed class RightsTests
{
    /// <summary>Of the north: on duty and of both regions, backup, committee, authority; of the south alone; those who refer, of the own and of another organisation; an administrator; somebody who has left; nobody.</summary>
    private static readonly (string Who, Address From, bool MayTake)[] People =
    [
        ("north-duty", Programme.DutySms, true), ("north-duty", Programme.DutyTelegram, true), ("north-backup", Programme.BackupSms, true), ("north-committee", Programme.CommitteeTelegram, true), ("authority", Programme.AuthoritySms, true),
        ("south-duty", Programme.SouthSms, false), ("kukes-reporter", Programme.NgoTelegram, false), ("vlore-reporter", new(ChannelKind.Sms, "+355690000017"), false), ("operations", Programme.OperationsSms, false),
        ("left-long-ago", new(ChannelKind.Sms, "+355690000077"), false), ("left-long-ago", new(ChannelKind.Telegram, "700000077"), false),
    ];

    private static readonly string[] Commands = ["", "pass "];
    private static readonly bool[] Both = [true, false];

    [Fact]
    public void Each_role_from_each_place_can_take_pass_on_and_give_back_what_the_table_says_and_nothing_else() => Stage.Play(async stage =>
    {
        await stage.Ask(Stage.Update(Stage.Message(1, Programme.NgoTelegram.Value, "\"text\":\"/start demo-invite-kukes-00000001\"")));
        var update = 100;
        foreach (var (who, from, may) in People)
            foreach (var (command, own) in from command in Commands from own in Both select (command, own))
            {
                var reference = await stage.Programme.Refer("immediate");
                var before = stage.Referral(reference).State;
                // The right code of oneself, or of somebody who has the right: a code is worth nothing in another hand.
                var code = Stage.CodeFor(before, new PersonId(own ? who : who == "north-committee" ? "north-backup" : "north-committee"));
                await Say(from, $"{command}{code}");
                var after = stage.Referral(reference).State;
                var told = $"{who} by {from.Channel}: {command}{(own ? "own" : "another's")} code";
                Assert.True(after.TakenBy is null == !(may && own && command.Length == 0), told);
                if (command.Length > 0 && !(may && own)) Assert.True(Statuses(before).SequenceEqual(Statuses(after)), told);
                if (after.TakenBy is null) continue;
                // What she has, nobody else gives back.
                foreach (var (other, phone, _) in People.Where(one => one.Who != who)) await Say(phone, $"pass {Stage.CodeFor(after, new PersonId(other))}");
                Assert.Equal(who, stage.Referral(reference).State.TakenBy?.Value);
                await Say(from, $"pass {code}");
                Assert.Null(stage.Referral(reference).State.TakenBy);
            }

        Task<HttpReply> Say(Address from, string text) => stage.Ask(from.Channel == ChannelKind.Sms ? stage.Sms(from.Value, text) : Stage.Update(Stage.Message(++update, from.Value, $"\"text\":\"{text}\"")));
        static IEnumerable<AlertStatus> Statuses(Referral referral) => referral.Alerts.Select(one => one.Status == AlertStatus.Delivered ? AlertStatus.Sent : one.Status);
    });

    [Fact]
    public void An_organisation_reads_what_it_has_referred_and_nothing_else_and_operators_read_no_referral() => Stage.Play(async stage =>
    {
        var reference = await stage.Programme.Refer();
        foreach (var (function, organisation, status) in new[]
        {
            (SandboxSystem.FunctionKey, "ngo-kukes-demo-key", 200), (SandboxSystem.FunctionKey, "ngo-vlore-demo-key", 404), (SandboxSystem.FunctionKey, "mission-al", 401), (SandboxSystem.FunctionKey, "", 401),
            (SandboxSystem.MasterKey, "", 401), (SandboxSystem.MasterKey, "ngo-vlore-demo-key", 404), ("", "ngo-kukes-demo-key", 401), ("sandbox-function-key-0002", "ngo-kukes-demo-key", 401),
        })
            Assert.Equal(status, (await stage.Ask(new HttpAsk("GET", $"/api/v1/referrals/{reference}/history", [("x-functions-key", function), ("X-Api-Key", organisation)], []))).Status);
        foreach (var (method, route) in new[] { ("PUT", "people"), ("GET", "poison"), ("POST", "poison/delivery-urgent"), ("GET", "chain/staff"), ("POST", "webhooks"), ("GET", "chain"), ("GET", "keys"), ("GET", "api-keys"), ("POST", "keys"), ("POST", "views/referralboard"), ("GET", "audit") })
            foreach (var key in new[] { "", SandboxSystem.FunctionKey, "sandbox-master-key-0002", "ngo-kukes-demo-key" })
            {
                var calls = stage.StorageCalls;
                Assert.Equal(401, (await stage.AskNow(new HttpAsk(method, $"/api/operations/{route}", [("x-functions-key", key), ("X-Api-Key", "ngo-kukes-demo-key")], []))).Status);
                Assert.Equal(calls, stage.StorageCalls);
            }
    });

    /// <summary>Of what was referred in the north, and of what was referred in the south: what each system is answered.</summary>
    private static readonly (string Key, string Call, string? Body, int North, int South)[] Calls =
    [
        ("ngo-kukes-demo-key", "GET ", null, 200, 200), ("ngo-kukes-demo-key", "GET /history", null, 200, 200), ("ngo-kukes-demo-key", "GET /providers?service=shelter", null, 403, 403), ("ngo-kukes-demo-key", "POST /accept", "{}", 403, 403),
        ("ngo-kukes-demo-key", "POST /answer", """{"answer":"accept"}""", 403, 403), ("ngo-kukes-demo-key", "POST /close", """{"reason":"other"}""", 403, 403),
        ("ngo-vlore-demo-key", "GET ", null, 404, 404), ("ngo-vlore-demo-key", "GET /history", null, 404, 404),
        ("mission-al-demo-key", "GET ", null, 200, 404), ("mission-al-demo-key", "GET /history", null, 200, 404), ("mission-al-demo-key", "GET /providers?service=shelter", null, 200, 404), ("mission-al-demo-key", "POST /accept", "{}", 200, 404),
        ("mission-al-demo-key", "POST /assign", """{"service":"medical"}""", 200, 404), ("mission-al-demo-key", "POST /answer", """{"answer":"accept"}""", 403, 403), ("mission-al-demo-key", "POST /take", "{}", 403, 403),
        ("house-lake-demo-key", "GET ", null, 200, 404), ("house-lake-demo-key", "GET /history", null, 403, 404), ("house-lake-demo-key", "POST /accept", "{}", 403, 403), ("house-lake-demo-key", "POST /answer", """{"answer":"decline","reason":"other"}""", 200, 404),
        ("ngo-kukes-demo-key", "GET /duplicates", null, 403, 403), ("ngo-kukes-demo-key", "GET /regions", null, 403, 403), ("ngo-kukes-demo-key", "GET /caseworkers", null, 403, 403), ("ngo-kukes-demo-key", "GET /notes", null, 403, 403), ("ngo-kukes-demo-key", "POST /needs", """{"need":"legal"}""", 403, 403),
        ("mission-al-demo-key", "GET /duplicates", null, 200, 404), ("mission-al-demo-key", "GET /regions", null, 200, 404), ("mission-al-demo-key", "GET /caseworkers", null, 200, 404), ("mission-al-demo-key", "GET /notes", null, 200, 404),
        ("mission-al-demo-key", "POST /needs", """{"need":"legal"}""", 200, 404), ("mission-al-demo-key", "POST /notes", """{"text":"we come at eight"}""", 200, 404), ("mission-al-demo-key", "POST /caseworker", """{"person":"north-caseworker"}""", 409, 404),
        ("house-lake-demo-key", "GET /duplicates", null, 403, 403), ("house-lake-demo-key", "GET /notes", null, 404, 404), ("house-lake-demo-key", "POST /notes", """{"text":"we come at eight"}""", 404, 404),
        .. new[] { ("hand-over", """{"region":"xk-west","basis":"consent"}"""), ("merge", """{"into":"RA-0A00-M"}"""), ("unmerge", "{}"), ("tell-apart", """{"from":"RA-0A00-M"}"""), ("identification", """{"answer":"confirm"}"""), ("pass", """{"reason":"full"}"""), ("consents", """{"purpose":"services","answer":"agreed"}""") }
            .SelectMany(call => new[] { "ngo-kukes-demo-key", "mission-al-demo-key", "house-lake-demo-key" }.Select(key => (key, $"POST /{call.Item1}", (string?)call.Item2, 403, 403))),
        ("mission-al-demo-key", "POST /close", """{"reason":"other"}""", 200, 404),
    ];

    [Fact]
    public void A_system_does_what_the_role_and_the_scopes_of_its_key_say_and_nothing_else() => Stage.Play(async stage =>
    {
        var (north, south, number) = (await stage.Programme.Refer(), await stage.Programme.Refer("urgent", "al-south"), 0);
        foreach (var reference in new[] { north, south }) await stage.Ask(stage.Sms(Programme.DutySms.Value, Stage.CodeFor(stage.Referral(reference).State, new PersonId("north-duty"))));
        Assert.Equal(200, (await Call("mission-al-demo-key", "POST /assign", """{"service":"shelter","provider":"house-lake"}""", north)).Status);
        foreach (var (key, call, body, inNorth, inSouth) in Calls)
            foreach (var (reference, status) in new[] { (north, inNorth), (south, inSouth) })
            {
                var version = stage.VersionOf(reference);
                Assert.Equal((key, call, status), (key, call, (await Call(key, call, body, reference)).Status));
                if (status != 200) Assert.Equal(version, stage.VersionOf(reference));
            }

        Task<HttpReply> Call(string key, string call, string? body, string reference) => stage.Ask(new HttpAsk(
            call.Split(' ')[0], $"/api/v1/referrals/{reference}{call.Split(' ')[1]}",
            [("x-functions-key", SandboxSystem.FunctionKey), ("X-Api-Key", key), ("Idempotency-Key", $"rights-{++number:D4}"), .. body is null ? [] : new[] { ("Content-Type", "application/json") }], Encoding.UTF8.GetBytes(body ?? "")));
    });

    [Fact]
    public void Somebody_who_has_left_between_the_queue_and_its_run_is_refused() => Stage.Play(async stage =>
    {
        var reference = await stage.Programme.Refer("immediate");
        await stage.Minutes(12);
        var (code, alert) = (Programme.CodeIn(stage.Alert(Programme.BackupSms)), stage.Alert(Programme.DutyTelegram));
        stage.World.TakeDown("table", TimeSpan.FromSeconds(60));
        var text = await stage.Ask(stage.Sms(Programme.BackupSms.Value, code));
        var press = await stage.Ask(Stage.Update(Stage.Press(11, Programme.DutyTelegram.Value, alert, alert.Buttons[0].Data)));
        Assert.Equal((200, 200), (text.Status, press.Status));
        Assert.Equal(2, stage.World.Account.Queues.Messages("inbound").Count());
        // What waits does not run before she has left.
        stage.World.TakeDown("queue", TimeSpan.FromSeconds(180));
        var people = Programme.DemoPeople().GetRawText().Replace("700000011", "700000111", StringComparison.Ordinal).Replace("+355690000012", "+355690000112", StringComparison.Ordinal);
        await stage.Programme.Load(Encoding.UTF8.GetBytes(people));
        Assert.Null(stage.Referral(reference).State.TakenBy);
        await stage.Minutes(9);
        Assert.Empty(stage.World.Account.Queues.Messages("inbound"));
        Assert.Empty(stage.World.Account.Queues.Messages("inbound-poison"));
        Assert.Null(stage.Referral(reference).State.TakenBy);
    });
}
