using System.Text.Json.Nodes;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;
using ServerlessAssist.Tests.Threats;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Referrals.Api;

/// <summary>The life of a referral as other systems see and move it.</summary>
public sealed class ReferralApiTests
{
    private static readonly string[] NoTags = ["4", "W/\"4\"", "\"x\"", "\"-1\"", "\"1\", \"2\""], Tags = ["*", "\"1\""];

    [Fact]
    public void A_coordinating_system_and_a_provider_s_bring_a_referral_to_its_end() => Stage.Play(async stage =>
    {
        var (ngo, mission, lake) = (new Client(stage, Client.Ngo), new Client(stage, Client.Mission), new Client(stage, Client.Lake));
        var reference = await stage.Programme.Refer();
        Assert.Equal("not-now", Client.Code(await mission.Post($"referrals/{reference}/accept")));
        await stage.Ask(stage.Sms(Programme.DutySms.Value, Stage.CodeFor(stage.Referral(reference).State, new("north-duty"))));
        Assert.Equal(["accept", "assign", "close", "caseworker", "notes"], Can(await mission.Get($"referrals/{reference}")));
        Assert.Equal(200, (await mission.Post($"referrals/{reference}/accept")).Status);

        var fitting = Client.Read(await mission.Get($"referrals/{reference}/providers?service=shelter"))["providers"]!.AsArray();
        Assert.Equal(("house-lake", 2), ((string?)fitting[0]!["provider"], (int)fitting[0]!["free"]!));
        Assert.Equal("fields", Client.Code(await mission.Post($"referrals/{reference}/assign", """{"service":"shelter","provider":"nobody"}""")));
        Assert.Equal(200, (await mission.Post($"referrals/{reference}/assign", """{"service":"shelter","provider":"house-lake"}""")).Status);
        Assert.Equal(["answer", "notes"], Can(await lake.Get($"referrals/{reference}")));
        Assert.Equal(200, (await lake.Post($"referrals/{reference}/answer", """{"answer":"accept"}""")).Status);
        await stage.Minutes(2);
        Assert.Equal("in-assistance", (string?)Client.Read(await ngo.Get($"referrals/{reference}"))["status"]);
        Assert.Equal(1, (int)Client.Read(await lake.Send("PUT", "places", """{"places":1}"""))["places"]!);
        Assert.Equal(200, (await mission.Post($"referrals/{reference}/reintegration")).Status);
        Assert.Equal(200, (await mission.Post($"referrals/{reference}/close", """{"reason":"completed"}""")).Status);

        var closed = Client.Read(await ngo.Get($"referrals/{reference}"));
        Assert.Equal(("closed", "completed"), ((string?)closed["status"], (string?)closed["closedBecause"]));
        Assert.Equal(["referred", "taken", "accepted", "provider-asked", "in-assistance", "reintegration", "closed"],
            Client.Read(await ngo.Get($"referrals/{reference}/history"))["history"]!.AsArray().Select(line => (string)line!["what"]!).Where(what => !what.StartsWith("alert", StringComparison.Ordinal)));
        Assert.Equal(404, (await lake.Get($"referrals/{reference}")).Status);
    });

    [Fact]
    public void Known_under_the_same_number_elsewhere_is_perhaps_the_same_person_however_it_is_written_and_whenever_it_was() => Stage.Play(async stage =>
    {
        var ngo = new Client(stage, Client.Ngo);
        var first = await Refer("XK", "female", "MV 2026-017");
        await stage.Minutes(60 * 24 * 3);
        var second = await Refer("AL", "male", "mv/2026.017");
        var other = await Refer("XK", "female", "MV 2026-018");
        Assert.Equal([first], stage.Referral(second).State.Alike);
        Assert.Empty(stage.Referral(other).State.Alike);

        async Task<string> Refer(string origin, string sex, string number) => (string)Client.Read(await ngo.Post("referrals", $$"""
            {"region":"al-north","point":"Morina","origin":"{{origin}}","urgency":"routine","age":"adult","sex":"{{sex}}","languages":["sq"],"needs":["shelter"],"consent":{"referral":true},"externalReference":"{{number}}"}
            """))["reference"]!;
    });

