using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Document;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Webhooks;
using ServerlessAssist.Functions.Webhooks.Api;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Carriers;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Tests.Functions.People.Api;
using ServerlessAssist.Tests.Functions.Referrals.Api;
using static ServerlessAssist.Tests.Functions.Referrals.Api.Client;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Webhooks;

/// <summary>A subscription as the organisation's own system sets it, and what arrives there.</summary>
public sealed class WebhookApiTests
{
    private static readonly string[] Reads = ["webhook", "webhook/deliveries"], Changes = ["webhook/secret", "webhook/test", "webhook/deliveries/msg_0123456789ab_1/replay"],
        BadQueries = ["?limit=0", "?limit=201", "?limit=x", "?cursor=x", "?cursor=msg_0123456789ab_x", "?cursor=msg_1_1"];

    private const string Good = $$"""{"address":"{{Simulation.Carriers.Hotline.Address}}","events":["opened","taken","closed"]}""";

    [Fact]
    public void An_organisations_system_hears_within_seconds_what_becomes_of_what_it_referred_and_of_nothing_else() => Stage.Play(async stage =>
    {
        await Subscribe(stage);
        var (reference, asked) = (await stage.Programme.Refer(system: Client.Hotline), stage.World.Time.Now);
        await stage.Programme.Refer();
        await stage.Minutes(1);
        var opened = Assert.Single(stage.World.Hotline.Calls);
        Assert.Equal(("referral.opened", reference), (opened.Type, opened.Reference));
        Assert.InRange(opened.At - asked, TimeSpan.Zero, TimeSpan.FromSeconds(15));

        await stage.Ask(stage.Sms(Programme.DutySms.Value, Stage.CodeFor(stage.Referral(reference).State, new("north-duty"))));
        await stage.Minutes(1);
        Assert.Equal(200, (await new Client(stage, Mission).Post($"referrals/{reference}/close", """{"reason":"completed"}""")).Status);
        await stage.Minutes(1);
        Assert.Equal(["referral.opened", "referral.taken", "referral.closed"], stage.World.Hotline.Calls.Select(call => call.Type));
        var shown = Read(await Hotline(stage).Get("webhook"));
        Assert.Equal((Simulation.Carriers.Hotline.Address, "active", 0, 0), ((string?)shown["address"], (string?)shown["status"], (int)shown["waiting"]!, (int)shown["failed"]!));
        Assert.True((DateTimeOffset)shown["lastDelivered"]! > asked);
        Assert.Empty(stage.World.Facts.Violations);
    });

    [Fact]
    public void Whoever_listens_to_nothing_pays_nothing_for_those_who_do()
    {
        var costs = new List<int>();
        foreach (var isSubscribed in new[] { true, false })
            Stage.Play(async stage =>
            {
                if (isSubscribed) await Subscribe(stage);
                await stage.Programme.Refer();
                var before = stage.StorageCalls;
                var reference = await stage.Programme.Refer();
                await stage.Ask(stage.Sms(Programme.DutySms.Value, Stage.CodeFor(stage.Referral(reference).State, new("north-duty"))));
                costs.Add(stage.StorageCalls - before);
            });
        Assert.Equal(costs[0], costs[1]);
        Assert.True(costs[0] > 5);
    }

    [Fact]
    public void The_secret_is_shown_once_and_the_address_can_be_changed_without_it() => Stage.Play(async stage =>
    {
        var first = await Subscribe(stage);
        Assert.StartsWith("whsec_", first, StringComparison.Ordinal);
        var again = await Hotline(stage).Send("PUT", "webhook", """{"address":"https://other.hotline.example.org/","events":["closed"]}""");
        Assert.Null(Read(again)["secret"]);
        foreach (var path in Reads) Assert.DoesNotContain(first, (await Hotline(stage).Get(path)).Text, StringComparison.Ordinal);
        Assert.Equal(["closed"], Read(await Hotline(stage).Get("webhook"))["events"]!.AsArray().Select(one => (string)one!));
    });

