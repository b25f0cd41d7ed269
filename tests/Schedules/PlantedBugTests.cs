using System.Globalization;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Simulation.Bugs;

namespace ServerlessAssist.Tests.Schedules;

/// <summary>The simulation can fail: mistakes planted around the product are found.</summary>
[Collection(Alone.Name)]
public sealed class PlantedBugTests
{
    public static TheoryData<int> Bugs => [.. Enumerable.Range(0, PlantedBugs.All.Count)];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_planted_bug_is_caught_within_five_hundred_schedules(int which)
    {
        var caught = BugHunt.Hunt(PlantedBugs.All[which], FirstSeed(PlantedBugs.All[which]().Name));
        Assert.True(caught.Seed is not null, $"Nobody noticed: {caught.Bug}.");
    }

    /// <summary>Where the README says that it shows first: those before cost minutes, and show nothing.</summary>
    private static int FirstSeed(string bug) => int.Parse(
        File.ReadLines(Path.Combine(SandboxFolder.Path, "..", "..", "README.md")).Single(line => line.StartsWith($"| {bug} |", StringComparison.Ordinal)).Split('|')[3], CultureInfo.InvariantCulture);
}
