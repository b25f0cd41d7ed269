using System.Globalization;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Storage;

namespace ServerlessAssist.Benchmarks;

/// <summary>Storage transactions of a month in which nothing happens, on LocalHost, once it has gone to sleep.</summary>
/// <remarks>Queues are polled and leases renewed by the machine's clock; timers fire by the system's clock, which is sped up.</remarks>
internal static class Idle
{
    private const double Speed = 20;
    private const double SecondsAMonth = 3600 * 730;

    public static async Task Measure(Bench bench, Scale scale, Report report)
    {
        using var clock = new MovableClock(Bench.Morning);
        // Five minutes without a request are shortened to two seconds, so that it sleeps before the count begins.
        await using var system = await bench.NewSystem(clock, null, ("LocalHost:AwakeFor", "00:00:02"));
        var (ofTheMachine, ofTheClock) = (0L, 0L);
        var seconds = scale.Of(120.0, 30.0, 1.0);
        await Bench.Wait(scale.Of(15_000, 15_000, 100));
        system.Clock.Speed = Speed;
        system.Wire.Seen = request =>
        {
            if (IsOfTheMachine(request)) Interlocked.Increment(ref ofTheMachine);
            else Interlocked.Increment(ref ofTheClock);
        };
        await Bench.Wait(seconds * 1000);
        system.Wire.Seen = null;
        var monthly = (ofTheMachine + ofTheClock / Speed) / seconds * SecondsAMonth;
        report.Add(
            "transactions: idle, a month (LocalHost)", string.Create(CultureInfo.InvariantCulture, $"{monthly / 1e6:0.00} million"),
            "<= 2.7 million", monthly <= 2.7e6 || scale == Scale.Trial);
    }

    private static bool IsOfTheMachine(WireRequest request) =>
        (request.Service == "queue" && request.Path.EndsWith("/messages", StringComparison.Ordinal))
        || request.Path.Contains("/locks/", StringComparison.Ordinal);
}
