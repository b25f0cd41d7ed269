using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Secrecy;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation.Hostile;

/// <summary>Some inputs one after the other in one world: what an input finds there follows from those before it in its block, so its number says all.</summary>
internal sealed class HostileBlock(int block)
{
    public const int Size = 2000;

    /// <summary>In milliseconds of the machine's time: what took longer is asked again alone. Measured and told, never judged: a busy machine is no defect.</summary>
    private const double Slow = 50;

    private const int Repeats = 5;

    /// <summary>What strangers cannot be held to: they make people unreachable, and nobody is told what nobody reads.</summary>
    private static readonly string[] OfPeople =
    [
        "Every alert reached its phone, or it is written down why not.", "Every referral ended with somebody who has it, or at the top with those told who run the house.", "Whoever has taken a referral was told so.", "Whatever the house has taken from a carrier is dealt with.",
    ];

    private readonly Dictionary<string, int> _byRoute = [];
    private readonly Dictionary<int, int> _byStatus = [];
    private readonly List<HostileViolation> _violations = [];
    private double _slowest;
    private int _slowestNumber, _facts, _lines, _counted;

    /// <param name="from">From which number on it counts.</param>
    /// <param name="to">The first that is not played.</param>
    public HostileResult Play(int from, int to)
    {
        var began = Stopwatch.GetTimestamp();
        using var scene = new Scene(block);
        for (var number = block * Size; number < Math.Min(to, (block + 1) * Size); number++) One(scene, number, number >= from);
        if (to >= (block + 1) * Size) Close(scene, to - 1);
        return new HostileResult(_counted, _byRoute, _byStatus, _slowest, _slowestNumber, [.. _violations.Where(one => one.Number >= from && one.Number < to)], Stopwatch.GetElapsedTime(began), 0);
    }

    private void One(Scene scene, int number, bool counts)
    {
        var draw = new Draw(number, 0);
        var input = HostileDoors.Next(scene, draw);
        if (input.Words is { } words) scene.World.Facts.Wrote(words.Id, words.From, Read(words.Text));
        var (calls, began) = (scene.StorageCalls, Stopwatch.GetTimestamp());
        var asking = scene.Process.Answer(input.Ask, CancellationToken.None);
        if (!asking.IsCompleted && !scene.IsDriven(asking))
        {
            Note(number, input, "was not answered in five minutes");
            return;
        }
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        if (asking.IsFaulted) Note(number, input, $"an exception came out: {asking.Exception!.InnerException!.GetType().Name}");
        else
        {
            var reply = asking.GetAwaiter().GetResult();
            Look(scene, number, input, reply, scene.StorageCalls - calls);
            if (counts) Count(input, reply);
        }
        if (took > Slow) took = Alone(number, input, took);
        if (counts && took > _slowest) (_slowest, _slowestNumber) = (took, number);
        LookAround(scene, number, input);
        if (draw.OneIn(40)) scene.Pass(TimeSpan.FromSeconds(1 + draw.Next(90)));
    }

    private void Look(Scene scene, int number, HostileInput input, HttpReply reply, long calls)
    {
        // The carriers of this world know no webhooks to set: that they refuse is said so.
        if (reply.Status >= 500 && !(input.Route == "SetWebhooks" && reply.Status == 502)) Note(number, input, string.Create(CultureInfo.InvariantCulture, $"answered with {reply.Status}"));
        if (!input.MayComeIn && reply.Status is < 400 or >= 500) Note(number, input, string.Create(CultureInfo.InvariantCulture, $"let in without key, secret or signature ({reply.Status})"));
        if (!input.MayComeIn && calls > 0) Note(number, input, "storage was asked before the caller was known");
        if (reply.Status >= 400 && reply.Body.Length < 4096 && reply.Text is var text && (text.Contains("System.", StringComparison.Ordinal) || text.Contains("   at ", StringComparison.Ordinal) || text.Contains("Exception", StringComparison.Ordinal)))
            Note(number, input, "the answer shows our insides");
        if (input.Words is { } words && reply.Status == 200 && !words.Text.StartsWith("/start", StringComparison.OrdinalIgnoreCase)) scene.World.Facts.Answer(words.Id, Answer(reply));
    }

