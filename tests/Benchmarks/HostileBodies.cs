using System.Text;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Carriers;

namespace ServerlessAssist.Benchmarks;

/// <summary>The slowest answer to what is sent to keep a process busy, as large as the doors let in.</summary>
internal static class HostileBodies
{
    private static readonly string[] Texts =
    [
        "e" + new string('\u0301', 20_000), new string('a', 60_000), string.Concat(Enumerable.Repeat("7F3K-48", 8_000)), new string('-', 60_000), string.Concat(Enumerable.Repeat("0-", 30_000)),
        new string(' ', 60_000), string.Concat(Enumerable.Repeat("\u202e\u2066\u200d", 6_000)), new string('\u1100', 20_000), string.Concat(Enumerable.Repeat("pass ", 12_000)), new string('\ufdfa', 20_000),
    ];

    private static readonly string[] Bodies =
    [
        new string('[', 250_000), "{\"a\":" + new string('[', 100_000), "{" + string.Join(',', Enumerable.Range(0, 15_000).Select(at => $"\"x{at}\":1")) + "}",
        "{\"name\":\"" + string.Concat(Enumerable.Repeat("e\u0301\u0302\u0303", 30_000)) + "\"}", "{\"needs\":[" + string.Join(',', Enumerable.Repeat("\"shelter\"", 25_000)) + "]}",
        "{\"name\":\"" + string.Concat(Enumerable.Repeat("\\u0041", 40_000)) + "\"}", new string(' ', 250_000), string.Concat(Enumerable.Repeat("1e9", 80_000)),
    ];

    public static async Task Measure(Bench bench, bool quick, Report report)
    {
        using var clock = new MovableClock(TimeProvider.System.GetUtcNow());
        await using var system = await bench.NewSystem(clock);
        var (slowest, rounds) = (0.0, quick ? 3 : 9);
        foreach (var text in Texts)
        {
            var fields = Bench.Text(1);
            fields["Body"] = text;
            slowest = Math.Max(slowest, await Median(rounds, async () =>
            {
                using var answer = await system.Carriers.Twilio.Post(SandboxSystem.PublicAddress + "/api/sms", fields, SandboxSystem.Account.AuthToken);
                return (int)answer.StatusCode;
            }));
        }
        foreach (var body in Bodies)
        {
            slowest = Math.Max(slowest, await Median(rounds, async () =>
            {
                using var content = new StringContent(body, Encoding.UTF8, "application/json");
                using var answer = await system.Call(HttpMethod.Post, "v1/referrals", SandboxSystem.FunctionKey, content, [("X-Api-Key", Bench.NgoKey), ("Idempotency-Key", "hostile-0001")], CancellationToken.None);
                return (int)answer.StatusCode;
            }));
        }
        report.Add("hostile bodies: the slowest answer", Figures.Milliseconds(slowest), "<= 50 ms", slowest <= 50);
    }

    private static async Task<double> Median(int rounds, Func<Task<int>> what)
    {
        var times = new List<double>();
        for (var round = -1; round < rounds; round++)
        {
            var began = TimeProvider.System.GetTimestamp();
            if (await what() >= 500) throw new InvalidOperationException("A hostile body was answered with an error of ours.");
            if (round >= 0) times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }
        return Figures.Median(times);
    }
}
