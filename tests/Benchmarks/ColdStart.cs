using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Carriers;

namespace ServerlessAssist.Benchmarks;

/// <summary>From the start of the process to the first reply that stands in storage.</summary>
internal static class ColdStart
{
    public static async Task Measure(Bench bench, bool quick, Report report)
    {
        using var clock = new MovableClock(TimeProvider.System.GetUtcNow());
        await using var system = await bench.NewSystem(clock);
        var all = new List<double>();
        for (var at = 0; at < (quick ? 3 : 9); at++)
        {
            var address = Bench.NewAddress();
            using var http = new HttpClient();
            var began = TimeProvider.System.GetTimestamp();
            using var process = FunctionsProcess.Start(Bench.ProcessSettings(system.Storage, system.Carriers.Address, address));
            var fields = Bench.Text(at);
            while (true)
            {
                try
                {
                    await Bench.Bring(http, address, fields);
                    break;
                }
                catch (HttpRequestException) when (TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(30))
                {
                    await Bench.Wait(5);
                }
            }
            all.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            await process.Kill();
        }
        report.Add("cold start to the first stored reply: median", Figures.Milliseconds(Figures.Median(all)));
    }
}
