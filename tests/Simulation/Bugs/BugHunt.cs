using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation.Bugs;

/// <summary>What found a planted bug, and when.</summary>
/// <param name="Seed">The first schedule that showed it; null: none did.</param>
public sealed record Caught(string Bug, int? Seed, int Schedules, string Invariant, string What);

/// <summary>Plants each bug in turn and plays schedules until an invariant breaks.</summary>
public static class BugHunt
{
    /// <summary>Within so many schedules each must show.</summary>
    public const int Most = 500;

    /// <param name="from">The seed to begin with; after the last one it goes on with 0.</param>
    public static Caught Hunt(Func<PlantedBug> bug, int from = 0)
    {
        var (first, count) = (default((int Seed, Violation Broken)?), 0);
        Crowd.Run(Enumerable.Range(0, Most).Select(at => (at + from) % Most), seed => Schedule.Play(seed, bug()), (seed, result) =>
        {
            count++;
            if (result.Violations.Count == 0) return true;
            if (first is null || seed < first.Value.Seed) first = (seed, result.Violations[0]);
            return false;
        });
        return new Caught(bug().Name, first?.Seed, count, first?.Broken.Invariant ?? "", first?.Broken.What ?? "");
    }

    /// <summary>As it stands in the README.</summary>
    public static string Table(IEnumerable<Caught> all) => string.Join(Environment.NewLine,
        ["| planted | caught by | first seed |", "| --- | --- | --- |", .. all.Select(one => $"| {one.Bug} | {(one.Seed is null ? "**not caught**" : one.Invariant)} | {one.Seed} |")]);
}
