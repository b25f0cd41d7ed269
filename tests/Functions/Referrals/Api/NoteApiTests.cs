using System.Text.Json.Nodes;
using ServerlessAssist.Functions.Cases;
using static ServerlessAssist.Tests.Functions.Referrals.Api.SignedIn;

namespace ServerlessAssist.Tests.Functions.Referrals.Api;

/// <summary>What those concerned write to each other, who accompanies a person, and what she agrees to.</summary>
public sealed class NoteApiTests
{
    private const string Words = "the zebra room is on the first floor";

    private static readonly string[] Numbers = ["1", "0", "7", "x", "99999999999"], NoCaseworkers = ["north-duty", "nobody", "x"];

    [Fact]
    public void Those_concerned_write_to_each_other_and_nobody_else_reads_it() => Play(async house =>
    {
        var (duty, reference) = (house.As("north-duty"), await house.InAssistance());
        var caseworker = house.As(house.Stage.Referral(reference).State.Caseworker!.Value.Value);
        var written = await house.Lake.Post($"referrals/{reference}/notes", $$"""{"text":"{{Words}}"}""", "note-0001");
        Assert.Equal(1, (int)Client.Read(written)["number"]!);
        Assert.Equal(2, (int)Client.Read(await caseworker.Post($"referrals/{reference}/notes", """{"text":"we come at eight"}"""))["number"]!);
        // The same again has the number that it had.
        Assert.Equal(written.Text, (await house.Lake.Post($"referrals/{reference}/notes", $$"""{"text":"{{Words}}"}""", "note-0001")).Text);
        foreach (var one in new[] { duty, caseworker, house.As("lake-desk"), house.Lake, house.Mission })
            Assert.Equal([("Lake", Words), ($"Caseworker {(house.Stage.Referral(reference).State.Caseworker!.Value.Value == "north-caseworker" ? "N" : "N2")}", "we come at eight")], Notes(await one.Get($"referrals/{reference}/notes")).Select(note => ((string?)note["from"], (string?)note["text"])));
        Assert.Equal([true, false], Notes(await house.Lake.Get($"referrals/{reference}/notes")).Select(note => (bool)note["mine"]!));

        Assert.Equal((403, "scope"), Said(await house.Ngo.Get($"referrals/{reference}/notes")));
        foreach (var (who, status) in new[] { ("kukes-reporter", 403), ("vlore-reporter", 404), ("south-duty", 404), ("west-duty", 404), ("hill-desk", 404), ("operations", 404), ("auditor", 404), ("north-social", 404) })
        {
            Assert.Equal((who, status), (who, (await house.As(who).Get($"referrals/{reference}/notes")).Status));
            Assert.Equal((who, status), (who, (await house.As(who).Post($"referrals/{reference}/notes", """{"text":"x"}""")).Status));
        }
        foreach (var bad in new[] { "", new string('x', 1001), "a\\u0000b", "\\u202ex" }) Assert.Equal((400, "fields"), Said(await duty.Post($"referrals/{reference}/notes", $$"""{"text":"{{bad}}"}""")));
        Ok(await duty.Post($"referrals/{reference}/notes", $$"""{"text":"{{new string('x', 1000)}}"}"""));
        Assert.DoesNotContain(house.Stage.World.Log.Lines, line => line.Contains("zebra", StringComparison.Ordinal));
    });

    [Fact]
    public void Whoever_has_a_key_does_not_bury_phones_under_messages() => Play(async house =>
    {
        var reference = await house.InAssistance();
        for (var one = 0; one < 20; one++) Ok(await house.Lake.Post($"referrals/{reference}/notes", $$"""{"text":"{{one}}"}""", $"flood-{one:D4}"));
        Assert.Equal((429, "too-many"), Said(await house.Lake.Post($"referrals/{reference}/notes", """{"text":"more"}""")));
        // What it was answered it is answered again, and others write.
        Ok(await house.Lake.Post($"referrals/{reference}/notes", """{"text":"3"}""", "flood-0003"));
        Ok(await house.As("north-duty").Post($"referrals/{reference}/notes", """{"text":"enough"}"""));
        Assert.Equal(21, house.Stage.Referral(reference).State.NotesWritten);
        await house.Stage.Minutes(60);
        Ok(await house.Lake.Post($"referrals/{reference}/notes", """{"text":"later"}"""));
    });

