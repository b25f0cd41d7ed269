using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Benchmarks;

/// <summary>From the start of the process to the first reply that stands in storage: a coordinator takes an alert by its code.</summary>
internal static class ColdStart
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task Measure(Bench bench, Scale scale, Report report)
    {
        await using var subject = await Subject.Start(bench);
        var (system, times) = (subject.System, scale.Of(9, 3, 1));
        var alerts = new OpenAlerts(system);
        var texts = new Queue<Dictionary<string, string>>(await alerts.Texts(system.Http, subject.Address, 2 * times));
        await system.Functions.Stop();
        var (local, published) = (new List<double>(), new List<double>());
        await bench.Published();
        for (var at = 0; at < times; at++)
        {
            local.Add(await Local(system, texts.Dequeue()));
            published.Add(await Published(bench, system, texts.Dequeue()));
        }
        report.Add("cold start to the first stored reply, LocalHost: median", Figures.Milliseconds(Figures.Median(local)));
        report.Add("cold start to the first stored reply, published worker: median", Figures.Milliseconds(Figures.Median(published)));
    }

    private static async Task<double> Local(SandboxSystem system, Dictionary<string, string> text)
    {
        var address = Bench.NewAddress();
        using var http = new HttpClient();
        var began = TimeProvider.System.GetTimestamp();
        using var process = FunctionsProcess.Start(Bench.ProcessSettings(system, address));
        while (true)
        {
            try
            {
                await Messages.Bring(http, address, text);
                break;
            }
            catch (HttpRequestException) when (TimeProvider.System.GetElapsedTime(began) < Limit)
            {
                await Bench.Wait(5);
            }
        }
        var took = TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
        await process.Kill();
        return took;
    }

    /// <summary>Functions are loaded one by one over the protocol, as Azure's host does it, before the first request is let in.</summary>
    private static async Task<double> Published(Bench bench, SandboxSystem system, Dictionary<string, string> text)
    {
        using var http = new HttpClient();
        var began = TimeProvider.System.GetTimestamp();
        await using var host = await Subject.Published(bench, system);
        await Messages.Bring(http, host.Address, text);
        return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
    }
}
