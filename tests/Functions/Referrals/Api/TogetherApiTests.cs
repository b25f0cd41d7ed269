using ServerlessAssist.Functions.Referrals;
using static ServerlessAssist.Tests.Functions.Referrals.Api.SignedIn;

namespace ServerlessAssist.Tests.Functions.Referrals.Api;

/// <summary>Across a border, twice the same person, identified together, passed on: by call what else is done on phones.</summary>
public sealed class TogetherApiTests
{
    private static readonly string[] Strangers = ["RA-0A00-5", "RA-0A00-M", "x"], BadPages = ["cursor=x", "limit=0", "limit=201"], Lists = ["mine", "accompanied"];

    [Fact]
    public void A_referral_goes_over_a_border_once_and_is_theirs_when_they_accept_it() => Play(async house =>
    {
        var (duty, west, reference) = (house.As("north-duty"), house.As("west-duty"), await house.Taken());
        Assert.Equal("xk-west", (string?)Client.Read(await house.Mission.Get($"referrals/{reference}/regions"))["regions"]!.AsArray().Single()!["region"]);
        Assert.Equal((400, "fields"), Said(await duty.Post($"referrals/{reference}/hand-over", """{"region":"al-south","basis":"consent"}""")));
        Assert.Equal((400, "fields"), Said(await duty.Post($"referrals/{reference}/hand-over", """{"region":"xk-west","basis":"we know"}""")));
        Assert.Equal((403, "scope"), Said(await house.Mission.Post($"referrals/{reference}/hand-over", """{"region":"xk-west","basis":"consent"}""")));
        Assert.Equal((412, "version"), Said(await duty.Post($"referrals/{reference}/hand-over", """{"region":"xk-west","basis":"consent"}""", null, ("If-Match", "\"1\""))));
        Assert.Contains("hand-over", Can(Client.Read(await duty.Get($"referrals/{reference}"))));

        var first = await duty.Post($"referrals/{reference}/hand-over", """{"region":"xk-west","basis":"consent"}""", "over-0001");
        Ok(first);
        Assert.Equal((409, "not-now"), Said(await duty.Post($"referrals/{reference}/hand-over", """{"region":"xk-west","basis":"consent"}""")));
        Assert.Equal((409, "idempotency-key-reused"), Said(await duty.Post($"referrals/{reference}/hand-over", """{"region":"xk-west","basis":"life-at-risk"}""", "over-0001")));
        await house.Stage.Minutes(1);
        var theirs = (string)Client.Read(await west.Get("open?region=xk-west"))["referrals"]!.AsArray().Single()!["reference"]!;
        var over = Client.Read(await duty.Get($"referrals/{reference}"))["handedOver"]!;
        Assert.Equal((theirs, "xk-west", "asked"), ((string?)over["reference"], (string?)over["region"], (string?)over["status"]));
        Assert.Equal(404, (await duty.Get($"referrals/{theirs}")).Status);

        Ok(await west.Post($"referrals/{theirs}/take"));
        Ok(await west.Post($"referrals/{theirs}/accept"));
        await house.Stage.Minutes(1);
        var closed = Client.Read(await duty.Get($"referrals/{reference}"));
        Assert.Equal(("handed-over", "confirmed"), ((string?)closed["closedBecause"], (string?)closed["handedOver"]!["status"]));
        Assert.Equal(reference, (string?)Client.Read(await west.Get($"referrals/{theirs}"))["cameFrom"]!["reference"]);
        var version = house.Stage.VersionOf(reference);
        var again = await duty.Post($"referrals/{reference}/hand-over", """{"region":"xk-west","basis":"consent"}""", "over-0001");
        Assert.Equal((first.Text, version), (again.Text, house.Stage.VersionOf(reference)));
    });

