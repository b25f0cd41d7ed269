using System.Globalization;
using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Benchmarks;

/// <summary>What a process holds after it has handled many messages: referrals by the API, and the codes that are texted back.</summary>
internal static class Memory
{
    private const int SideBySide = 8;

    public static async Task Measure(Bench bench, Scale scale, Report report)
    {
        using var clock = new MovableClock(Bench.Morning);
        await using var system = await bench.NewSystem(clock);
        var address = Bench.NewAddress();
        using var process = FunctionsProcess.Start(Bench.ProcessSettings(system, address));
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
        using var ready = new HttpClient { BaseAddress = address };
        await FunctionsProcess.Ready(ready, CancellationToken.None);
        system.Carriers.Reach(address);
        var (alerts, done) = (new OpenAlerts(system), 0);
        foreach (var goal in new[] { scale.Of(2_000, 200, 20), scale.Of(20_000, 2_000, 40) })
        {
            for (; done < goal; done += Math.Min(scale.Of(1_000, 200, 20), goal - done))
            {
                var texts = await alerts.Texts(http, address, Math.Min(scale.Of(1_000, 200, 20), goal - done) / 2);
                await Bench.Rate(texts.Length, SideBySide, at => Messages.Bring(http, address, texts[at]));
            }
            report.Add(
                string.Create(CultureInfo.InvariantCulture, $"memory after {goal:N0} messages"),
                string.Create(CultureInfo.InvariantCulture, $"{process.Memory / 1e6:N0} MB"));
        }
    }
}
