using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Benchmarks;

/// <summary>A region's board with 20 open referrals, while more and more have been closed.</summary>
/// <remarks>Read as it stands after the night that takes the rows of closed ones away.</remarks>
internal static class Boards
{
    private const int Open = 20;

    public static async Task Measure(Bench bench, Scale scale, Report report)
    {
        using var clock = new MovableClock(Bench.Morning, speed: 0);
        await using var system = await bench.NewSystem(clock);
        var count = new StorageCounter(system);
        var views = system.Functions.Services.GetRequiredService<Views>();
        // They were closed days ago: the system's own clock stands, lest the nightly audit takes off lines that belong to no stream.
        using var then = new MovableClock(clock.GetUtcNow() - Views.GoneStays - TimeSpan.FromHours(1), speed: 0);
        var before = ActivatorUtilities.CreateInstance<Views>(system.Functions.Services, then);
        await Bench.Rate(Open, 16, at => views.Write(Id("open", at), 1, Line("a line"), CancellationToken.None));
        var closed = 0;
        foreach (var goal in scale.Of<int[]>([1_000, 10_000, 100_000], [100, 1_000, 10_000], [10, 100]))
        {
            var from = closed;
            await Bench.Rate(goal - from, 16, at => before.Write(Id("closed", from + at), 1, Line(null), CancellationToken.None));
            closed = goal;
            await views.Sweep(CancellationToken.None);
            var (times, counts) = (new List<double>(), new List<double>());
            await count.During(() => Task.CompletedTask);
            for (var round = 0; round < scale.Of(20, 20, 3); round++)
            {
                counts.Add(await count.During(async () =>
                {
                    var began = TimeProvider.System.GetTimestamp();
                    var lines = await views.Read(ReferralEvolution.BoardView, "al-north", CancellationToken.None);
                    times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
                    if (lines.Count != Open) throw new InvalidOperationException($"The board shows {lines.Count} of {Open}.");
                }, quiet: 50));
            }
            var what = string.Create(CultureInfo.InvariantCulture, $"board, {Open} open and {goal:N0} closed");
            report.Count($"{what}: transactions", Figures.Median(counts), 1);
            report.Add($"{what}: time", Figures.Milliseconds(Figures.Median(times)));
        }
    }

    private static ViewRow Line(string? shown) => new(ReferralEvolution.BoardView, "al-north", shown);

    private static StreamId Id(string what, int at) => new(ReferralRules.Kind, string.Create(CultureInfo.InvariantCulture, $"{what}{at:D9}"));
}
