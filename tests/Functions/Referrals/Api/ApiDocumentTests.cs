using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Simulation.World;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Referrals.Api;

/// <summary>What the API's document says is what the API does.</summary>
public sealed partial class ApiDocumentTests
{
    private static readonly JsonNode Document = JsonNode.Parse(ApiDocument.Json)!;

    /// <summary>Route, method, what is said of it.</summary>
    private static readonly List<(string Route, string Method, OperationAttribute? Operation)> Functions =
    [
        .. from type in typeof(ApiDocument).Assembly.GetExportedTypes()
           from method in type.GetMethods()
           where method.GetCustomAttribute<FunctionAttribute>() is not null
           let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(one => one is not null)
           where trigger?.Route?.StartsWith(ApiDocument.Version, StringComparison.Ordinal) == true && trigger.Route != "v1/openapi.json"
           select ($"/{trigger.Route}", trigger.Methods!.Single(), method.GetCustomAttribute<OperationAttribute>()),
    ];

    [Fact]
    public void Every_versioned_route_stands_in_it_and_nothing_else()
    {
        var written = Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(method => $"{method.Key} {path.Key}"));
        Assert.True(Functions.Count >= 43);
        Assert.Equal(Functions.Select(one => $"{one.Method} {one.Route}").Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_linter_that_is_not_ours_finds_nothing_in_it_and_its_examples_keep_to_their_schemas()
    {
        Assert.Equal("[]", await Lint(Document));
        // It can find something.
        var broken = Document.DeepClone();
        broken["paths"]!["/v1/referrals/{reference}/close"]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"] = new JsonObject { ["reason"] = "because" };
        Assert.Contains("no-invalid-media-type-examples", await Lint(broken), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_problem_that_the_code_answers_with_stands_in_the_list()
    {
        var root = Path.GetFullPath(Path.Combine(SandboxFolder.Path, "..", ".."));
        var sources = Directory.EnumerateFiles(Path.Combine(root, "functions", "Referrals"), "*.cs", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Path.Combine(root, "functions", "People", "Api"), "*.cs")).Concat(Directory.EnumerateFiles(Path.Combine(root, "shared", "Requests"), "*.cs"));
        var codes = sources.SelectMany(file => ProblemCode().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).ToList();
        Assert.True(codes.Count >= 6);
        Assert.Empty(codes.Except(ApiProblem.All.Select(one => one.Code)));
        Assert.Equal(ApiProblem.All.Count, ApiProblem.All.Select(one => one.Code).Distinct().Count());
        Assert.All(ApiProblem.All, one => Assert.Contains($"`{one.Code}`", (string)Document["info"]!["description"]!, StringComparison.Ordinal));
        Assert.Equal(typeof(ApiProblem).GetFields(BindingFlags.Public | BindingFlags.Static).Length, ApiProblem.All.Count);
    }

    [Fact]
    public void A_key_without_the_scope_that_it_says_is_refused_everywhere() => Stage.Play(async stage =>
    {
        var reference = await stage.Programme.Refer();
        var scopes = new Dictionary<string, string[]>
        {
            [Client.Ngo] = [Scopes.Write, Scopes.Read], [Client.Mission] = [Scopes.Read, Scopes.Manage, Scopes.Conversation, Scopes.Rota], [Client.Lake] = [Scopes.Read, Scopes.Offers, Scopes.Places, Scopes.Conversation],
        };
        foreach (var (route, method, operation) in Functions)
            foreach (var (key, held) in scopes)
            {
                var answer = await new Client(stage, key).Send(method.ToUpperInvariant(), route["/v1/".Length..].Replace("{reference}", reference, StringComparison.Ordinal).Replace("{number}", "1", StringComparison.Ordinal).Replace("{id}", "none", StringComparison.Ordinal), method == "get" ? null : "{}", ("Idempotency-Key", Client.NewKey()));
                var isLacking = operation!.Scope.Length > 0 && !held.Contains(operation.Scope);
                Assert.True(isLacking == (answer.Status == 403 && Client.Code(answer) == "scope"), $"{method} {route} {key}: {answer.Status}");
                if (isLacking) Assert.Contains(operation.Scope, (string)Document["paths"]![route]![method]!["description"]!, StringComparison.Ordinal);
            }
        Assert.Equal(200, (await stage.Ask(new HttpAsk("GET", "/api/v1/openapi.json", [("x-functions-key", SandboxSystem.FunctionKey)], []))).Status);
    });

    private static async Task<string> Lint(JsonNode document)
    {
        var file = Path.Combine(Path.GetTempPath(), $"openapi-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, document.ToJsonString(), TestContext.Current.CancellationToken);
        try
        {
            return (await Oracles.Ask("openapi.mjs", file)).Trim();
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex("(?:Problem\\.Of|Refused)\\([^,()]+, \"([a-z-]+)\"")]
    private static partial Regex ProblemCode();
}
