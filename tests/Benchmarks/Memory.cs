using System.Globalization;
using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Benchmarks;

/// <summary>What a process holds after it has handled many messages, each of another person.</summary>
internal static class Memory
{
    private const int SideBySide = 8;

    public static async Task Measure(Bench bench, bool quick, Report report)
    {
        using var clock = new MovableClock(TimeProvider.System.GetUtcNow());
        await using var system = await bench.NewSystem(clock);
        var address = Bench.NewAddress();
        using var process = FunctionsProcess.Start(Bench.ProcessSettings(system.Storage, system.Carriers.Address, address));
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
        using var ready = new HttpClient { BaseAddress = address };
        await FunctionsProcess.Ready(ready, CancellationToken.None);
        var (few, many, again) = (quick ? 500 : 10_000, quick ? 5_000 : 100_000, 0);
        await Bench.Rate(few, SideBySide, Message);
        Note(few);
        await Bench.Rate(many - few, SideBySide, at => Message(few + at));
        Note(many);
        report.Add(string.Create(CultureInfo.InvariantCulture, $"of {many:N0} messages brought again, for the emulator was silent"), again.ToString(CultureInfo.InvariantCulture));

        async Task Message(int at)
        {
            var fields = Bench.Text(at);
            while (await Bench.Send(http, Bench.Webhook(address, fields)) is null) Interlocked.Increment(ref again);
        }

        void Note(int messages) => report.Add(string.Create(CultureInfo.InvariantCulture, $"memory after {messages:N0} messages"), string.Create(CultureInfo.InvariantCulture, $"{process.Memory / 1e6:N0} MB"));
    }
}
