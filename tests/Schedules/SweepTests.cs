using System.Collections.Concurrent;
using ServerlessAssist.Simulation;
using ServerlessAssist.Simulation.Stories;

namespace ServerlessAssist.Tests.Schedules;

/// <summary>Every story with each of its requests broken in each way.</summary>
[Collection(Alone.Name)]
public sealed class SweepTests
{
    [Fact]
    public void Whatever_fails_at_whichever_request_every_invariant_holds()
    {
        var (cases, broken) = (0, new ConcurrentQueue<string>());
        Crowd.Run(Sweep.All(AllStories.Swept), one => Sweep.Play(one), (one, result) =>
        {
            cases++;
            if (result.Violations is [var first, ..]) broken.Enqueue($"--case \"{result.Story}\" --moment {one.Moment} --fault {one.Fault}: {first.Invariant} {first.What}");
            return broken.Count < 5;
        });
        Assert.Empty(broken);
        Assert.True(cases > 5_000, "Hardly anything was broken.");
    }
}