    [Theory]
    [InlineData("""{}""", "address", "events")]
    [InlineData("""{"address":"http://cases.hotline.example.org/","events":["opened"]}""", "address")]
    [InlineData("""{"address":"https://169.254.169.254/","events":["opened"]}""", "address")]
    [InlineData("""{"address":"https://cases.hotline.example.org/","events":[]}""", "events")]
    [InlineData("""{"address":"https://cases.hotline.example.org/","events":["opened","opened"]}""", "events[1]")]
    [InlineData("""{"address":"https://cases.hotline.example.org/","events":["test"]}""", "events[0]")]
    [InlineData("""{"address":"https://cases.hotline.example.org/","events":["opened"],"secret":"x"}""", "secret")]
    public void What_is_wrong_is_said_by_its_path_and_nothing_is_stored(string body, params string[] paths) => Stage.Play(async stage =>
    {
        var answer = await Hotline(stage).Send("PUT", "webhook", body);
        Assert.Equal((400, "fields"), (answer.Status, Code(answer)));
        Assert.Equal(paths.Order(), Read(answer)["errors"]!.AsObject().Select(one => one.Key).Order());
        Assert.Equal((404, "webhook"), Said(await Hotline(stage).Get("webhook")));
    });

    [Fact]
    public void Without_a_subscription_every_call_says_so() => Stage.Play(async stage =>
    {
        foreach (var path in Reads) Assert.Equal((404, "webhook"), Said(await Hotline(stage).Get(path)));
        foreach (var path in Changes) Assert.Equal((404, "webhook"), Said(await Hotline(stage).Post(path)));
        Assert.Equal((404, "webhook"), Said(await Hotline(stage).Send("DELETE", "webhook", null, ("Idempotency-Key", NewKey()))));
        Assert.Equal((400, "idempotency-key"), Said(await Hotline(stage).Send("POST", "webhook/test", null)));
    });

    [Fact]
    public void Only_the_organisations_own_system_may_and_no_person_of_it() => Stage.Play(async stage =>
    {
        await Subscribe(stage);
        foreach (var key in new[] { Ngo, Mission, Lake })
        {
            Assert.Equal((403, "scope"), Said(await new Client(stage, key).Get("webhook")));
            Assert.Equal((403, "scope"), Said(await new Client(stage, key).Send("PUT", "webhook", Good)));
            Assert.Equal((403, "scope"), Said(await new Client(stage, key).Post("webhook/secret")));
        }
        var people = JsonNode.Parse(Programme.DemoPeople().GetRawText())!;
        people["staff"]![0]!["entra"] = Tenant.Person;
        await stage.Programme.Load(System.Text.Encoding.UTF8.GetBytes(people.ToJsonString()));
        var (tenant, house) = (new Tenant(), stage.Process.Services);
        var callers = new Callers(house.GetRequiredService<StaffDirectory>(), tenant.Tokens(), house.GetRequiredService<KeyUses>(), house.GetRequiredService<TimeProvider>());
        var door = new WebhookPipeline(new ApiPipeline(callers, house.GetRequiredService<ApiOperations>(), new Random(1)), house.GetRequiredService<StreamHandler<Subscription, SubscriptionEvent, SubscriptionCommand>>(), house.GetRequiredService<BlindIndex>(), new Random(1));
        var context = new DefaultHttpContext { RequestServices = house };
        context.Request.Headers.Authorization = $"Bearer {tenant.Sign(Tenant.Claims)}";
        var asking = new WebhookEndpoints(door, house.GetRequiredService<WebhookSettings>()).ShowHook(context.Request, CancellationToken.None);
        await (await asking).ExecuteAsync(context);
        Assert.Equal(403, context.Response.StatusCode);
    });

