using System.Text;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Simulation.Hostile;

namespace ServerlessAssist.Benchmarks;

/// <summary>The slowest answer to what is sent to keep a process busy: the largest bodies, and drawn inputs for every route.</summary>
internal static class HostileInputs
{
    private const double Goal = 50;

    private static readonly string[] Texts =
    [
        "e" + new string('\u0301', 20_000), new string('a', 60_000), Repeat("7F3K-48", 8_000), new string('-', 60_000),
        Repeat("0-", 30_000), new string(' ', 60_000), Repeat("\u202e\u2066\u200d", 6_000), new string('\u1100', 20_000),
        Repeat("pass ", 12_000), new string('\ufdfa', 20_000),
    ];

    private static readonly string[] Bodies =
    [
        new string('[', 250_000), "{\"a\":" + new string('[', 100_000),
        $"{{{string.Join(',', Enumerable.Range(0, 15_000).Select(at => $"\"x{at}\":1"))}}}",
        $"{{\"name\":\"{Repeat("e\u0301\u0302\u0303", 30_000)}\"}}", $"{{\"needs\":[{Repeat("\"shelter\",", 25_000)}\"shelter\"]}}",
        $"{{\"name\":\"{Repeat("\\u0041", 40_000)}\"}}", new string(' ', 250_000), Repeat("1e9", 80_000),
    ];

    public static async Task Measure(Bench bench, Scale scale, Report report)
    {
        using var clock = new MovableClock(Bench.Morning);
        await using var system = await bench.NewSystem(clock);
        var (slowest, rounds) = (0.0, scale.Of(9, 3, 1));
        foreach (var text in Texts) slowest = Math.Max(slowest, await Median(rounds, () => Post(system, text)));
        foreach (var body in Bodies) slowest = Math.Max(slowest, await Median(rounds, () => Refer(system, body)));
        Row(report, "hostile bodies", slowest);
        // Each that is slow is asked again alone: the smallest of its times counts.
        var drawn = HostileRun.Play(0, scale.Of(20_000, 4_000, 100), threads: 1);
        Row(report, $"{drawn.Count} hostile inputs in the simulation", drawn.Slowest);
    }

    private static void Row(Report report, string what, double slowest) =>
        report.Add($"{what}: the slowest answer", Figures.Milliseconds(slowest), $"<= {Figures.Milliseconds(Goal)}", slowest <= Goal);

    private static async Task<int> Post(SandboxSystem system, string text)
    {
        var fields = Messages.StrangersText(1);
        fields["Body"] = text;
        const string Url = $"{SandboxSystem.PublicAddress}/api/sms";
        using var answer = await system.Carriers.Twilio.Post(Url, fields, SandboxSystem.Account.AuthToken);
        return (int)answer.StatusCode;
    }

    private static async Task<int> Refer(SandboxSystem system, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        (string, string)[] headers = [("X-Api-Key", Messages.NgoKey), ("Idempotency-Key", "hostile-0001")];
        using var answer = await system.Call(
            HttpMethod.Post, "v1/referrals", SandboxSystem.FunctionKey, content, headers, CancellationToken.None);
        return (int)answer.StatusCode;
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

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
