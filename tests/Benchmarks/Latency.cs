using System.Globalization;
using System.Text.Json.Nodes;
using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Benchmarks;

/// <summary>From the answer to the commit to the carrier, one referral at a time: delivered at once, and by the queue.</summary>
internal static class Latency
{
    private const int Crowd = 12;

    public static async Task Measure(Bench bench, Scale scale, Report report)
    {
        using var clock = new MovableClock(Bench.Morning);
        await using (var system = await bench.NewSystem(clock))
            Rows(report, "alert at once", 1_000, await Many(system, scale.Of(200, 20, 3), 50));
        await using (var system = await bench.NewSystem(clock, await People()))
            Rows(report, $"alert by the queue ({Crowd} people)", 2_000, await Many(system, scale.Of(100, 10, 1), 1_500));
    }

    private static void Rows(Report report, string what, double goal, List<double> all)
    {
        var p99 = Figures.Quantile(all, 0.99);
        report.Add($"{what}, commit to carrier: p50", Figures.Milliseconds(Figures.Median(all)));
        report.Add($"{what}, commit to carrier: p99", Figures.Milliseconds(p99), $"<= {Figures.Milliseconds(goal)}", p99 <= goal);
    }

    private static async Task<List<double>> Many(SandboxSystem system, int times, double pause)
    {
        await One(system, 0);
        var all = new List<double>();
        for (var at = 1; at <= times; at++)
        {
            // Never in step with what polls.
            await Bench.Wait(pause * (1 + Random.Shared.NextDouble()));
            all.Add(await One(system, at));
        }
        return all;
    }

    private static async Task<double> One(SandboxSystem system, int at)
    {
        var committed = 0L;
        var arrived = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        system.Wire.Answered = request =>
        {
            if (!request.Path.EndsWith("$batch", StringComparison.Ordinal)) return;
            Interlocked.CompareExchange(ref committed, TimeProvider.System.GetTimestamp(), 0);
        };
        system.Carriers.Telegram.Arrived = method =>
        {
            if (method == "sendMessage") arrived.TrySetResult(TimeProvider.System.GetTimestamp());
        };
        await Messages.Refer(system, at);
        var then = await arrived.Task.WaitAsync(TimeSpan.FromSeconds(90), TimeProvider.System);
        (system.Carriers.Telegram.Arrived, system.Wire.Answered) = (null, null);
        return TimeProvider.System.GetElapsedTime(Interlocked.Read(ref committed), then).TotalMilliseconds;
    }

    /// <summary>The demo's people with twelve on duty in the north: more than an invocation sends itself.</summary>
    public static async Task<JsonNode> People()
    {
        var people = await Bench.DemoPeople();
        var shifts = people["regions"]![0]!["onDuty"]!.AsArray();
        for (var at = 1; at < Crowd; at++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"north-crowd-{at:D2}");
            shifts.Add(new JsonObject { ["staff"] = id, ["from"] = "2026-01-01T00:00:00Z", ["until"] = "2036-01-01T00:00:00Z" });
            var chat = string.Create(CultureInfo.InvariantCulture, $"7000002{at:D2}");
            people["staff"]!.AsArray().Add(new JsonObject
            {
                ["id"] = id, ["role"] = "regional-coordinator", ["organisation"] = "mission-al", ["language"] = "en",
                ["regions"] = new JsonArray("al-north"),
                ["channels"] = new JsonArray(new JsonObject { ["kind"] = "telegram", ["address"] = chat }),
            });
        }
        return people;
    }
}
