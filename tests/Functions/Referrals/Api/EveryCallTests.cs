using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Document;
using ServerlessAssist.Functions.Referrals.Api;
using ServerlessAssist.Tests.Functions.Api;
using static ServerlessAssist.Tests.Functions.Referrals.Api.SignedIn;

namespace ServerlessAssist.Tests.Functions.Referrals.Api;

/// <summary>What holds for every call of the API, also for one that comes tomorrow: found by reflection.</summary>
public sealed class EveryCallTests
{
    /// <summary>About the caller alone: who she is, her own work, absence and quiet.</summary>
    private static readonly string[] WithoutRight = ["ListAccompanied", "ListMine", "SetAbsence", "SetQuiet", "ShowMe"];

    private static readonly string[] Refusals = ["not-allowed", "reference", "provider"];

    private static readonly string[] Forms = ["fields", "broken-json", "not-an-object", "too-large", "not-json", "not-a-table"];

    private static readonly string[] Bodies = ["", "{", "[]", "null", "\"x\"", "{\"unknown\":1}", "{\"a\":1,\"a\":2}",
        "{\"reason\":[],\"text\":{},\"answer\":1,\"person\":true,\"region\":0,\"into\":[]}", new string(' ', 300_000),
        "{\"text\":\"\\ud800\"}"];

    /// <summary>All but those that an organisation's own system alone may do.</summary>
    private static IEnumerable<ApiOperation> OfPeople => WiredApi.Operations.All.Where(call => call.Declared.Scope != Scopes.Webhooks);

    [Fact]
    public void What_is_for_an_organisations_own_system_no_person_may_do() => Play(async house =>
    {
        var (duty, stored, calls) = (house.As("north-duty"), Stored(house),
            WiredApi.Operations.All.Where(call => call.Declared.Scope == Scopes.Webhooks).ToList());
        Assert.Equal(7, calls.Count);
        foreach (var call in calls)
            Assert.Equal((403, "scope"),
                Said(await duty.Send(call.Method.ToUpperInvariant(), PathOf(call, ""), WiredApi.BodyOf(call),
                ("Idempotency-Key", Client.NewKey()))));
        Assert.Equal(stored, Stored(house));
    });

    [Fact]
    public void Every_call_names_the_right_that_it_needs()
    {
        var calls = WiredApi.Operations.All;
        Assert.Equal(WithoutRight,
            calls.Where(call => call.Declared.Rights.Count == 0).Select(call => call.Function).Order(StringComparer.Ordinal));
        // The pipeline finds the scope by the method, which is therefore called as the function is.
        Assert.All(calls, call => Assert.Equal(call.Declared.Scope, WiredApi.Operations.ScopeOf(call.Function)));
        Assert.Throws<InvalidOperationException>(() => WiredApi.Operations.ScopeOf("ShowDocument"));
        // A door that is no operation would be in no document: none but the document itself.
        var doors = from type in typeof(ApiDocument).Assembly.GetExportedTypes()
                    from method in type.GetMethods()
                    let trigger = method.GetParameters().Select(parameter =>
                        parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(one => one is not null)
                    where trigger is { AuthLevel: AuthorizationLevel.Function }
                        && calls.All(call => call.Function != method.GetCustomAttribute<FunctionAttribute>()!.Name)
                    select method.Name;
        Assert.Equal(["ShowDocument"], doors);
    }

    [Fact]
    public void Somebody_without_any_right_does_nothing_and_sees_nothing_by_any_call() => Play(async house =>
    {
        var (auditor, reference) = (house.As("auditor"), await house.InAssistance());
        var stored = Stored(house);
        foreach (var call in OfPeople.Where(call => !WithoutRight.Contains(call.Function)))
        {
            var query = call.Declared.Query == typeof(ProvidersQuery) ? "?service=shelter" : "";
            var reply = await auditor.Send(call.Method.ToUpperInvariant(), PathOf(call, reference) + query, WiredApi.BodyOf(call),
                ("Idempotency-Key", Client.NewKey()));
            Assert.True(reply.Status is 403 or 404, $"{call.Function}: {reply.Status}");
            Assert.Contains(Client.Code(reply), Refusals);
        }
        Assert.Equal(stored, Stored(house));
    });

    [Fact]
    public void A_bad_body_is_answered_with_what_is_wrong_and_nothing_is_stored() => Play(async house =>
    {
        var (duty, reference) = (house.As("north-duty"), await house.Taken());
        var stored = Stored(house);
        foreach (var call in OfPeople.Where(call => call.Declared.Body is not null))
            foreach (var body in Bodies)
            {
                var reply = await duty.Send(call.Method.ToUpperInvariant(), PathOf(call, reference), body,
                    ("Idempotency-Key", Client.NewKey()));
                Assert.True(reply.Status is 400 or 413 or 415,
                    $"{call.Function}: {reply.Status} {reply.Text} for {body[..Math.Min(body.Length, 40)]}");
                Assert.Contains(Client.Code(reply), Forms);
            }
        Assert.Equal(stored, Stored(house));
    });

    [Fact]
    public void A_change_without_a_key_of_its_own_is_not_done_nor_one_whose_ETag_is_none() => Play(async house =>
    {
        var (duty, reference) = (house.As("north-duty"), await house.Taken());
        var stored = Stored(house);
        foreach (var call in OfPeople.Where(call => call.IsChange))
        {
            var (method, path, body) = (call.Method.ToUpperInvariant(), PathOf(call, reference), WiredApi.BodyOf(call));
            Assert.Equal((call.Function, (400, "idempotency-key")), (call.Function, Said(await duty.Send(method, path, body))!));
            if (call.Function is "OpenReferral" or "OpenCaseFile") continue;
            var withoutTag = await duty.Send(method, path, body, ("Idempotency-Key", Client.NewKey()), ("If-Match", "7"));
            Assert.Equal((call.Function, (400, "if-match")), (call.Function, Said(withoutTag)!));
        }
        Assert.Equal(stored, Stored(house));
    });

    private static string PathOf(ApiOperation call, string reference) => call.Route["v1/".Length..]
        .Replace("{reference}", reference, StringComparison.Ordinal).Replace("{number}", "1", StringComparison.Ordinal).Replace("{id}",
            "0a1b2c3d4e", StringComparison.Ordinal);

    /// <summary>How many commits of anything there are.</summary>
    private static int Stored(SignedIn house) => house.Stage.World.Facts.History.Values.Sum(versions => versions.Count);
}
