using ServerlessAssist.Simulation.Bugs;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation;

/// <summary>A story with several faults at once, all drawn from one seed.</summary>
public static class Schedule
{
    public static Result Play(int seed, PlantedBug? bug = null, bool isTold = false)
    {
        var random = new Random(seed);
        var story = AllStories.Of(seed);
        var options = new WorldOptions(seed, new DrawnFaults(random), bug, IsTold: isTold, ClocksAreWrong: random.Next(3) == 0);
        return Run.Play(story, options, world =>
        {
            if (random.Next(6) == 0) world.Time.In(At(), () => world.HostDown(TimeSpan.FromMinutes(random.Next(5, 200))));
            for (var kills = random.Next(4); kills > 0; kills--) world.Time.In(At(), () => End(world, Fault.DiesAfter, one => one.Die()));
            if (random.Next(3) == 0) world.Time.In(At(), () => End(world, Fault.Drain, one => one.Drain()));

            TimeSpan At() => TimeSpan.FromSeconds(random.Next(1, (int)story.Troubles.TotalSeconds));
        });
    }

    /// <summary>A process that ends here, between its requests, can leave a message in doubt as well: it is counted like one that ends at a request.</summary>
    private static void End(World.World world, Fault how, Action<Instance> end)
    {
        if (world.Serving() is not { } process) return;
        world.Strike(how);
        end(process);
    }
}
