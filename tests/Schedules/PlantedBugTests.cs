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
        var caught = BugHunt.Hunt(PlantedBugs.All[which]);
        Assert.True(caught.Seed is not null, $"Nobody noticed: {caught.Bug}.");
    }
}