    [Fact]
    public void While_a_secret_is_changed_the_old_one_and_the_new_one_verify() => Stage.Play(async stage =>
    {
        var old = await Subscribe(stage);
        var call = NewKey();
        var answer = await Hotline(stage).Post("webhook/secret", null, call);
        var young = (string)Read(answer)["secret"]!;
        Assert.Equal(answer.Text, (await Hotline(stage).Post("webhook/secret", null, call)).Text);
        Assert.Equal((409, "idempotency-key-reused"), Said(await Hotline(stage).Post("webhook/test", null, call)));
        foreach (var secret in new[] { old, young })
        {
            (stage.World.Hotline.Secrets[0], var before) = (secret, stage.World.Hotline.Calls.Count);
            await Hotline(stage).Post("webhook/test");
            await stage.Minutes(1);
            Assert.Equal(before + 1, stage.World.Hotline.Calls.Count);
        }
        Assert.Empty(stage.World.Facts.Violations);
        await stage.Later(TimeSpan.FromHours(24));
        stage.World.Hotline.Secrets[0] = old;
        await Hotline(stage).Post("webhook/test");
        await stage.Minutes(1);
        Assert.Contains(stage.World.Facts.Violations, one => one.What == "A signature was not good.");
    });

    [Fact]
    public void What_is_asked_for_once_comes_once_and_again_under_the_same_id() => Stage.Play(async stage =>
    {
        await Subscribe(stage);
        var call = NewKey();
        for (var time = 0; time < 3; time++) Assert.Equal("""{"what":"test"}""", (await Hotline(stage).Post("webhook/test", null, call)).Text);
        await stage.Minutes(1);
        var id = Assert.Single(stage.World.Hotline.Calls).Id;
        Assert.Equal("webhook.test", stage.World.Hotline.Calls[0].Type);
        var listed = Assert.Single(Read(await Hotline(stage).Get("webhook/deliveries"))["deliveries"]!.AsArray())!;
        Assert.Equal((id, "webhook.test", "delivered", 1, "200"), ((string?)listed["id"], (string?)listed["type"], (string?)listed["status"], (int)listed["calls"]!, (string?)listed["answer"]));
        Assert.Equal("""{"what":"replay"}""", (await Hotline(stage).Post($"webhook/deliveries/{id}/replay")).Text);
        await stage.Minutes(1);
        Assert.Equal([id, id], stage.World.Hotline.Calls.Select(one => one.Id));
        Assert.Equal((404, "delivery"), Said(await Hotline(stage).Post("webhook/deliveries/msg_0123456789ab_7/replay")));
    });

    [Fact]
    public void Deliveries_are_listed_page_by_page_the_newest_first() => Stage.Play(async stage =>
    {
        await Subscribe(stage);
        for (var time = 0; time < 5; time++) await Hotline(stage).Post("webhook/test");
        var (ids, next) = (new List<string>(), (string?)null);
        do
        {
            var page = Read(await Hotline(stage).Get($"webhook/deliveries?limit=2{(next is null ? "" : $"&cursor={next}")}"));
            ids.AddRange(page["deliveries"]!.AsArray().Select(one => ((string)one!["id"]!).Split('_')[2]));
            next = (string?)page["next"];
        }
        while (next is not null);
        Assert.Equal(["5", "4", "3", "2", "1"], ids);
        foreach (var bad in BadQueries) Assert.Equal((400, "query"), Said(await Hotline(stage).Get($"webhook/deliveries{bad}")));
    });

