using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Document;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Simulation.World;
using ServerlessAssist.Tests.Functions.Api;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Referrals.Api;

/// <summary>What the API's document says is what the API does.</summary>
public sealed partial class ApiDocumentTests
{
    private static readonly string[] Answering = ["functions/Api", "functions/Cases", "functions/Webhooks", "functions/Referrals",
        "functions/People/Api", "functions/Api/Requests"];

    private static readonly JsonNode Document = WiredApi.Document;

    /// <summary>Route and method of all functions, also of those that no module names.</summary>
    private static readonly List<string> Functions =
    [
        .. from type in typeof(ApiDocument).Assembly.GetExportedTypes()
           from method in type.GetMethods()
           where method.GetCustomAttribute<FunctionAttribute>() is not null
           let trigger = method.GetParameters().Select(parameter =>
               parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(one => one is not null)
           where trigger?.Route?.StartsWith(ApiDocument.Version, StringComparison.Ordinal) == true && trigger.Route != "v1/openapi.json"
           select $"{trigger.Methods!.Single()} /{trigger.Route}",
    ];

    [Fact]
    public void Every_versioned_route_stands_in_it_and_nothing_else()
    {
        var written = Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(method => $"{method.Key} {path.Key}"));
        Assert.True(Functions.Count >= 43);
        Assert.Equal(Functions.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
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
        var sources = Answering.SelectMany(folder =>
            Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories));
        var codes = sources.SelectMany(file => ProblemCode().Matches(File.ReadAllText(file))).Select(match =>
            match.Groups[1].Value).ToList();
        Assert.True(codes.Count >= 6);
        var listed = WiredApi.Operations.Problems;
        Assert.Empty(codes.Except(listed.Select(one => one.Code)));
        Assert.Equal(listed.Length, listed.Select(one => one.Code).Distinct().Count());
        Assert.All(listed, one => Assert.Contains($"`{one.Code}`", (string)Document["info"]!["description"]!, StringComparison.Ordinal));
        var declared = from type in typeof(ApiProblem).Assembly.GetExportedTypes()
                       from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
                       where field.FieldType == typeof(ApiProblem)
                       select ((ApiProblem)field.GetValue(null)!).Code;
        Assert.Equal(declared.Order(StringComparer.Ordinal), listed.Select(one => one.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_problem_of_a_module_is_named_by_an_operation() =>
        Assert.Empty(WiredApi.Operations.Problems.Except(WiredApi.Operations.All.SelectMany(one => one.Problems)).Select(one => one.Code));

    [Fact]
    public void The_document_that_is_answered_is_made_of_all_modules() => Stage.Play(async stage =>
    {
        var answer = await stage.Ask(new HttpAsk("GET", "/api/v1/openapi.json", [("x-functions-key", SandboxSystem.FunctionKey)], []));
        var all = new ApiOperations(stage.Process.Services.GetServices<ApiModule>());
        Assert.Equal((200, new ApiDocument(all).Json), (answer.Status, answer.Text));
        // A module that is added changes nothing of what the others say.
        var answered = JsonNode.Parse(answer.Text)!["paths"]!.AsObject();
        foreach (var (path, said) in WiredApi.Document["paths"]!.AsObject()) Assert.True(JsonNode.DeepEquals(said, answered[path]), path);
    });

    [Fact]
    public void A_key_without_the_scope_that_it_says_is_refused_everywhere() => Stage.Play(async stage =>
    {
        var reference = await stage.Programme.Refer();
        var scopes = new Dictionary<string, string[]>
        {
            [Client.Ngo] = [Scopes.Write, Scopes.Read], [Client.Mission] = [Scopes.Read, Scopes.Manage, Scopes.Conversation, Scopes.Rota],
                [Client.Lake] = [Scopes.Read, Scopes.Offers, Scopes.Places, Scopes.Conversation],
        };
        foreach (var operation in WiredApi.Operations.All)
            foreach (var (key, held) in scopes)
            {
                var path = operation.Route[ApiDocument.Version.Length..].Replace("{reference}", reference, StringComparison.Ordinal)
                    .Replace("{number}", "1", StringComparison.Ordinal).Replace("{id}", "none", StringComparison.Ordinal);
                var body = operation.Method == "get" ? null : "{}";
                var answer = await new Client(stage, key).Send(operation.Method.ToUpperInvariant(), path, body,
                    ("Idempotency-Key", Client.NewKey()));
                var scope = operation.Declared.Scope;
                var isLacking = scope.Length > 0 && !held.Contains(scope);
                Assert.True(isLacking == (answer.Status == 403 && Client.Code(answer) == "scope"),
                    $"{operation.Function} {key}: {answer.Status}");
                if (isLacking) Assert.Contains(scope,
                    (string)Document["paths"]![$"/{operation.Route}"]![operation.Method]!["description"]!, StringComparison.Ordinal);
            }
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
