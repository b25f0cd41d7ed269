using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServerlessAssist.Simulation.Carriers;

/// <summary>One call that came to a hotline's system, and what it answered.</summary>
public sealed record HotlineCall(string Id, string Type, string? Reference, DateTimeOffset At, int Answered);

/// <summary>A hotline's own system: looks whether a call is ours and what it holds, and answers as it is minded.</summary>
public sealed class Hotline(World.World world)
{
    public const string Address = "https://cases.hotline.example.org/hooks";

    /// <summary>What it answers when it does not answer.</summary>
    public static readonly CarrierReply Silence = new(0, "");

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    private static readonly string[] Fields = ["data", "data.reference", "data.status", "timestamp", "type"];
    private readonly List<HotlineCall> _calls = [];

    public IReadOnlyList<HotlineCall> Calls => _calls;

    /// <summary>Those that it verifies with; none: it takes everything, as a careless one would.</summary>
    public List<string> Secrets { get; } = [];

    /// <summary>Given how many calls there were before; not set: it takes them.</summary>
    public Func<int, CarrierReply>? Mood { get; set; }

    internal CarrierReply Answer(IReadOnlyDictionary<string, string> headers, string body)
    {
        var (id, json) = (headers["webhook-id"], JsonNode.Parse(body)!);
        if (Secrets.Count > 0 && !IsOurs(id, headers["webhook-timestamp"], headers["webhook-signature"], body)) world.Facts.Broke("Whoever calls an organisation's system proves to be this house.", "A signature was not good.");
        if (NamesIn(json, "").Except(Fields).Any()) world.Facts.Broke("An organisation's system is told that something happened, and nothing about anybody.", "There was more in it.");
        var reply = Mood?.Invoke(_calls.Count) ?? new CarrierReply(200, "");
        _calls.Add(new HotlineCall(id, (string)json["type"]!, (string?)json["data"]!["reference"], world.Time.Now, reply.Status));
        world.Say(string.Create(CultureInfo.InvariantCulture, $"the hotline's system is told {json["type"]} of {json["data"]!["reference"]} and answers {(reply == Silence ? "nothing" : reply.Status)}"));
        return reply;
    }

    /// <summary>Written from the specification, not from our code.</summary>
    private bool IsOurs(string id, string timestamp, string signatures, string body)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, CultureInfo.InvariantCulture));
        var good = Secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}"))));
        return (at - world.Time.Now).Duration() <= Tolerance && signatures.Split(' ').Intersect(good).Any();
    }

    private static IEnumerable<string> NamesIn(JsonNode node, string path) =>
        node is JsonObject map ? map.SelectMany(one => NamesIn(one.Value!, path + one.Key + ".").Prepend(path + one.Key)) : [];
}
