using System.Globalization;
using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Benchmarks;

/// <summary>What a process holds after it has handled many messages, each of another person.</summary>
internal static class Memory
{
    public static async Task Measure(Bench bench, bool quick, Report report)
    {
        using var clock = new MovableClock(TimeProvider.System.GetUtcNow());
        await using var system = await bench.NewSystem(clock);
        var address = Bench.NewAddress();
        using var process = FunctionsProcess.Start(Bench.ProcessSettings(system.Storage, system.Carriers.Address, address));
        using var http = new HttpClient();
        using var ready = new HttpClient { BaseAddress = address };
        await FunctionsProcess.Ready(ready, CancellationToken.None);
        var (few, many) = quick ? (500, 5_000) : (10_000, 100_000);
        await Bench.Rate(few, 8, at => Bench.Bring(http, address, Bench.Text(at)));
        Note(few);
        await Bench.Rate(many - few, 8, at => Bench.Bring(http, address, Bench.Text(few + at)));
        Note(many);

        void Note(int messages) => report.Add(string.Create(CultureInfo.InvariantCulture, $"memory after {messages:N0} messages"), string.Create(CultureInfo.InvariantCulture, $"{process.Memory / 1e6:N0} MB"));
    }
}
