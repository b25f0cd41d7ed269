using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Telemetry;
using ServerlessAssist.Simulation;
using ServerlessAssist.Simulation.Secrecy;
using ServerlessAssist.Simulation.Storage;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Tests.Threats;

/// <summary>Nothing of a story is read where it must not be: storage and its wire, carriers' addresses, others' phones, log lines, measurements, traces.</summary>
public sealed class MarkerTests
{
    private const int Schedules = 24;

    private static readonly Dictionary<string, Action<World, Instance>> Leaks = new()
    {
        ["a log line"] = (_, process) => Log(process, $"texted {Programme.BackupSms.Value}"),
        ["a log line, raw"] = (_, process) => Log(process, "one\r\nError: two \u001b[31m"),
        ["a stored property"] = (world, _) => Store(world, ReferralEvolution.BoardView, "north", "x", "Shown", "Markera Markerova"),
        ["a stored key"] = (world, _) => Store(world, "agenda", Programme.BackupSms.Value.TrimStart('+'), "x", "Due", "1"),
        ["a queue message"] = (world, _) => world.Account.Answer(new WireCall("queue", "POST", $"{Announcements.Routine}/messages", "messagettl=-1&visibilitytimeout=604000", new Dictionary<string, string>(), Encoding.UTF8.GetBytes($"<QueueMessage><MessageText>{Twice($"alert for {Programme.DutyTelegram.Value}")}</MessageText></QueueMessage>"))),
        ["a storage request's body"] = (world, process) => Forget(process.Services.GetRequiredService<StorageClients>().Queue(Announcements.Routine).SendMessageAsync(Once($"alert {world.Facts.Each<Referral>().First().State.Reference} for her"), TimeSpan.FromDays(6))),
        ["a storage request's address or headers"] = (_, process) => Forget(process.Services.GetRequiredService<StorageClients>().Queue("x355690000012").ExistsAsync()),
        ["a measurement"] = (_, _) => Measure(Programme.BackupSms.Value),
        ["a trace"] = (_, _) => Trace(SandboxSystem.Account.AuthToken),
        ["a measurement, of the house's own"] = (_, _) => Metrics.Replies.Add(1, new KeyValuePair<string, object?>("channel", Programme.BackupSms.Value)),
        ["a trace, of the house's own"] = (_, _) => Step(SandboxSystem.Account.AuthToken),
        ["a carrier's address"] = (_, process) => Forget(Client(process).GetAsync(new Uri($"https://api.twilio.com/2010-04-01/Messages.json?To={Uri.EscapeDataString(Programme.BackupSms.Value)}"))),
        ["words to a carrier"] = (_, process) => Forget(Client(process).PostAsync(new Uri("https://api.twilio.com/2010-04-01/Messages.json"), new FormUrlEncodedContent(new Dictionary<string, string> { ["To"] = Programme.BackupSms.Value, ["Body"] = $"ask {Programme.DutySms.Value}" }))),
        ["words on a phone"] = (world, _) => world.Phone(Programme.BackupSms).Show("0", "Markera Markerova waits at Morina", [], null, null),
    };

    private static readonly string[] OfTheHouse =
        ["OpenReferral", "decide", "send", "wake", "ReceiveSms", "SweepAgenda", "commits", "decisions", "replies", "messages.sent", "storage.transactions", "referrals.escalated", "referrals.taken_after", "alerts.waiting", "poison.length"];

    public static TheoryData<int> Swept => [.. Enumerable.Range(0, AllStories.Swept.Count)];

    public static TheoryData<string> Planted => [.. Leaks.Keys];

    [Theory]
    [MemberData(nameof(Swept))]
    public void A_story_leaves_no_marker_anywhere(int number)
    {
        var (found, heard) = Listen(null, bug => Run.Play(AllStories.Swept[number](), new WorldOptions(1, new NoFault(), bug)));
        Assert.Empty(found);
        Assert.True(heard > 200, "Too little was listened to.");
    }

    [Fact]
    public void The_houses_own_spans_and_measurements_are_listened_to() => Run.OnOwnThread(() =>
    {
        var listener = new Eavesdropper();
        listener.Listening(() => Run.Play(new TakenByTheCode(), new WorldOptions(1, new NoFault(), listener)));
        foreach (var name in OfTheHouse)
            Assert.True(listener.HasHeard($"ServerlessAssist {name}"), $"Nobody heard {name}.");
        return 0;
    });

