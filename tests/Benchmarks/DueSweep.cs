using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Operations.Upkeep;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Benchmarks;

/// <summary>A sweep of the agenda in which 50 are due, while many more wait for the days to come.</summary>
internal static class DueSweep
{
    private const int DueNow = 50;

    public static async Task Measure(Bench bench, Scale scale, Report report)
    {
        using var clock = new MovableClock(Bench.Morning, speed: 0);
        await using var system = await bench.NewSystem(clock);
        // The clock stands, so that no other sweep asks for the agenda. The host looks at its queues all the while.
        var count = new StorageCounter(system, also: request => request.Target == "agenda");
        var agenda = system.Functions.Services.GetRequiredService<Agenda>();
        var waiting = 0;
        int[] goals = scale.Of<int[]>([1_000, 10_000, 100_000], [100, 1_000, 10_000], [10, 200]);
        foreach (var goal in goals)
        {
            var from = waiting;
            await Bench.Rate(goal - from, 16, at => agenda.Put(Id(from + at), Later(clock, from + at), CancellationToken.None));
            waiting = goal;
            var (times, counts) = (new List<double>(), new List<double>());
            for (var round = 0; round < scale.Of(5, 5, 1); round++)
            {
                for (var at = 0; at < DueNow; at++)
                    await agenda.Put(Id(-1 - at), new WakeUp(ReferralRules.EscalationDue, clock.GetUtcNow().AddSeconds(-at)), CancellationToken.None);
                var sweep = ActivatorUtilities.CreateInstance<SweepAgenda>(system.Functions.Services);
                // What the system did before, at its start too, has ended.
                await count.During(() => Task.CompletedTask);
                counts.Add(await count.During(async () =>
                {
                    var began = TimeProvider.System.GetTimestamp();
                    await sweep.Run(null!, CancellationToken.None);
                    times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
                }));
            }
            // One query; each that is due is read and its hint deleted; the heartbeat.
            var what = string.Create(CultureInfo.InvariantCulture, $"sweep, {DueNow} due of {goal:N0} waiting");
            report.Count($"{what}: transactions", Figures.Median(counts), 2 + 2 * DueNow);
            report.Add($"{what}: time", Figures.Milliseconds(Figures.Median(times)));
        }
    }

    private static WakeUp Later(MovableClock clock, int at) =>
        new("escalate", clock.GetUtcNow().AddMinutes(60 + at * 7L % (60 * 24 * 365)));

    private static StreamId Id(int at) => new(ReferralRules.Kind, string.Create(CultureInfo.InvariantCulture, $"waiting{at:D9}"));
}
