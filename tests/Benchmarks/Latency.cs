using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Benchmarks;

/// <summary>From the answer to the commit to the first byte at the carrier, one referral at a time on an idle system: delivered at once, and by the queue.</summary>
internal static class Latency
{
    public static async Task Measure(Bench bench, bool quick, Report report)
    {
        using var clock = new MovableClock(TimeProvider.System.GetUtcNow());
        await using (var system = await bench.NewSystem(clock))
        {
            await One(system, "latency-warm-up");
            var all = await Many(system, quick ? 20 : 200, 50);
            var p99 = Figures.Quantile(all, 0.99);
            report.Add("alert at once, commit to carrier: p50", Figures.Milliseconds(Figures.Median(all)));
            report.Add("alert at once, commit to carrier: p99", Figures.Milliseconds(p99), "<= 1,000 ms", p99 <= 1000);
        }
        await using (var system = await bench.NewSystem(clock, await Crowd()))
        {
            await One(system, "latency-warm-up");
            var all = await Many(system, quick ? 4 : 20, 6000);
            report.Add("alert by the queue (12 people), commit to carrier: p50", Figures.Milliseconds(Figures.Median(all)));
            report.Add("alert by the queue (12 people), commit to carrier: p99", Figures.Milliseconds(Figures.Quantile(all, 0.99)));
        }
    }

    private static async Task<List<double>> Many(SandboxSystem system, int times, double pause)
    {
        var all = new List<double>();
        for (var at = 0; at < times; at++)
        {
            // Never in step with what polls.
            await Bench.Wait(pause * (1 + Random.Shared.NextDouble()));
            all.Add(await One(system, string.Create(CultureInfo.InvariantCulture, $"latency-{at:D4}")));
        }
        return all;
    }

    private static async Task<double> One(SandboxSystem system, string key)
    {
        var committed = 0L;
        var arrived = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        system.Wire.Answered = request =>
        {
            if (request.Path.EndsWith("$batch", StringComparison.Ordinal)) Interlocked.CompareExchange(ref committed, TimeProvider.System.GetTimestamp(), 0);
        };
        system.Carriers.Telegram.Arrived = method =>
        {
            if (method == "sendMessage") arrived.TrySetResult(TimeProvider.System.GetTimestamp());
        };
        await Bench.Refer(system, key);
        var at = await arrived.Task.WaitAsync(TimeSpan.FromSeconds(90), TimeProvider.System);
        system.Carriers.Telegram.Arrived = null;
        return TimeProvider.System.GetElapsedTime(Interlocked.Read(ref committed), at).TotalMilliseconds;
    }

    /// <summary>The demo's people with twelve on duty in the north: more than an invocation sends itself.</summary>
    private static async Task<string> Crowd()
    {
        var people = JsonNode.Parse(await Bench.DemoPeople())!;
        var shifts = people["regions"]![0]!["onDuty"]!.AsArray();
        for (var at = 0; at < 11; at++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"north-crowd-{at:D2}");
            shifts.Add(new JsonObject { ["staff"] = id, ["from"] = "2026-01-01T00:00:00Z", ["until"] = "2036-01-01T00:00:00Z" });
            people["staff"]!.AsArray().Add(new JsonObject
            {
                ["id"] = id, ["role"] = "regional-coordinator", ["organisation"] = "mission-al", ["regions"] = new JsonArray("al-north"), ["language"] = "en",
                ["channels"] = new JsonArray(new JsonObject { ["kind"] = "telegram", ["address"] = string.Create(CultureInfo.InvariantCulture, $"7000002{at:D2}") }),
            });
        }
        return people.ToJsonString();
    }
}
