using System.Globalization;
using ServerlessAssist.Published;
using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Benchmarks;

/// <summary>What the way through a Functions host costs (a stream of messages, a forwarded request): the same answers from both.</summary>
internal static class Hop
{
    private const string Small = "/api/health/live";
    private const string Large = "/api/v1/openapi.json";

    public static async Task Measure(Bench bench, Scale scale, Report report)
    {
        using var clock = new MovableClock(TimeProvider.System.GetUtcNow());
        await using var system = await bench.NewSystem(clock);
        await using var host = await Subject.Published(bench, system);
        foreach (var path in new[] { Small, Large })
        {
            var (near, far) = (new List<double>(), new List<double>());
            var length = 0;
            for (var round = -scale.Of(50, 20, 2); round < scale.Of(500, 100, 5); round++)
            {
                var one = await Get(system.Http, system.Functions.Address, path);
                var other = await Get(system.Http, host.Address, path);
                if (one.Length != other.Length) throw new InvalidOperationException($"{path}: the hosts answer differently.");
                length = one.Length;
                if (round < 0) continue; // Warming up.
                near.Add(one.Took);
                far.Add(other.Took);
            }
            var (median, published) = (Figures.Median(near), Figures.Median(far));
            var what = length < 1024 ? "small answer" : string.Create(CultureInfo.InvariantCulture, $"answer of {length / 1000.0:N0} kB");
            report.Add($"{what}, in process: p50", Milliseconds(median));
            report.Add($"{what}, published: p50", Milliseconds(published));
            report.Add($"{what}: the hop's share", ((published - median) / published).ToString("0 %", CultureInfo.InvariantCulture));
        }
    }

    private static async Task<(double Took, int Length)> Get(HttpClient http, Uri host, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host, path));
        request.Headers.Add("x-functions-key", SandboxSystem.FunctionKey);
        var began = TimeProvider.System.GetTimestamp();
        using var answer = await http.SendAsync(request);
        var body = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        return (TimeProvider.System.GetElapsedTime(began).TotalMilliseconds, body.Length);
    }

    private static string Milliseconds(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.00} ms");
}