    [Fact]
    public void Whether_two_are_one_person_a_person_says_and_takes_back() => Play(async house =>
    {
        var (duty, backup, one, two) = (house.As("north-duty"), house.As("north-backup"), await house.Taken(), await house.Stage.Programme.Refer());
        var south = await house.Stage.Programme.Refer("urgent", "al-south");
        Assert.Equal([one], (await Duplicates(house.Mission, two))["offered"]!.AsArray().Select(other => (string?)other));
        Assert.Equal((403, "scope"), Said(await house.Mission.Post($"referrals/{two}/merge", $$"""{"into":"{{one}}"}""")));
        foreach (var other in Strangers.Append(two)) Assert.Equal((400, "fields"), Said(await duty.Post($"referrals/{two}/merge", $$"""{"into":"{{other}}"}""")));
        // Of the south she may see nothing, and not even that it is there.
        Assert.Equal((400, "fields"), Said(await backup.Post($"referrals/{two}/merge", $$"""{"into":"{{south}}"}""")));
        Assert.Equal((404, "reference"), Said(await house.As("west-duty").Post($"referrals/{two}/merge", $$"""{"into":"{{one}}"}""")));

        var merged = await duty.Post($"referrals/{two}/merge", $$"""{"into":"{{one}}"}""", "merge-0001");
        Ok(merged);
        await house.Stage.Minutes(1);
        Assert.Equal(one, (string?)(await Duplicates(duty, two))["mergedInto"]);
        Assert.Equal([two], (await Duplicates(duty, one))["absorbed"]!.AsArray().Select(other => (string?)other));
        Assert.Equal(["unmerge"], Can(Client.Read(await duty.Get($"referrals/{two}"))));
        // The other is closed too, and still the same call is answered the same.
        Ok(await duty.Post($"referrals/{one}/close", """{"reason":"other"}"""));
        Assert.Equal(merged.Text, (await duty.Post($"referrals/{two}/merge", $$"""{"into":"{{one}}"}""", "merge-0001")).Text);

        var undone = await duty.Post($"referrals/{two}/unmerge", null, "unmerge-0001");
        Ok(undone);
        Assert.Equal(undone.Text, (await duty.Post($"referrals/{two}/unmerge", null, "unmerge-0001")).Text);
        Assert.Equal((409, "not-now"), Said(await duty.Post($"referrals/{two}/unmerge")));
        Assert.Equal("alerted", (string?)Client.Read(await duty.Get($"referrals/{two}"))["status"]);

        var three = await house.Stage.Programme.Refer();
        Assert.Equal((400, "fields"), Said(await duty.Post($"referrals/{three}/tell-apart", """{"from":"x"}""")));
        Assert.Equal((409, "not-now"), Said(await duty.Post($"referrals/{three}/tell-apart", $$"""{"from":"{{south}}"}""")));
        Ok(await duty.Post($"referrals/{three}/tell-apart", $$"""{"from":"{{two}}"}"""));
        Assert.DoesNotContain(two, (await Duplicates(duty, three))["offered"]!.AsArray().Select(other => (string?)other));
    });

    [Fact]
    public void Social_worker_and_police_identify_together_signed_in() => Play(async house =>
    {
        var (social, officer) = (house.As("north-social"), house.As("north-officer"));
        var reference = await Refer(social, "together-0001");
        Assert.Equal((404, "reference"), Said(await house.As("west-duty").Post($"referrals/{reference}/identification", """{"answer":"confirm"}""")));
        // Her own colleague sees it, and was not asked.
        Assert.Equal((403, "not-allowed"), Said(await house.As("north-social-2").Post($"referrals/{reference}/identification", """{"answer":"confirm"}""")));
        Assert.Equal((409, "not-open"), Said(await social.Post($"referrals/{reference}/identification", """{"answer":"confirm"}""")));
        Assert.Equal((400, "fields"), Said(await officer.Post($"referrals/{reference}/identification", """{"answer":"perhaps"}""")));
        var confirmed = await officer.Post($"referrals/{reference}/identification", """{"answer":"confirm"}""", "joint-0001");
        Ok(confirmed);
        Assert.Equal(confirmed.Text, (await officer.Post($"referrals/{reference}/identification", """{"answer":"confirm"}""", "joint-0001")).Text);
        Assert.Equal((409, "not-open"), Said(await officer.Post($"referrals/{reference}/identification", """{"answer":"confirm"}""")));
        Ok(await officer.Post($"referrals/{reference}/needs", """{"need":"legal"}"""));
        Assert.Equal((409, "not-now"), Said(await officer.Post($"referrals/{reference}/needs", """{"need":"legal"}""")));
        Assert.Equal(404, (await officer.Get($"referrals/{reference}")).Status);
        var shown = Client.Read(await social.Get($"referrals/{reference}"));
        Assert.Equal(("alerted", true), ((string?)shown["status"], shown["needs"]!.AsArray().Any(need => (string?)need == "legal")));

        var disputed = await Refer(social, "together-0002");
        Ok(await officer.Post($"referrals/{disputed}/identification", """{"answer":"dispute"}"""));
        Assert.Equal(JointStatus.Disputed, house.Stage.Referral(disputed).State.Joint!.Status);
    });

