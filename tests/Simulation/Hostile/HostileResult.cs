using System.Globalization;

namespace ServerlessAssist.Simulation.Hostile;

/// <summary>What an input did that none may do.</summary>
public sealed record HostileViolation(int Number, string Route, string What)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Route}: {What}. Again: dotnet run -c Release --project tests/Simulation -- --hostile 1 --first {Number}");
}

/// <summary>What came of a hostile run.</summary>
/// <param name="ByRoute">How many inputs each route had.</param>
/// <param name="ByStatus">How many answers there were of each status.</param>
/// <param name="Slowest">In milliseconds; of what was slow the shortest of several times by itself.</param>
/// <param name="Grown">Bytes that are held at the end and were not after the first tenth.</param>
public sealed record HostileResult(
    int Count, IReadOnlyDictionary<string, int> ByRoute, IReadOnlyDictionary<int, int> ByStatus, double Slowest, int SlowestNumber, IReadOnlyList<HostileViolation> Violations, TimeSpan Took, long Grown)
{
    public double PerSecond => Count / Took.TotalSeconds;

    public override string ToString() => string.Join(Environment.NewLine,
    [
        string.Create(CultureInfo.InvariantCulture, $"{Count} hostile inputs, {Violations.Count} violations, {PerSecond:0} a second, the slowest {Slowest:0.0} ms (number {SlowestNumber}), memory grown by {Grown / 1024} KiB"),
        string.Join(", ", ByRoute.OrderByDescending(one => one.Value).Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key} {one.Value}"))),
        string.Join(", ", ByStatus.OrderBy(one => one.Key).Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key}: {one.Value}"))),
        .. Violations.Select(one => one.ToString()),
    ]);

    internal static HostileResult Sum(IReadOnlyList<HostileResult> all, TimeSpan took, long grown)
    {
        var slowest = all.MaxBy(one => one.Slowest);
        return new HostileResult(
            all.Sum(one => one.Count),
            all.SelectMany(one => one.ByRoute).GroupBy(one => one.Key, one => one.Value).ToDictionary(one => one.Key, one => one.Sum()),
            all.SelectMany(one => one.ByStatus).GroupBy(one => one.Key, one => one.Value).ToDictionary(one => one.Key, one => one.Sum()),
            slowest?.Slowest ?? 0, slowest?.SlowestNumber ?? 0, [.. all.SelectMany(one => one.Violations).OrderBy(one => one.Number)], took, grown);
    }
}
