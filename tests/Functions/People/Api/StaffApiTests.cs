using System.Text.Json.Nodes;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;
using ServerlessAssist.Tests.Functions.Referrals.Api;
using ServerlessAssist.Tests.Threats;
using static ServerlessAssist.Tests.Functions.Referrals.Api.SignedIn;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.People.Api;

/// <summary>Who joins, who leaves, who has duty, by call.</summary>
public sealed class StaffApiTests
{
    private const string North3 = """{"role":"regional-coordinator","organisation":"mission-al","regions":["al-north"],"language":"sq","callName":"North 3"}""";

    private static readonly string[] Others = ["north-duty", "authority", "kukes-reporter", "lake-desk", "north-caseworker", "auditor"];

    private static readonly string[] BadAbsences = ["""{"until":"tomorrow"}""", """{"until":"2026-03-01T00:00:00Z"}""", """{"until":"2027-03-01T00:00:00Z"}""", """{"until":5}"""];

    private static readonly string[] BadHours = ["""{"from":"22:00"}""", """{"from":"22:00","until":"22:00"}""", """{"from":"25:00","until":"07:00"}""", """{"from":"22","until":"7"}"""];

    [Fact]
    public void An_administrator_invites_somebody_who_joins_with_the_code_and_one_day_leaves() => Play(async house =>
    {
        var admin = house.As("operations");
        var invited = await admin.Post("invitations", North3, "invite-0001");
        Ok(invited);
        var (person, code) = ((string)Client.Read(invited)["person"]!, (string)Client.Read(invited)["code"]!);
        Assert.Equal(invited.Text, (await admin.Post("invitations", North3, "invite-0001")).Text);
        Assert.Equal((409, "idempotency-key-reused"), Said(await admin.Post("invitations", North3.Replace("North 3", "North 4", StringComparison.Ordinal), "invite-0001")));
        var listed = await admin.Get("invitations");
        Assert.Equal((person, "North 3"), ((string?)Invitations(listed).Single()!["person"], (string?)Invitations(listed).Single()!["callName"]));
        Assert.DoesNotContain(code, listed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(house.Stage.World.Log.Lines, line => line.Contains(code, StringComparison.Ordinal));

        house.Stage.World.Telegram.Chats.Add("700000077");
        await house.Stage.Ask(Stage.Update(Stage.Message(71, "700000077", $"\"text\":\"/start {code}\"")));
        Assert.Empty(Invitations(await admin.Get("invitations")));
        // Used up: the same call again still gives the code, which is good for nothing.
        Assert.Null(Client.Read(await admin.Post("invitations", North3, "invite-0001"))["until"]);
        Assert.Equal((409, "name-taken"), Said(await admin.Post("invitations", North3)));
        var again = Client.Read(await admin.Post("invitations", """{"person":"North 3"}"""));
        Assert.Equal((person, false), ((string?)again["person"], (string?)again["code"] == code));

        var left = await admin.Post("staff/leave", """{"person":"North 3"}""", "leave-0001");
        Ok(left);
        Assert.Equal(left.Text, (await admin.Post("staff/leave", """{"person":"North 3"}""", "leave-0001")).Text);
        Assert.Equal((404, "nobody"), Said(await admin.Post("staff/leave", """{"person":"North 3"}""")));
    });

    [Fact]
    public void Nobody_but_an_administrator_invites_or_dismisses_and_she_makes_no_other_one() => Play(async house =>
    {
        foreach (var who in Others)
        {
            var version = Version(house);
            Assert.Equal((403, "not-allowed"), Said(await house.As(who).Post("invitations", North3)));
            Assert.Equal((403, "not-allowed"), Said(await house.As(who).Get("invitations")));
            Assert.Equal((403, "not-allowed"), Said(await house.As(who).Post("staff/leave", """{"person":"north-backup"}""")));
            Assert.Equal(version, Version(house));
        }
        Assert.Equal((403, "scope"), Said(await house.Mission.Post("invitations", North3)));
        var admin = house.As("operations");
        Assert.Equal((403, "by-operator"), Said(await admin.Post("invitations", """{"role":"administrator","organisation":"mission-al","language":"en","callName":"Second"}""")));
        Assert.Equal((403, "by-operator"), Said(await admin.Post("invitations", """{"person":"authority"}""")));
        Assert.Equal((409, "last-administrator"), Said(await admin.Post("staff/leave", """{"person":"operations"}""")));
        Assert.Equal((404, "nobody"), Said(await admin.Post("invitations", """{"person":"nobody"}""")));
        foreach (var bad in new[] { "{}", """{"person":"north-backup","role":"auditor"}""", North3.Replace("al-north", "nowhere", StringComparison.Ordinal), North3.Replace("North 3", "+355690000012", StringComparison.Ordinal), North3.Replace("\"sq\"", "\"xx\"", StringComparison.Ordinal) })
            Assert.Equal((400, "fields"), Said(await admin.Post("invitations", bad)));
    });

    [Fact]
    public void Duty_is_read_and_a_day_of_it_changes_hands_when_both_agree() => Play(async house =>
    {
        var (duty, backup) = (house.As("north-duty"), house.As("north-backup"));
        Assert.Equal(["North 1"], Who(await house.Mission.Get("rota"), "2026-03-05"));
        Assert.Equal(2, Client.Read(await duty.Get("rota?days=1"))["regions"]!.AsArray().Count);
        foreach (var (client, query, said) in new[] { (house.Mission, "?region=al-south", (400, "query")), (house.Mission, "?days=0", (400, "query")), (house.Mission, "?days=32", (400, "query")), (house.Ngo, "", (403, "scope")), (house.As("auditor"), "", (403, "not-allowed")) })
            Assert.Equal(said, Said(await client.Get($"rota{query}"))!);

        foreach (var (body, said) in new[] { ("""{"region":"al-north","day":"5 March"}""", (400, "fields")), ("""{"region":"al-north","day":"2026-02-30"}""", (400, "fields")), ("""{"region":"al-north","day":"2027-03-05"}""", (409, "day")), ("""{"region":"al-south","day":"2026-03-05"}""", (403, "not-allowed")) })
            Assert.Equal(said, Said(await backup.Post("swaps", body))!);
        Assert.Equal((409, "own-duty"), Said(await duty.Post("swaps", """{"region":"al-north","day":"2026-03-05"}""")));
        var asked = await backup.Post("swaps", """{"region":"al-north","day":"2026-03-05"}""", "swap-0001");
        Ok(asked);
        Assert.Equal("asked", (string?)Client.Read(asked)["status"]);
        Assert.Equal(asked.Text, (await backup.Post("swaps", """{"region":"al-north","day":"2026-03-05"}""", "swap-0001")).Text);
        var id = (string)Client.Read(await duty.Get("swaps"))["swaps"]!.AsArray().Single()!["id"]!;
        // It is not hers to give.
        Assert.Equal((409, "not-open"), Said(await backup.Post($"swaps/{id}/answer", """{"answer":"agree"}""")));
        Assert.Equal((409, "not-open"), Said(await duty.Post("swaps/0000000000/answer", """{"answer":"agree"}""")));
        var given = await duty.Post($"swaps/{id}/answer", """{"answer":"agree"}""", "give-0001");
        Assert.Equal("agreed", (string?)Client.Read(given)["status"]);
        Assert.Equal(given.Text, (await duty.Post($"swaps/{id}/answer", """{"answer":"agree"}""", "give-0001")).Text);
        Assert.Equal(["North 2"], Who(await house.Mission.Get("rota"), "2026-03-05"));
        // Whoever has it now has no Telegram.
        Assert.Equal((409, "call-holder"), Said(await duty.Post("swaps", """{"region":"al-north","day":"2026-03-05"}""")));
    });

    [Fact]
    public void What_cannot_be_undone_waits_for_a_second_person_who_is_not_the_one_who_asked() => Play(async house =>
    {
        var admin = house.As("operations");
        var id = await Want("mira");
        foreach (var who in new[] { house.As("north-duty"), house.As("auditor"), house.As("authority") })
        {
            Assert.Equal((403, "not-allowed"), Said(await who.Get("approvals")));
            Assert.Equal((403, "not-allowed"), Said(await who.Post($"approvals/{id}/answer", """{"answer":"agree"}""")));
        }
        Ok(await admin.Post($"approvals/{id}/answer", """{"answer":"refuse"}"""));
        Assert.Equal((409, "not-open"), Said(await admin.Post($"approvals/{id}/answer", """{"answer":"agree"}""")));
        Assert.DoesNotContain(People(house).Configuration.Staff, staff => staff.Ways.Any(way => way.Address == "+355690000114"));
        Assert.Equal((403, "same-person"), Said(await admin.Post($"approvals/{await Want("operations")}/answer", """{"answer":"agree"}""")));
        id = await Want("besa");
        var agreed = await admin.Post($"approvals/{id}/answer", """{"answer":"agree"}""", "second-0001");
        Ok(agreed);
        Assert.Equal(agreed.Text, (await admin.Post($"approvals/{id}/answer", """{"answer":"agree"}""", "second-0001")).Text);
        Assert.Contains(People(house).Configuration.Staff, staff => staff.Ways.Any(way => way.Address == "+355690000114"));

        async Task<string> Want(string by)
        {
            var file = SignedIn.File.Replace("355690000014", "355690000114", StringComparison.Ordinal);
            Assert.Equal(202, (await house.Stage.Ask(new HttpAsk("PUT", "/api/operations/people", [("x-functions-key", ServerlessAssist.Sandbox.SandboxSystem.MasterKey), ("X-Operator", by), ("Content-Type", "application/json")], System.Text.Encoding.UTF8.GetBytes(file)))).Status);
            return (string)Client.Read(await admin.Get("approvals"))["approvals"]!.AsArray()[^1]!["id"]!;
        }
    });

    [Fact]
    public void Somebody_is_away_and_back_and_has_quiet_hours() => Play(async house =>
    {
        var duty = house.As("north-duty");
        Ok(await duty.Send("PUT", "me/absence", """{"until":"2026-03-04T00:00:00+01:00"}"""));
        Assert.Empty(Who(await house.Mission.Get("rota"), "2026-03-03"));
        Ok(await duty.Send("PUT", "me/absence", """{"until":null}"""));
        Assert.Equal(["North 1"], Who(await house.Mission.Get("rota"), "2026-03-03"));
        foreach (var bad in BadAbsences) Assert.Equal((400, "fields"), Said(await duty.Send("PUT", "me/absence", bad)));
        Ok(await duty.Send("PUT", "me/quiet", """{"from":"22:00","until":"07:00"}"""));
        Assert.Contains(People(house).Quiet, one => one.Key.Value == "north-duty");
        foreach (var bad in BadHours) Assert.Equal((400, "fields"), Said(await duty.Send("PUT", "me/quiet", bad)));
        Ok(await duty.Send("PUT", "me/quiet", """{"from":null,"until":null}"""));
        Assert.Empty(People(house).Quiet);
        Assert.Equal((403, "scope"), Said(await house.Mission.Send("PUT", "me/absence", """{"until":null}""")));
    });

    private static IEnumerable<string?> Who(HttpReply reply, string day) =>
        Client.Read(reply)["regions"]!.AsArray().Single(region => (string?)region!["region"] == "al-north")!["days"]!.AsArray().Single(one => (string?)one!["day"] == day)!["parts"]!.AsArray().SelectMany(part => part!["who"]!.AsArray()).Select(one => (string?)one).Distinct();

    private static JsonArray Invitations(HttpReply reply) => Client.Read(reply)["invitations"]!.AsArray();

    private static ServerlessAssist.Functions.People.StaffRegister People(SignedIn house) => house.Stage.World.Facts.Each<ServerlessAssist.Functions.People.StaffRegister>().Single().State;

    private static long Version(SignedIn house) => house.Stage.World.Facts.History[house.Stage.World.Facts.Each<ServerlessAssist.Functions.People.StaffRegister>().Single().Stream][^1].Number;
}
