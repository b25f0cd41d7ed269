using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Document;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Api;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;
using ServerlessAssist.Tests.Functions.People.Api;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Referrals.Api;

/// <summary>Keys that begin and end, and staff who are signed in.</summary>
public sealed class CallerTests
{
    [Fact]
    public void While_a_key_is_replaced_both_are_valid_and_the_old_one_ends_when_it_was_said() => Stage.Play(async stage =>
    {
        await stage.Programme.Load(Keys(
            ("old-key", stage.World.Time.Now.AddHours(2)), ("new-key", null)));
        var (old, young) = (new Client(stage, "old-key"), new Client(stage, "new-key"));
        Assert.Equal((200, 200), ((await old.Get("me")).Status, (await young.Get("me")).Status));
        await stage.Minutes(121);
        Assert.Equal((401, 200), ((await old.Get("me")).Status, (await young.Get("me")).Status));
    });

    [Fact]
    public void Operators_see_when_a_key_was_last_used_and_that_costs_storage_once_an_hour() => Stage.Play(async stage =>
    {
        await stage.Programme.Load(Keys(("old-key", null), ("new-key", null)));
        await new Client(stage, "new-key").Get("me");
        var calls = stage.StorageCalls;
        await new Client(stage, "new-key").Get("me");
        Assert.Equal(0, stage.StorageCalls - calls);
        await stage.Minutes(61);
        var later = stage.World.Time.Now;
        await new Client(stage, "new-key").Get("me");
        var keys = JsonNode.Parse((await stage.Ask(new HttpAsk("GET", "/api/operations/api-keys", [("x-functions-key", SandboxSystem.MasterKey)], []))).Text)!.AsArray();
        var young = keys.Single(key => (string?)key!["key"] == Hash("new-key")[..12])!;
        Assert.True((DateTimeOffset)young["lastUsed"]! >= later);
        Assert.Null(keys.Single(key => (string?)key!["key"] == Hash("old-key")[..12])!["lastUsed"]);
        Assert.DoesNotContain(Hash("new-key"), keys.ToJsonString(), StringComparison.Ordinal);
    });

    [Fact]
    public void Somebody_who_is_signed_in_takes_a_referral_and_a_system_cannot() => Stage.Play(async stage =>
    {
        var people = JsonNode.Parse(Programme.DemoPeople().GetRawText())!;
        people["staff"]![0]!["entra"] = Tenant.Person;
        await stage.Programme.Load(Encoding.UTF8.GetBytes(people.ToJsonString()));
        var reference = await stage.Programme.Refer();
        Assert.Equal((403, "scope"), Said(await new Client(stage, Client.Mission).Post($"referrals/{reference}/take")));

        var tenant = new Tenant();
        var house = stage.Process.Services;
        var callers = new Callers(house.GetRequiredService<StaffDirectory>(), tenant.Tokens(), house.GetRequiredService<KeyUses>(), house.GetRequiredService<TimeProvider>());
        var door = new ReferralPipeline(new ApiPipeline(callers, house.GetRequiredService<ApiOperations>(), new Random(1)), house.GetRequiredService<StreamHandler<Referral, ReferralEvent, ReferralCommand>>(), house.GetRequiredService<BlindIndex>());
        var actions = new ReferralActions(door, house.GetRequiredService<StaffDirectory>());
        Assert.Equal(401, await Run(tenant.Sign(Tenant.Claims) + "x"));
        Assert.Null(stage.Referral(reference).State.TakenBy);
        Assert.Equal(200, await Run(tenant.Sign(Tenant.Claims)));
        Assert.Equal("north-duty", stage.Referral(reference).State.TakenBy?.Value);

        async Task<int> Run(string token)
        {
            var context = new DefaultHttpContext { RequestServices = house };
            context.Request.Method = "POST";
            context.Request.Headers.Authorization = $"Bearer {token}";
            context.Request.Headers["Idempotency-Key"] = "take-0001";
            var taking = actions.TakeReferral(context.Request, reference, CancellationToken.None);
            await (await taking).ExecuteAsync(context);
            return context.Response.StatusCode;
        }
    });

    private static byte[] Keys(params (string Key, DateTimeOffset? Expires)[] keys)
    {
        var people = JsonNode.Parse(Programme.DemoPeople().GetRawText())!;
        people["organisations"]![1]!["apiKeys"] = new JsonArray([.. keys.Select(one => (JsonNode)new JsonObject
        {
            ["sha256"] = Hash(one.Key), ["scopes"] = new JsonArray("referrals:read"), ["created"] = "2026-01-01T00:00:00Z", ["expires"] = (one.Expires ?? new DateTimeOffset(2036, 1, 1, 0, 0, 0, TimeSpan.Zero)).ToString("O"),
        })]);
        return Encoding.UTF8.GetBytes(people.ToJsonString());
    }

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static (int, string?) Said(HttpReply reply) => (reply.Status, Client.Code(reply));
}