    [Fact]
    public void What_she_was_alerted_about_she_passes_on_and_what_she_has_she_gives_back_with_a_reason() => Play(async house =>
    {
        var (duty, backup, reference) = (house.As("north-duty"), house.As("north-backup"), await house.Stage.Programme.Refer());
        Assert.Equal((400, "fields"), Said(await duty.Post($"referrals/{reference}/pass", """{"reason":"tired"}""")));
        Assert.Equal((409, "not-open"), Said(await backup.Post($"referrals/{reference}/pass", """{"reason":"full"}""")));
        Assert.Contains("pass", Can(Client.Read(await duty.Get($"referrals/{reference}"))));
        var passed = await duty.Post($"referrals/{reference}/pass", """{"reason":"too-close"}""", "pass-0001");
        Ok(passed);
        Assert.Equal(1, house.Stage.Referral(reference).State.Level);
        Assert.Equal((409, "not-open"), Said(await duty.Post($"referrals/{reference}/pass", """{"reason":"too-close"}""")));
        Assert.Equal(passed.Text, (await duty.Post($"referrals/{reference}/pass", """{"reason":"too-close"}""", "pass-0001")).Text);
        Ok(await backup.Post($"referrals/{reference}/take"));
        Assert.Equal((409, "taken-by-other"), Said(await duty.Post($"referrals/{reference}/pass", """{"reason":"full"}""")));
        Ok(await backup.Post($"referrals/{reference}/pass", """{"reason":"full"}"""));
        Assert.Null(house.Stage.Referral(reference).State.TakenBy);
        Assert.Equal((404, "reference"), Said(await house.As("west-duty").Post($"referrals/{reference}/pass", """{"reason":"full"}""")));
    });

    [Fact]
    public void Each_has_her_own_lists() => Play(async house =>
    {
        var (duty, one, two) = (house.As("north-duty"), await house.InAssistance(), await house.Stage.Programme.Refer("urgent", "al-south"));
        Assert.Equal([one], Listed(await duty.Get("mine")));
        Assert.Equal([one], Listed(await house.As("lake-desk").Get("mine?limit=1")));
        Assert.Empty(Listed(await house.As("north-backup").Get("mine")));
        Assert.Equal((403, "scope"), Said(await house.Mission.Get("mine")));
        Assert.Equal([two], Listed(await duty.Get("open?region=al-south")));
        Assert.Equal((400, "query"), Said(await duty.Get("open")));
        Assert.Equal((400, "query"), Said(await duty.Get("open?region=xk-west")));
        Assert.Empty(Listed(await house.Mission.Get("open")));
        Assert.Equal((403, "not-allowed"), Said(await house.Ngo.Get("open?region=al-north")));
        var caseworker = house.Stage.Referral(one).State.Caseworker!.Value.Value;
        Assert.Equal([one], Client.Read(await house.As(caseworker).Get("accompanied"))["referrals"]!.AsArray().Select(line => (string?)line));
        Assert.Empty(Client.Read(await duty.Get("accompanied"))["referrals"]!.AsArray());
        foreach (var bad in BadPages)
            foreach (var list in Lists) Assert.Equal((400, "query"), Said(await duty.Get($"{list}?{bad}")));

        static IEnumerable<string?> Listed(ServerlessAssist.Simulation.World.HttpReply reply) => Client.Read(reply)["referrals"]!.AsArray().Select(line => (string?)line!["reference"]);
    });

    private static async Task<string> Refer(Client who, string key) => (string)Client.Read(await who.Post(
        "referrals", """{"region":"al-north","point":"Morina","urgency":"urgent","age":"adult","sex":"female","languages":["sq"],"needs":["shelter"],"consent":{"referral":true}}""", key))["reference"]!;

    private static async Task<System.Text.Json.Nodes.JsonNode> Duplicates(Client who, string reference) => Client.Read(await who.Get($"referrals/{reference}/duplicates"));

    private static IEnumerable<string?> Can(System.Text.Json.Nodes.JsonNode shown) => shown["possible"]!.AsArray().Select(what => (string?)what);
}