    [Fact]
    public void With_everything_going_wrong_no_marker_is_left_either()
    {
        for (var seed = 0; seed < Schedules; seed++)
        {
            var number = seed * 7 + 1;
            var (found, _) = Listen(null, bug => Schedule.Play(number, bug));
            Assert.True(found.Count == 0, $"Schedule {number}: {string.Join(", ", found)}");
        }
    }

    [Fact]
    public void What_people_type_to_forge_a_log_line_or_to_be_found_later_stands_nowhere()
    {
        var (found, heard) = Listen(null, bug => Run.Play(new HarmInWords(), new WorldOptions(1, new NoFault(), bug)));
        Assert.Empty(found);
        Assert.True(heard > 200);
        (found, _) = Listen(null, bug => Run.Play(new HarmInWords(), new WorldOptions(1, new DrawnFaults(new Random(5)), bug)));
        Assert.Empty(found);
    }

    [Theory]
    [MemberData(nameof(Planted))]
    public void A_planted_leak_is_heard(string where)
    {
        var (found, _) = Listen(Leaks[where], bug => Run.Play(new TakenByTheCode(), new WorldOptions(1, new NoFault(), bug)));
        Assert.Contains(found, one => one.Where == where.Split(',')[0] && (!where.EndsWith("raw", StringComparison.Ordinal) || one.What.EndsWith("raw", StringComparison.Ordinal)));
    }

    private static (IReadOnlyList<Leaked> Found, int Heard) Listen(Action<World, Instance>? leak, Func<Eavesdropper, Result> play) => Run.OnOwnThread(() =>
    {
        var listener = new Eavesdropper(leak);
        var result = listener.Listening(() => play(listener));
        return (listener.Found(result.World), listener.Heard);
    });

    /// <summary>It goes on by itself.</summary>
    private static void Forget(Task task) => Assert.NotNull(task);

    private static string Once(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Twice(string text) => Once(Once($"some words around it: {text}, and more"));

    private static HttpClient Client(Instance process) => process.Services.GetRequiredService<IHttpClientFactory>().CreateClient("sms");

#pragma warning disable CA2254 // The very mistake.
    private static void Log(Instance process, string line) => process.Services.GetRequiredService<ILoggerFactory>().CreateLogger("leak").LogInformation(line);
#pragma warning restore CA2254

    private static void Measure(string value)
    {
        using var meter = new Meter("leak");
        meter.CreateCounter<long>("leak").Add(1, new KeyValuePair<string, object?>("who", value));
    }

    private static void Trace(string value)
    {
        using var source = new ActivitySource("leak");
        using var activity = source.StartActivity("leak");
        activity?.SetTag("token", value);
    }

    private static void Step(string value)
    {
        using var span = Traces.Step("leak");
        span?.SetTag("channel", value);
    }

    private static void Store(World world, string table, string partition, string row, string name, string value) => world.Account.Answer(new WireCall(
        "table", "POST", table, "", new Dictionary<string, string> { ["Content-Type"] = "application/json" }, Encoding.UTF8.GetBytes($$"""{"PartitionKey":"{{partition}}","RowKey":"{{row}}","Version":1,"{{name}}":"{{value}}"}""")));

    /// <summary>People type what would forge a line, move a cursor, turn the reading order, or be found again.</summary>
    private sealed class HarmInWords : Simulation.Stories.Story
    {
        private static readonly string[] Corpus =
        [
            "a markertext of mine\r\nError: forged line", "markertext \u001b[31mred\u001b[0m \u0007", "\u202emarkertext\u2066 turned", "markertext\u2028next\u2029line", "{0} markertext {reference} %s", "markertext\0\u0001\u0085", "STOP markertext +355690000014", "help markertext", "\u200emarkertext\u200f",
        ];

        public override async Task Play(Programme programme)
        {
            programme.Takes(Programme.AuthoritySms, Minutes(2));
            foreach (var text in Corpus)
            {
                foreach (var from in new[] { Programme.BackupSms, Programme.StrangerSms, Programme.DutyTelegram, Programme.NgoTelegram }) programme.Text(from, text);
                programme.World.Telegram.Write(Programme.CommitteeTelegram.Value, text, new() { ["photo"] = new System.Text.Json.Nodes.JsonArray(), ["caption"] = text });
                await programme.World.Time.Wait(Minutes(1));
            }
            await programme.Refer("immediate");
        }
    }
}