    [Fact]
    public void A_receiver_that_takes_nothing_for_days_is_paused_administrators_hear_of_it_and_it_can_be_taken_up_again() => Stage.Play(async stage =>
    {
        await Subscribe(stage);
        stage.World.Hotline.Mood = _ => new CarrierReply(500, "");
        for (var day = 0; day < 9; day++)
        {
            await stage.Programme.Refer("routine", "al-south", system: Client.Hotline);
            await stage.Later(TimeSpan.FromDays(1));
        }
        Assert.Equal("paused", (string?)Read(await Hotline(stage).Get("webhook"))["status"]);
        var told = stage.World.Phone(Programme.OperationsSms).All.Where(shown => shown.Text.Contains("system of hotline-al", StringComparison.Ordinal)).Select(shown => shown.Text.Contains("switch it on again", StringComparison.Ordinal));
        Assert.Equal([false, true], told);
        var calls = stage.World.Hotline.Calls.Count;
        await stage.Programme.Refer("routine", "al-south", system: Client.Hotline);
        await stage.Minutes(10);
        Assert.Equal(calls, stage.World.Hotline.Calls.Count);
        var deliveries = Read(await Hotline(stage).Get("webhook/deliveries"))["deliveries"]!.AsArray();
        Assert.All(deliveries, one => Assert.Equal("failed", (string?)one!["status"]));
        Assert.Equal((409, "webhook-stopped"), Said(await Hotline(stage).Post($"webhook/deliveries/{deliveries[0]!["id"]}/replay")));

        stage.World.Hotline.Mood = null;
        Assert.Equal("active", (string?)Read(await Hotline(stage).Send("PUT", "webhook", Good))["status"]);
        Assert.Equal(200, (await Hotline(stage).Post($"webhook/deliveries/{deliveries[0]!["id"]}/replay")).Status);
        await stage.Minutes(1);
        Assert.Equal((string?)deliveries[0]!["id"], stage.World.Hotline.Calls[^1].Id);
    });

    [Fact]
    public void A_receiver_that_is_gone_for_good_is_called_no_more() => Stage.Play(async stage =>
    {
        await Subscribe(stage);
        stage.World.Hotline.Mood = _ => new CarrierReply(410, "");
        for (var time = 0; time < 2; time++)
        {
            await stage.Programme.Refer(system: Client.Hotline);
            await stage.Minutes(20);
        }
        Assert.Single(stage.World.Hotline.Calls);
        Assert.Equal("gone", (string?)Read(await Hotline(stage).Get("webhook"))["status"]);
    });

    [Fact]
    public void An_organisation_whose_key_was_taken_away_is_told_nothing_more() => Stage.Play(async stage =>
    {
        await Subscribe(stage);
        await stage.Programme.Refer(system: Client.Hotline);
        await stage.Minutes(1);
        var people = JsonNode.Parse(Programme.DemoPeople().GetRawText())!;
        people["organisations"]!.AsArray().Single(one => (string?)one!["id"] == "hotline-al")!["apiKeys"]![0]!["scopes"] = new JsonArray("referrals:read");
        await stage.Programme.Load(System.Text.Encoding.UTF8.GetBytes(people.ToJsonString()));
        await stage.Minutes(1);
        var (reference, before) = (stage.World.Hotline.Calls[0].Reference!, stage.World.Hotline.Calls.Count);
        await stage.Ask(stage.Sms(Programme.DutySms.Value, Stage.CodeFor(stage.Referral(reference).State, new("north-duty"))));
        await stage.Later(TimeSpan.FromHours(3));
        Assert.NotNull(stage.Referral(reference).State.TakenBy);
        Assert.Equal(before, stage.World.Hotline.Calls.Count);
        Assert.Equal(403, (await Hotline(stage).Get("webhook")).Status);
    });

    [Fact]
    public void What_is_ended_is_over_at_once() => Stage.Play(async stage =>
    {
        await Subscribe(stage);
        await stage.Programme.Refer(system: Client.Hotline);
        Assert.Equal("""{"what":"end"}""", (await Hotline(stage).Send("DELETE", "webhook", null, ("Idempotency-Key", NewKey()))).Text);
        Assert.Equal((404, "webhook"), Said(await Hotline(stage).Get("webhook")));
        var before = stage.World.Hotline.Calls.Count;
        await stage.Programme.Refer(system: Client.Hotline);
        await stage.Minutes(10);
        Assert.Equal(before, stage.World.Hotline.Calls.Count);
    });

    private static async Task<string> Subscribe(Stage stage)
    {
        var secret = (string)Read(await Hotline(stage).Send("PUT", "webhook", Good))["secret"]!;
        stage.World.Hotline.Secrets.Add(secret);
        return secret;
    }

    private static Client Hotline(Stage stage) => new(stage, Client.Hotline);

    private static (int, string?) Said(Simulation.World.HttpReply reply) => (reply.Status, Code(reply));
}
