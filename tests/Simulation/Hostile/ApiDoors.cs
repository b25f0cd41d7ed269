using System.Text;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation.Hostile;

/// <summary>What organisations and operators call, mostly with their keys.</summary>
internal static class ApiDoors
{
    private static readonly JsonTemplate[] Referrals = [.. new[] { ("immediate", "al-north", "adult"), ("routine", "al-south", "child") }.Select(one => new JsonTemplate(Programme.Body(one.Item1, one.Item2, one.Item3)))];

    private static readonly JsonTemplate People = new(Encoding.UTF8.GetBytes(Programme.DemoPeople().GetRawText()));

    private static readonly string[] Names = ["staff", "RA-0A00-M", "RA-", "", "0A00M", "ra 0a00 m", "..", "%2e%2e", "staff~", "STAFF", "delivery-urgent", "delivery-routine", "inbound", "delivery-urgent-poison", "URGENT", "urgent ", "urgent\0", "urgent-poison-poison"];

    private static readonly string[] NearKeys = ["", "x", SandboxSystem.FunctionKey + "0", SandboxSystem.FunctionKey[..^1], SandboxSystem.MasterKey.ToUpperInvariant(), "\u0430", new('k', 8000), "' or 1"];

    private static readonly string[] Organisations = ["ngo-kukes-demo-key", "ngo-kukes-demo-key", "ngo-kukes-demo-key", "ngo-vlore-demo-key", "ngo-kukes-demo-ke", "ngo-kukes-demo-key ", "", "mission-al", new('k', 256), new('k', 257), "\ud800"];

    private static readonly string[] IdempotencyKeys = ["hostile-north", "hostile-0001", "short", new('k', 8), new('k', 64), new('k', 65), "key with space", "key-\u0430-00000", "key-\u007f-0000", "'or'1'eq'1", "~~~~~~~~", "........"];

    private static readonly string[] Systems = ["ngo-kukes-demo-key", "mission-al-demo-key", "mission-al-demo-key", "house-lake-demo-key"];

    private static readonly string[] Deliveries = ["msg_0123456789ab_1", "msg_0123456789ab_0", "msg__1", "msg", "_", "msg_0123456789ab_99999999999999999999", "%5f", "1"];

    private static readonly string[] Tags = ["\"1\"", "\"2\"", "*", "W/\"2\"", "2", "\"", "\"\"", "\"-1\"", "\"99999999999999999999\"", "\"1\", \"2\"", "\"\u0661\""];

    private static readonly string[] Numbers = ["1", "2", "0", "-1", "99999999999", "1e1", "\u0661", "x", " 1", "1;2", "%31"];

