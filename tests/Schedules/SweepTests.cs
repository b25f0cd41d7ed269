using System.Collections.Concurrent;
using System.Globalization;
using ServerlessAssist.Simulation;
using ServerlessAssist.Simulation.Stories;

namespace ServerlessAssist.Tests.Schedules;

/// <summary>
/// Every story, its requests broken in each way: one case in twenty-three of some fifty-three thousand, about two thousand, another part each day,
/// so that twenty-three days play the whole; the simulation's own command plays all at once.
/// </summary>
[Collection(Alone.Name)]
public sealed class SweepTests
{
    /// <summary>A prime: the ways in which a request can break are 2 to 14, and each part has cases of all.</summary>
    private const int Parts = 23;

    [Fact]
    public void Whatever_fails_at_whichever_request_every_invariant_holds()
    {
        var (part, cases, broken) = (PartOfTheDay.Of(Parts), 0, new ConcurrentQueue<string>());
        Crowd.Run(Sweep.All(AllStories.Swept).Where((_, at) => at % Parts == part), one => Sweep.Play(one), (one, result) =>
        {
            cases++;
            if (result.Violations is [var first, ..])
                broken.Enqueue($"{first.Invariant} {first.What} {PartOfTheDay.Replay(string.Create(CultureInfo.InvariantCulture, $"--case \"{result.Story}\" --moment {one.Moment} --fault {one.Fault}"))}");
            return broken.Count < 5;
        });
        Assert.True(broken.IsEmpty, PartOfTheDay.Tell(broken));
        Assert.True(cases > 1_900, "Hardly anything was broken.");
    }
}