    [Fact]
    public void One_takes_back_what_one_has_written_and_nothing_else() => Play(async house =>
    {
        var reference = await house.InAssistance();
        Ok(await house.Lake.Post($"referrals/{reference}/notes", $$"""{"text":"{{Words}}"}"""));
        foreach (var number in Numbers) Assert.Equal((403, "not-allowed"), Said(await Remove(house.As("north-duty"), number, Client.NewKey())));
        Assert.Equal((400, "idempotency-key"), Said(await house.Lake.Send("DELETE", $"referrals/{reference}/notes/1", null)));
        var removed = await Remove(house.Lake, "1", "unsay-0001");
        Ok(removed);
        Assert.Equal(removed.Text, (await Remove(house.Lake, "1", "unsay-0001")).Text);
        var left = Notes(await house.Lake.Get($"referrals/{reference}/notes")).Single();
        Assert.Equal((1, null), ((int)left["number"]!, left["text"]));

        Task<ServerlessAssist.Simulation.World.HttpReply> Remove(Client who, string number, string key) => who.Send("DELETE", $"referrals/{reference}/notes/{number}", null, ("Idempotency-Key", key));
    });

    [Fact]
    public void A_provider_that_was_merely_asked_writes_and_does_not_read_what_others_write() => Play(async house =>
    {
        var reference = await house.Taken();
        Ok(await house.As("north-duty").Post($"referrals/{reference}/notes", $$"""{"text":"{{Words}}"}"""));
        Ok(await house.Mission.Post($"referrals/{reference}/assign", """{"service":"shelter","provider":"house-lake"}"""));
        Assert.Equal((403, "not-allowed"), Said(await house.Lake.Get($"referrals/{reference}/notes")));
        Ok(await house.Lake.Post($"referrals/{reference}/notes", """{"text":"is there a child?"}"""));
        Ok(await house.Lake.Post($"referrals/{reference}/answer", """{"answer":"accept"}"""));
        await house.Stage.Minutes(1);
        Assert.Equal(2, Notes(await house.Lake.Get($"referrals/{reference}/notes")).Count);
    });

    [Fact]
    public void A_coordinator_chooses_who_accompanies_a_person_and_the_one_before_sees_nothing_more() => Play(async house =>
    {
        var open = await house.Stage.Programme.Refer();
        Assert.Equal((409, "not-now"), Said(await house.Mission.Post($"referrals/{open}/caseworker", """{"person":"north-caseworker"}""")));
        var reference = await house.Taken();
        Assert.Equal(["north-caseworker", "north-caseworker-2"], Client.Read(await house.Mission.Get($"referrals/{reference}/caseworkers"))["caseworkers"]!.AsArray().Select(one => (string?)one!["person"]));
        foreach (var nobody in NoCaseworkers) Assert.Equal((400, "fields"), Said(await house.Mission.Post($"referrals/{reference}/caseworker", $$"""{"person":"{{nobody}}"}""")));
        Assert.Equal((404, "reference"), Said(await house.As("west-duty").Post($"referrals/{reference}/caseworker", """{"person":"north-caseworker"}""")));
        Assert.Equal((403, "not-allowed"), Said(await house.As("kukes-reporter").Post($"referrals/{reference}/caseworker", """{"person":"north-caseworker"}""")));
        Ok(await house.Mission.Post($"referrals/{reference}/caseworker", """{"person":"north-caseworker-2"}""", "choose-0001"));
        Assert.Equal((409, "not-now"), Said(await house.Mission.Post($"referrals/{reference}/caseworker", """{"person":"north-caseworker-2"}""")));
        Ok(await house.Mission.Post($"referrals/{reference}/assign", """{"service":"shelter","provider":"house-lake"}"""));
        Ok(await house.Lake.Post($"referrals/{reference}/answer", """{"answer":"accept"}"""));
        await house.Stage.Minutes(1);
        Assert.Equal("north-caseworker-2", Record(house, reference).Caseworker?.Value);

        Ok(await house.Mission.Post($"referrals/{reference}/caseworker", """{"person":"north-caseworker"}""", null, ("If-Match", $"\"{house.Stage.VersionOf(reference)}\"")));
        Ok(await house.Mission.Post($"referrals/{reference}/caseworker", """{"person":"north-caseworker-2"}""", "choose-0001"));
        await house.Stage.Minutes(1);
        Assert.Equal("north-caseworker", Record(house, reference).Caseworker?.Value);
        Assert.Equal((200, 404), ((await house.As("north-caseworker").Get($"referrals/{reference}/consents")).Status, (await house.As("north-caseworker-2").Get($"referrals/{reference}/consents")).Status));
        Assert.Equal((200, 404), ((await house.As("north-caseworker").Get($"referrals/{reference}")).Status, (await house.As("north-caseworker-2").Get($"referrals/{reference}")).Status));
        Assert.Equal("north-caseworker", (string?)Client.Read(await house.Mission.Get($"referrals/{reference}"))["caseworker"]);
    });