    [Fact]
    public void Whoever_referred_sees_no_provider_and_a_provider_no_other() => Stage.Play(async stage =>
    {
        var reference = await Assigned(stage);
        Assert.Empty(Client.Read(await new Client(stage, Client.Ngo).Get($"referrals/{reference}"))["offers"]!.AsArray());
        Assert.Single(Client.Read(await new Client(stage, Client.Lake).Get($"referrals/{reference}"))["offers"]!.AsArray());
        var shown = (await new Client(stage, Client.Mission).Get($"referrals/{reference}")).Text + (await new Client(stage, Client.Ngo).Get("referrals")).Text;
        Assert.DoesNotContain("marker", shown, StringComparison.OrdinalIgnoreCase);
    });

    [Fact]
    public void What_has_not_changed_is_not_sent_again_and_what_has_is_not_overwritten() => Stage.Play(async stage =>
    {
        var (mission, reference) = (new Client(stage, Client.Mission), await Assigned(stage));
        var tag = (await mission.Get($"referrals/{reference}")).ETag!;
        Assert.Equal($"\"{stage.VersionOf(reference)}\"", tag);
        Assert.Equal(304, (await mission.Get($"referrals/{reference}", ("If-None-Match", tag))).Status);
        Assert.Equal(200, (await mission.Get($"referrals/{reference}", ("If-None-Match", $"W/{tag}"))).Status);
        var call = Client.NewKey();
        var first = await mission.Post($"referrals/{reference}/accept", null, call, ("If-Match", tag));
        Assert.Equal((200, $"\"{stage.VersionOf(reference)}\""), (first.Status, first.ETag));
        var stale = await mission.Post($"referrals/{reference}/close", """{"reason":"completed"}""", null, ("If-Match", tag));
        Assert.Equal((412, "version"), (stale.Status, Client.Code(stale)));
        // The same again is no newer writer.
        var again = await mission.Post($"referrals/{reference}/accept", null, call, ("If-Match", tag));
        Assert.Equal((first.Status, first.Text), (again.Status, again.Text));
        foreach (var bad in NoTags) Assert.Equal("if-match", Client.Code(await mission.Post($"referrals/{reference}/accept", null, null, ("If-Match", bad))));
        Assert.Equal(200, (await mission.Post($"referrals/{reference}/accept", null, null, ("If-Match", "*"))).Status);
    });

    [Fact]
    public void The_same_call_again_is_answered_the_same_and_counts_once_and_its_key_is_good_for_no_other() => Stage.Play(async stage =>
    {
        var (lake, mission, reference) = (new Client(stage, Client.Lake), new Client(stage, Client.Mission), await Assigned(stage));
        var first = await lake.Post($"referrals/{reference}/answer", """{"answer":"decline","reason":"full"}""", "decline-0001");
        Assert.Equal(200, first.Status);
        var version = stage.VersionOf(reference);
        // It may not even see it any more, but it has done it.
        var again = await lake.Post($"referrals/{reference}/answer", """{"answer":"decline","reason":"full"}""", "decline-0001");
        Assert.Equal((first.Status, first.Text, version), (again.Status, again.Text, stage.VersionOf(reference)));
        Assert.Equal(404, (await lake.Post($"referrals/{reference}/answer", """{"answer":"decline","reason":"full"}""", "decline-0002")).Status);

        Assert.Equal(200, (await mission.Post($"referrals/{reference}/accept", null, "mission-0001")).Status);
        Assert.Equal((409, "idempotency-key-reused"), Said(await mission.Post($"referrals/{reference}/close", """{"reason":"completed"}""", "mission-0001")));
        Assert.Equal((409, "idempotency-key-reused"), Said(await mission.Post($"referrals/{reference}/accept", "{}", "mission-0001")));
        Assert.Equal((400, "idempotency-key"), Said(await mission.Send("POST", $"referrals/{reference}/accept", null)));
        // Another system's same key is another key.
        Assert.Equal("fields", Client.Code(await lake.Post($"referrals/{reference}/answer", """{"answer":"perhaps"}""", "mission-0001")));
    });

