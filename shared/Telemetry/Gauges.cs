using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace ServerlessAssist.Shared.Telemetry;

/// <summary>What was measured last, as long as it is fresh: a process that no longer measures falls silent, and does not repeat an old alarm.</summary>
/// <remarks>By the machine's time, for exports are.</remarks>
public static class Gauges
{
    /// <summary>Two rounds of the timer that measures.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(11);

    private static readonly ConcurrentDictionary<(string Name, string Of), (long Value, long At)> Last = new();

    public static void AlertsWaiting(string region, int count, TimeSpan oldest)
    {
        Note("alerts.waiting", region, count);
        Note("alerts.oldest", region, (long)oldest.TotalSeconds);
    }

    public static void Poison(string queue, int length) => Note("poison.length", queue, length);

    internal static IEnumerable<Measurement<long>> Of(string name, string tag) =>
        from level in Last
        where level.Key.Name == name && TimeProvider.System.GetElapsedTime(level.Value.At) < Fresh
        select new Measurement<long>(level.Value.Value, new KeyValuePair<string, object?>(tag, level.Key.Of));

    private static void Note(string name, string of, long value) => Last[(name, of)] = (value, TimeProvider.System.GetTimestamp());
}