    [Fact]
    public void What_a_person_agrees_to_whoever_accompanies_her_records_and_takes_back() => Play(async house =>
    {
        var early = await house.Taken();
        var reference = await house.InAssistance();
        var name = house.Stage.Referral(reference).State.Caseworker!.Value.Value;
        var hers = house.As(name);
        Assert.Equal((404, "reference"), Said(await hers.Get($"referrals/{early}/consents")));
        foreach (var other in new[] { "north-duty", name == "north-caseworker" ? "north-caseworker-2" : "north-caseworker", "kukes-reporter", "operations", "lake-desk" })
        {
            Assert.Equal((404, "reference"), Said(await house.As(other).Get($"referrals/{reference}/consents")));
            Assert.Equal((404, "reference"), Said(await house.As(other).Post($"referrals/{reference}/consents", """{"purpose":"check-ins","answer":"agreed"}""")));
        }
        Assert.Equal((403, "scope"), Said(await house.Mission.Get($"referrals/{reference}/consents")));
        var before = await hers.Get($"referrals/{reference}/consents");
        Assert.Equal([null, null, null], Answers(before));
        Assert.Equal(304, (await hers.Get($"referrals/{reference}/consents", ("If-None-Match", before.ETag!))).Status);
        Assert.Equal((400, "fields"), Said(await hers.Post($"referrals/{reference}/consents", """{"purpose":"everything","answer":"agreed"}""")));
        var agreed = await hers.Post($"referrals/{reference}/consents", """{"purpose":"family-contact","answer":"agreed"}""", "agree-0001", ("If-Match", before.ETag!));
        Ok(agreed);
        Assert.Equal((412, "version"), Said(await hers.Post($"referrals/{reference}/consents", """{"purpose":"services","answer":"agreed"}""", null, ("If-Match", before.ETag!))));
        Ok(await hers.Post($"referrals/{reference}/consents", """{"purpose":"family-contact","answer":"revoked"}"""));
        // An old call that comes again gives no consent back.
        Assert.Equal(agreed.Text, (await hers.Post($"referrals/{reference}/consents", """{"purpose":"family-contact","answer":"agreed"}""", "agree-0001", ("If-Match", before.ETag!))).Text);
        Assert.Equal([null, "revoked", null], Answers(await hers.Get($"referrals/{reference}/consents")));

        static IEnumerable<string?> Answers(ServerlessAssist.Simulation.World.HttpReply reply) => Client.Read(reply)["consents"]!.AsArray().Select(one => (string?)one!["answer"]);
    });

    private static List<JsonNode> Notes(ServerlessAssist.Simulation.World.HttpReply reply) => [.. Client.Read(reply)["notes"]!.AsArray().Select(note => note!)];

    private static CaseRecord Record(SignedIn house, string reference) => house.Stage.World.Facts.Each<CaseRecord>().Single(one => one.State.Reference == reference).State;
}