    [Fact]
    public void A_list_is_read_page_by_page_and_each_sees_its_own() => Stage.Play(async stage =>
    {
        var (ngo, mission) = (new Client(stage, Client.Ngo), new Client(stage, Client.Mission));
        var all = new List<string>();
        for (var one = 0; one < 5; one++) all.Add(await stage.Programme.Refer("urgent", one == 4 ? "al-south" : "al-north"));
        await stage.Ask(stage.Sms(Programme.DutySms.Value, Stage.CodeFor(stage.Referral(all[0]).State, new("north-duty"))));
        await mission.Post($"referrals/{all[0]}/close", """{"reason":"other"}""");
        Assert.Equal(all.Order(StringComparer.Ordinal), (await Pages(ngo, "limit=2")).Order(StringComparer.Ordinal));
        Assert.Equal([all[0]], await Pages(ngo, "limit=2&status=closed"));
        Assert.Equal(all[1..4].Order(StringComparer.Ordinal), (await Pages(mission, "limit=200")).Order(StringComparer.Ordinal));
        Assert.Empty(await Pages(new Client(stage, Client.OtherNgo), "limit=1"));
        foreach (var bad in new[] { "limit=0", "limit=201", "limit=x", "status=new", "cursor=x", "cursor=" + new string('g', 64) }) Assert.Equal((400, "query"), Said(await ngo.Get($"referrals?{bad}")));
        Assert.Equal((400, "query"), Said(await mission.Get("referrals?region=al-south")));
        var calls = stage.StorageCalls;
        await ngo.Get("referrals");
        Assert.Equal(1, stage.StorageCalls - calls);

        static async Task<List<string>> Pages(Client client, string query)
        {
            var (found, cursor) = (new List<string>(), "");
            do
            {
                var page = Client.Read(await client.Get($"referrals?{query}{cursor}"));
                found.AddRange(page["referrals"]!.AsArray().Select(line => (string)line!["reference"]!));
                cursor = page["next"] is { } next ? $"&cursor={next}" : "";
            }
            while (cursor.Length > 0);
            return found;
        }
    });

    [Fact]
    public void What_is_not_there_looks_like_what_one_may_not_see() => Stage.Play(async stage =>
    {
        var reference = await Assigned(stage);
        var strange = new Client(stage, Client.OtherNgo);
        foreach (var other in new[] { "RA-0A00-M", "RA-0A00-5", "nonsense", reference })
            Assert.Equal((404, Without(await new Client(stage, Client.Ngo).Get("referrals/RA-0A00-M"))), (404, Without(await strange.Get($"referrals/{other}"))));
        var north = stage.Programme;
        var south = await north.Refer("urgent", "al-south");
        var mission = new Client(stage, Client.Mission);
        foreach (var (what, body) in new[] { ("accept", null), ("reintegration", null), ("close", """{"reason":"other"}"""), ("assign", """{"service":"shelter"}""") })
            foreach (var tag in Tags)
                Assert.Equal(Without(await mission.Post($"referrals/RA-0A00-M/{what}", body)), Without(await mission.Post($"referrals/{south}/{what}", body, null, ("If-Match", tag))));

        static string Without(HttpReply reply)
        {
            var problem = Client.Read(reply).AsObject();
            problem.Remove("traceId");
            return $"{reply.Status} {problem.ToJsonString()}";
        }
    });

    /// <summary>Taken by the one on duty; the house at the lake is asked.</summary>
    private static async Task<string> Assigned(Stage stage)
    {
        var reference = await stage.Programme.Refer();
        await stage.Ask(stage.Sms(Programme.DutySms.Value, Stage.CodeFor(stage.Referral(reference).State, new("north-duty"))));
        Assert.Equal(200, (await new Client(stage, Client.Mission).Post($"referrals/{reference}/assign", """{"service":"shelter","provider":"house-lake"}""")).Status);
        return reference;
    }

    private static IEnumerable<string?> Can(HttpReply reply) => Client.Read(reply)["possible"]!.AsArray().Select(what => (string?)what);

    private static (int, string?) Said(HttpReply reply) => (reply.Status, Client.Code(reply));
}
