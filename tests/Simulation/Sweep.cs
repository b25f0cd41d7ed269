using ServerlessAssist.Simulation.Bugs;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation;

/// <summary>One fault: in which story, at which moment.</summary>
public sealed record Broken(Func<Story> Story, int Moment, Fault Fault);

/// <summary>Every story again and again, each time with another of its requests broken in another way. How many there are is found by playing it whole.</summary>
public static class Sweep
{
    private const int Seed = 1;

    public static IEnumerable<Broken> All(IEnumerable<Func<Story>> stories) =>
        from story in stories
        from at in Moments(story).Select((place, index) => (place, index))
        from fault in Faults.At(at.place).Distinct()
        select new Broken(story, at.index, fault);

    public static Result Play(Broken one, PlantedBug? bug = null, bool isTold = false) =>
        Run.Play(one.Story(), new WorldOptions(Seed, new OneFault(one.Moment, one.Fault), bug, IsTold: isTold, Processes: one.Fault is Fault.QueueTwice or Fault.TwoSweepers ? 2 : 1));

    private static List<Where> Moments(Func<Story> story) => Run.OnOwnThread(() =>
    {
        var whole = new NoFault();
        var result = Run.Play(story(), new WorldOptions(Seed, whole));
        return result.Violations.Count == 0 ? whole.Moments : throw new InvalidOperationException($"'{result.Story}' fails with nothing broken: {result.Violations[0].Invariant} {result.Violations[0].What}");
    });
}