    private static readonly string[] Queries = ["?days=1", "?days=32", "?days=\u0663","", "?service=shelter", "?service=", "?service=x&service=shelter", "?limit=1", "?limit=0", "?limit=201", "?limit=-1", "?limit=1e2", "?limit=99999999999", "?status=alerted", "?status=Alerted", "?region=al-north", "?region=al-south", "?region=x' or '1' eq '1", "?cursor=x",
        "?cursor=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "?cursor=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde'", "?cursor=&limit=&status=&region="];

    /// <summary>A call of the API, by a system that may or may not do it.</summary>
    /// <param name="body">A good one; null: it needs none.</param>
    public static Func<Scene, Draw, HostileInput> Call(string function, string? body = null)
    {
        var (_, trigger, _) = House.Doors.First(door => door.Function.Name == function);
        var template = body is null ? null : new JsonTemplate(Encoding.UTF8.GetBytes(body));
        return (scene, draw) =>
        {
            var (headers, mayComeIn) = Keys(draw, SandboxSystem.FunctionKey);
            headers.Add(("X-Api-Key", draw.OneIn(6) ? draw.Of(Organisations) : function.Contains("Hook", StringComparison.Ordinal) && !draw.OneIn(4) ? Programme.HotlineKey : draw.Of(Systems)));
            if (!draw.OneIn(10)) headers.Add(("Idempotency-Key", draw.OneIn(5) ? draw.Of(IdempotencyKeys) : draw.Id));
            if (draw.OneIn(3)) headers.Add((draw.OneIn(2) ? "If-Match" : "If-None-Match", draw.Of(Tags)));
            if (template is not null || draw.OneIn(4)) headers.Add(("Content-Type", "application/json"));
            var path = (trigger.Route ?? function).Replace("{reference}", draw.OneIn(3) ? Name(scene, draw) : draw.Of(scene.References), StringComparison.Ordinal)
                .Replace("{region}", draw.OneIn(3) ? Name(scene, draw) : "al-north", StringComparison.Ordinal)
                .Replace("{number}", Segment(draw.Of(Numbers)), StringComparison.Ordinal).Replace("{id}", draw.OneIn(3) ? Name(scene, draw) : draw.Of(Deliveries), StringComparison.Ordinal);
            var sent = template is null ? draw.OneIn(4) ? HostileJson.Value(draw) : [] : draw.OneIn(4) ? template.Good : HostileJson.Body(draw, template);
            return new HostileInput(function, new HttpAsk(trigger.Methods![0].ToUpperInvariant(), $"/api/{path}{(mayComeIn ? draw.Of(Queries) : "")}", headers, sent), mayComeIn);
        };
    }

    public static HostileInput Refer(Scene scene, Draw draw)
    {
        var (headers, mayComeIn) = Keys(draw, SandboxSystem.FunctionKey);
        headers.Add(("X-Api-Key", draw.OneIn(4) ? draw.Of(Organisations) : Organisations[0]));
        headers.Add(("Idempotency-Key", draw.Next(5) switch { 0 => draw.Of(IdempotencyKeys), 1 when draw.OneIn(4) => HostileText.Any(draw, 300), _ => draw.Id }));
        headers.Add(("Content-Type", "application/json"));
        return new HostileInput("OpenReferral", new HttpAsk("POST", "/api/v1/referrals", headers, HostileJson.Body(draw, draw.Of(Referrals))), mayComeIn);
    }

    public static HostileInput Show(Scene scene, Draw draw)
    {
        var (headers, mayComeIn) = Keys(draw, SandboxSystem.FunctionKey);
        headers.Add(("X-Api-Key", draw.OneIn(5) ? draw.Of(Organisations) : Organisations[0]));
        return new HostileInput("ReadHistory", new HttpAsk("GET", $"/api/v1/referrals/{Name(scene, draw)}/history{(mayComeIn ? Query(draw) : "")}", headers, []), mayComeIn);
    }

    public static HostileInput Load(Scene scene, Draw draw)
    {
        var (headers, mayComeIn) = Keys(draw, SandboxSystem.MasterKey);
        Operator(draw, headers);
        headers.Add(("Content-Type", "application/json"));
        return new HostileInput("LoadPeople", new HttpAsk("PUT", "/api/operations/people", headers, HostileJson.Body(draw, People)), mayComeIn);
    }

    public static HostileInput Chain(Scene scene, Draw draw)
    {
        var (headers, mayComeIn) = Keys(draw, SandboxSystem.MasterKey);
        return new HostileInput("VerifyChain", new HttpAsk("GET", $"/api/operations/chain/{Name(scene, draw)}{Query(draw)}", headers, []), mayComeIn);
    }

    public static HostileInput PutBack(Scene scene, Draw draw)
    {
        var (headers, mayComeIn) = Keys(draw, SandboxSystem.MasterKey);
        Operator(draw, headers);
        return new HostileInput("PutPoisonBack", new HttpAsk("POST", $"/api/operations/poison/{Name(scene, draw)}{Query(draw)}", headers, HostileJson.Value(draw)), mayComeIn);
    }

    public static readonly string[] Views = ["referralboard", "referralboard", "referralworklists", "streams", "agenda", "REFERRALBOARD", "referralboard~", "..", "%2e"];

    private static readonly string[] Cursors = ["", "x", "c3RyZWFtcwoKCg", "bGluZXMKCg", "c3RyZWFtcwpyZWZlcnJhbH4K", "bGluZXMKYQpi", "_-_-", "AAAA", "=", new('A', 3000)];

    private static readonly string[] Months = ["", "2026-03", "2026-13", "0000-00", "9999-12", "2026-3", "2026-03-01", "%", "\u0662\u0660\u0662\u0666-03", "2026-03'", "staff"];

    /// <summary>Walks of an operator, with broken cursors, names and dry runs.</summary>
    public static HostileInput Upkeep(Scene scene, Draw draw, string function, string method, string route)
    {
        var (headers, mayComeIn) = Keys(draw, SandboxSystem.MasterKey);
        Operator(draw, headers);
        if (draw.OneIn(2)) headers.Add(("X-Cursor", draw.OneIn(3) ? HostileText.Any(draw, 300) : draw.Of(Cursors)));
        return new HostileInput(function, new HttpAsk(method, $"/api/operations/{route}{DryRun(draw)}", headers, []), mayComeIn);
    }

    public static HostileInput Audit(Scene scene, Draw draw)
    {
        var (headers, mayComeIn) = Keys(draw, SandboxSystem.MasterKey);
        return new HostileInput("ShowAudit", new HttpAsk("GET", $"/api/operations/audit?month={draw.Of(Months)}", headers, []), mayComeIn);
    }

    private static void Operator(Draw draw, List<(string Name, string Value)> headers)
    {
        if (!draw.OneIn(8)) headers.Add(("X-Operator", draw.OneIn(6) ? HostileText.Any(draw, 200) : "operations"));
    }

    private static string DryRun(Draw draw) => draw.Next(4) switch { 0 => "?dryRun=true", 1 => "?dryRun=" + draw.Of(["false", "TRUE", "1", "", "true&dryRun=false", "tru\u0435"]), _ => "" };

    /// <summary>A route that has no generator of its own: hostile values for its parameters, the key that it asks for, whatever body.</summary>
    public static HostileInput Any(Scene scene, Draw draw, string function)
    {
        var (_, trigger, _) = House.Doors.First(door => door.Function.Name == function);
        var path = new StringBuilder("/api/");
        foreach (var part in (trigger.Route ?? function).Split('/')) path.Append(part.StartsWith('{') ? Name(scene, draw) : part).Append('/');
        path.Length--;
        var (headers, mayComeIn) = trigger.AuthLevel == Microsoft.Azure.Functions.Worker.AuthorizationLevel.Anonymous ? ([], true) : Keys(draw, SandboxSystem.MasterKey);
        Operator(draw, headers);
        headers.Add(("Content-Type", draw.OneIn(3) ? "application/x-www-form-urlencoded" : "application/json"));
        var method = trigger.Methods is { Length: > 0 } methods ? draw.Of(methods).ToUpperInvariant() : "POST";
        return new HostileInput(function, new HttpAsk(method, $"{path}{Query(draw)}", headers, HostileJson.Body(draw, draw.Of(Referrals))), mayComeIn);
    }

    /// <summary>Where there is nothing.</summary>
    public static HostileInput Nowhere(Draw draw)
    {
        var path = draw.Of(["/", "/api", "/api/", "/api//sms", "/api/sms/", "/API/SMS", "/api/sms/status", "/api/sms/status/", "/api/referrals", "/api/v1/referrals/a/b", "/api/operations", "/admin/host/status", "/.env", "/api/../api/sms", "/api/telegram/x", "/runtime/webhooks", "/api/operations/people/x"]);
        if (draw.OneIn(2)) path = $"/{Segment(HostileText.Any(draw, 3000))}";
        return new HostileInput(HostileInput.Nowhere, new HttpAsk(draw.Of(["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get", ""]), path, [], []), true);
    }

    internal static (List<(string Name, string Value)> Headers, bool MayComeIn) Keys(Draw draw, string good) => draw.OneIn(25) ? ([("x-functions-key", draw.Of(NearKeys))], false) : ([("x-functions-key", good)], true);

    internal static string Name(Scene scene, Draw draw)
    {
        var name = draw.Next(8) switch { < 3 => draw.Of(scene.References), 3 => HostileText.Mutated(draw, draw.Of(scene.References)), 4 => HostileText.Any(draw, 2000), 5 => HostileText.Mutated(draw, draw.Of(Names)), _ => draw.Of(Names) };
        return Segment(name) is { Length: > 0 } some ? some : "x";
    }

    /// <summary>What a server lets through as one part of a path: it refuses NUL itself.</summary>
    public static string Segment(string text) => text.Replace('/', '_').Replace('?', '_').Replace("%00", "_", StringComparison.Ordinal).Replace('\0', '_');

    internal static string Query(Draw draw) => draw.OneIn(10) ? $"?{draw.Of(["code=", "code=x&code=y", "a&b", "%zz", "$filter=a", "&&=&", "a[]=1", "\u0430=\0", "code=" + SandboxSystem.FunctionKey])}" : "";
}
