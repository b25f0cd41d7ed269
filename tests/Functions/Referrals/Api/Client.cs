using System.Text;
using System.Text.Json.Nodes;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Simulation.World;
using ServerlessAssist.Tests.Functions.Api;
using ServerlessAssist.Tests.Threats;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Referrals.Api;

/// <summary>Another system that calls the API of a <see cref="Stage"/>, or somebody who is signed in.</summary>
internal sealed class Client(Stage stage, (string Name, string Value) who)
{
    public Client(Stage stage, string key) : this(stage, ("X-Api-Key", key)) { }

    public const string Ngo = "ngo-kukes-demo-key", OtherNgo = "ngo-vlore-demo-key", Mission = "mission-al-demo-key",
        Lake = "house-lake-demo-key", Hotline = "hotline-al-demo-key";

    private static int _keys;

    public static string NewKey() => $"call-{Interlocked.Increment(ref _keys):D8}";

    public Task<HttpReply> Get(string path, params (string, string)[] headers) => Send("GET", path, null, headers);

    /// <param name="call">The Idempotency-Key; null: a new one.</param>
    public Task<HttpReply> Post(string path, string? body = null, string? call = null, params (string, string)[] headers) =>
        Send("POST", path, body, [("Idempotency-Key", call ?? NewKey()), .. headers]);

    /// <summary>Asks, and holds what is answered against what the document says of the operation.</summary>
    public async Task<HttpReply> Send(string method, string path, string? body, params (string, string)[] headers)
    {
        var type = body is null ? [] : new[] { ("Content-Type", "application/json") };
        var reply = await stage.Ask(new HttpAsk(
            method, $"/api/v1/{path}", [("x-functions-key", SandboxSystem.FunctionKey), who, .. type, .. headers],
                Encoding.UTF8.GetBytes(body ?? "")));
        if (WiredApi.Find(method, path) is not { } operation) return reply;
        var responses = WiredApi.Document["paths"]![$"/{operation.Route}"]![operation.Method]!["responses"]!.AsObject();
        Assert.True(responses.ContainsKey($"{reply.Status}"),
            $"{operation.Function} answers {reply.Status}, which is not documented: {reply.Text}");
        if (reply.Status >= 400) Assert.Contains(operation.Problems, one => (one.Status, one.Code) == (reply.Status, Code(reply)));
        return reply;
    }

    public static JsonNode Read(HttpReply reply) => JsonNode.Parse(reply.Text)!;

    public static string? Code(HttpReply reply) => (string?)Read(reply)["code"];
}