    /// <summary>What happened behind the answer: invariants, log lines.</summary>
    private void LookAround(Scene scene, int number, HostileInput input)
    {
        for (; _facts < scene.World.Facts.Violations.Count; _facts++) Note(number, input, $"{scene.World.Facts.Violations[_facts].Invariant} {scene.World.Facts.Violations[_facts].What}");
        for (; _lines < scene.World.Log.Lines.Count; _lines++)
            if (Markers.Raw(scene.World.Log.Lines[_lines]) is { } raw) Note(number, input, $"a log line holds {raw}");
    }

    /// <summary>The shortest of some times in a fresh world: what the machine did beside it does not count.</summary>
    private double Alone(int number, HostileInput input, double took)
    {
        for (var repeat = 1; repeat <= Repeats && took > Slow; repeat++) took = Math.Min(took, Run.OnOwnThread(() => Once(number, input, repeat)));
        return took;
    }

    /// <summary>As it was, or as a new message of the same content: a repeat is known, and known sooner.</summary>
    private double Once(int number, HostileInput input, int repeat)
    {
        using var scene = new Scene(block);
        var fresh = repeat < 3 ? input : HostileDoors.Next(scene, new Draw(number, repeat));
        var began = Stopwatch.GetTimestamp();
        var asking = scene.Process.Answer(fresh.Ask, CancellationToken.None);
        if (!asking.IsCompleted) scene.IsDriven(asking);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private void Close(Scene scene, int number)
    {
        var input = new HostileInput("(the end of the block)", new HttpAsk("", "/", [], []), true);
        for (var waited = 0; waited < 60 && !IsQuiet(scene.World); waited++) scene.Pass(TimeSpan.FromMinutes(2));
        foreach (var streams in scene.Process.Services.GetServices<IStreamHandler>())
        {
            scene.World.Facts.MissingHints += scene.Drive(streams.Audit(CancellationToken.None));
            foreach (var stream in scene.World.Facts.History.Keys.Where(one => one.Kind == streams.Kind).ToList())
                if (scene.Drive(streams.Verify(stream, CancellationToken.None)).Fault is { } fault) scene.World.Facts.Faulty.Add($"A {stream.Kind}: {fault}.");
        }
        foreach (var invariant in Invariants.All.Where(one => !OfPeople.Contains(one.Sentence)))
            foreach (var broken in invariant.AtEnd(scene.World)) Note(number, input, $"{invariant.Sentence} {broken}");
        LookAround(scene, number, input);
    }

    private static bool IsQuiet(World.World world) =>
        World.World.QueueNames.All(queue => !world.Account.Queues.Messages(queue).Any()) && !world.Facts.Outboxes().Any(one => one.Body.Leaving is Leaving.Waiting or Leaving.Attempting);

    /// <summary>As the router reads it.</summary>
    private static string Read(string text) => InboundText.Normalise(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));

    private static string? Answer(HttpReply reply) => reply.Body.Length == 0 ? null
        : reply.ContentType.StartsWith("text/xml", StringComparison.Ordinal) ? XDocument.Parse(reply.Text).Root!.Elements("Message").FirstOrDefault()?.Value
        : reply.ContentType.StartsWith("application/json", StringComparison.Ordinal) ? JsonNode.Parse(reply.Text)?["text"]?.ToString()
        : null;

    private void Note(int number, HostileInput input, string what)
    {
        if (_violations.Count < 20) _violations.Add(new HostileViolation(number, input.Route, what));
    }

    private void Count(HostileInput input, HttpReply reply)
    {
        _counted++;
        _byRoute[input.Route] = _byRoute.GetValueOrDefault(input.Route) + 1;
        _byStatus[reply.Status] = _byStatus.GetValueOrDefault(reply.Status) + 1;
    }
}
