using System.Diagnostics;
using System.Globalization;
using ServerlessAssist.Simulation.Bugs;
using ServerlessAssist.Simulation.Hostile;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation;

/// <summary>What can be asked for on the command line. The exit code counts what failed.</summary>
internal static class Commands
{
    private const string Start = "dotnet run -c Release --project tests/Simulation --";

    private const string Help = $"""
        Hunts for faults: the product on storage and carriers in memory and on virtual time, with everything going wrong that can.

          {Start} --schedules 10000 [--first N]      stories with several faults at once, all drawn from the seed
          {Start} --sweep ["story"]                  every story, or one, with each of its requests broken in each way
          {Start} --bugs                             what finds each planted bug, as a table
          {Start} --hostile 1000000 [--first N]      hostile inputs at every door
          {Start} --month                            a quiet month of a small programme

          {Start} --seed N [--bug K]                 one schedule, step by step in plain words
          {Start} --case "story" --moment N --fault RequestLost    one case of the sweep, step by step
        """;

    public static int Run(string[] args)
    {
        int Number(string name, int otherwise) => int.TryParse(After(args, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
        return args switch
        {
            _ when args.Contains("--seed") => Told(() => Schedule.Play(Number("--seed", 0), args.Contains("--bug") ? PlantedBugs.All[Number("--bug", 0)]() : null, isTold: true)),
            _ when args.Contains("--case") => Told(() => Sweep.Play(Case(After(args, "--case"), Number("--moment", 0), After(args, "--fault")), isTold: true)),
            _ when args.Contains("--schedules") => Schedules(Number("--first", 0), Number("--schedules", 10_000)),
            _ when args.Contains("--sweep") => Swept(After(args, "--sweep")),
            _ when args.Contains("--bugs") => Bugs(),
            _ when args.Contains("--hostile") => Hostile(Number("--first", 0), Number("--hostile", 1_000_000)),
            _ when args.Contains("--month") => Month(),
            _ => Say(Help, args is [] or ["--help"] or ["-h"] ? 0 : 2),
        };
    }

    private static int Schedules(int first, int count)
    {
        var tally = new Tally("schedules", count);
        Crowd.Run(Enumerable.Range(first, count), seed => Schedule.Play(seed), (seed, result) =>
        {
            tally.Add(result, string.Create(CultureInfo.InvariantCulture, $"{Start} --seed {seed}"));
            return true;
        });
        return tally.End(leastOfEach: count >= 10_000 ? 100 : 0);
    }

    /// <param name="story">Empty: all.</param>
    private static int Swept(string story)
    {
        var all = Sweep.All(AllStories.Swept.Where(one => story.Length == 0 || one().Name == story)).ToList();
        var tally = new Tally("cases", all.Count);
        Crowd.Run(all, one => Sweep.Play(one), (one, result) =>
        {
            tally.Add(result, string.Create(CultureInfo.InvariantCulture, $"{Start} --case \"{result.Story}\" --moment {one.Moment} --fault {one.Fault}"));
            return true;
        });
        return tally.End(leastOfEach: 0);
    }

    private static int Bugs()
    {
        var all = new List<Caught>();
        foreach (var bug in PlantedBugs.All)
        {
            var began = Stopwatch.GetTimestamp();
            all.Add(BugHunt.Hunt(bug));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{all[^1].Bug}: {(all[^1].Seed is { } seed ? $"seed {seed}" : "not caught")}, {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s"));
        }
        return Say(BugHunt.Table(all), all.Count(one => one.Seed is null));
    }

    private static int Hostile(int first, int count)
    {
        var result = HostileRun.Play(first, count, threads: 0);
        return Say(result.ToString(), result.Violations.Count);
    }

    private static int Month()
    {
        for (var warm = 0; warm < 2; warm++) Simulation.Run.OnOwnThread(() => Simulation.Run.Play(new AMonth(), new WorldOptions(1, new NoFault())));
        var began = Stopwatch.GetTimestamp();
        var result = Simulation.Run.OnOwnThread(() => Simulation.Run.Play(new AMonth(), new WorldOptions(1, new NoFault())));
        return Say(string.Create(CultureInfo.InvariantCulture, $"A month in {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms: {result.Steps} steps, {result.World.Facts.Referrals.Count} referrals, {result.Violations.Count} broken invariants."), result.Violations.Count);
    }

    private static int Told(Func<Result> play)
    {
        var result = Simulation.Run.OnOwnThread(play);
        foreach (var line in result.Told) Console.WriteLine(line);
        return Say(result.Violations.Count == 0 ? "Every invariant holds." : string.Join(Environment.NewLine, result.Violations.Select(one => $"BROKEN: {one.Invariant} {one.What}")), result.Violations.Count);
    }

    private static Broken Case(string story, int moment, string fault) =>
        new(AllStories.Swept.FirstOrDefault(one => one().Name == story) ?? throw new ArgumentException($"There is no story '{story}'. Choose one of: {string.Join(", ", AllStories.Swept.Select(one => one().Name))}."), moment, Enum.Parse<Fault>(fault));

    private static string After(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : "";

    private static int Say(string what, int failed)
    {
        Console.WriteLine(what);
        return Math.Min(failed, 100);
    }
}
