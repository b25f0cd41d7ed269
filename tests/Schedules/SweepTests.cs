using System.Collections.Concurrent;
using ServerlessAssist.Simulation;
using ServerlessAssist.Simulation.Stories;

namespace ServerlessAssist.Tests.Schedules;

/// <summary>Every story, its requests broken in each way: one case in twenty-nine of some forty-five thousand; the simulation's own command plays them all.</summary>
[Collection(Alone.Name)]
public sealed class SweepTests
{
    private const int OneIn = 29;

    [Fact]
    public void Whatever_fails_at_whichever_request_every_invariant_holds()
    {
        var (cases, broken) = (0, new ConcurrentQueue<string>());
        Crowd.Run(Sweep.All(AllStories.Swept).Where((_, at) => at % OneIn == 0), one => Sweep.Play(one), (one, result) =>
        {
            cases++;
            if (result.Violations is [var first, ..]) broken.Enqueue($"--case \"{result.Story}\" --moment {one.Moment} --fault {one.Fault}: {first.Invariant} {first.What}");
            return broken.Count < 5;
        });
        Assert.Empty(broken);
        Assert.True(cases > 1_500, "Hardly anything was broken.");
    }
}
