using System.Diagnostics;
using System.Globalization;
using ServerlessAssist.Simulation;
using ServerlessAssist.Simulation.Bugs;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;

int Number(string name, int otherwise) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
var watch = Stopwatch.StartNew();
if (args.Contains("--seed"))
{
    var bug = args.Contains("--bug") ? PlantedBugs.All[Number("--bug", 0)] : () => null!;
    var result = Run.OnOwnThread(() => Schedule.Play(Number("--seed", 0), bug(), isTold: true));
    foreach (var line in result.Told) Console.WriteLine(line);
    foreach (var one in result.Violations) Console.WriteLine($"{one.At:MM-dd HH:mm:ss} {one.Invariant} {one.What}");
    return result.Violations.Count;
}
if (args.Contains("--case"))
{
    var (story, moment, fault) = (args[Array.IndexOf(args, "--case") + 1], Number("--moment", 0), Enum.Parse<Fault>(args[Array.IndexOf(args, "--fault") + 1]));
    var one = new Broken(AllStories.Swept.First(known => known().Name == story), moment, fault);
    var result = Run.OnOwnThread(() => Sweep.Play(one, isTold: true));
    foreach (var line in result.Told) Console.WriteLine(line);
    foreach (var bad in result.Violations) Console.WriteLine($"{bad.At:MM-dd HH:mm:ss} {bad.Invariant} {bad.What}");
    return result.Violations.Count;
}
if (args.Contains("--bugs"))
{
    var all = PlantedBugs.All.Select(bug => { var caught = BugHunt.Hunt(bug); Console.WriteLine($"{watch.Elapsed.TotalSeconds:0} s {caught}"); return caught; }).ToList();
    Console.WriteLine(BugHunt.Table(all));
    return all.Count(one => one.Seed is null);
}
if (args.Contains("--sweep"))
{
    var (count, failed) = (0, 0);
    var by = new Dictionary<string, int>();
    Crowd.Run(Sweep.All(AllStories.Swept), one => Sweep.Play(one), (one, result) =>
    {
        count++;
        if (result.Violations.Count == 0) return true;
        failed++;
        var key = $"{one.Fault}: {result.Violations[0].Invariant}";
        by[key] = by.GetValueOrDefault(key) + 1;
        if (by[key] <= 3) Console.WriteLine($"--case \"{one.Story().Name}\" --moment {one.Moment} --fault {one.Fault}: {result.Violations[0].Invariant} {result.Violations[0].What}");
        return true;
    });
    Console.WriteLine($"{count} cases, {failed} failed, {watch.Elapsed.TotalSeconds:0.0} s");
    foreach (var (key, times) in by.OrderByDescending(one => one.Value)) Console.WriteLine($"{times,5} {key}");
    return failed;
}
{
    var (count, failed, steps) = (0, 0, 0L);
    var struck = new long[Enum.GetValues<Fault>().Length];
    var by = new Dictionary<string, int>();
    var bug = args.Contains("--bug") ? PlantedBugs.All[Number("--bug", 0)] : () => null!;
    var first = Number("--first", 0);
    Crowd.Run(Enumerable.Range(first, Number("--schedules", 500)), seed =>
    {
        var began = Stopwatch.GetTimestamp();
        var result = Schedule.Play(seed, bug());
        if (args.Contains("--slow")) Console.WriteLine($"slow: {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms {seed} {result.Steps} steps {result.World.Log.Lines.Count} {result.Story}");
        return result;
    }, (seed, result) =>
    {
        count++;
        steps += result.Steps;
        for (var at = 0; at < struck.Length; at++) struck[at] += result.Struck[at];
        if (result.Violations.Count == 0) return true;
        failed++;
        var key = result.Violations[0].Invariant;
        by[key] = by.GetValueOrDefault(key) + 1;
        if (by[key] <= 3) Console.WriteLine($"--seed {seed} ({result.Story}): {result.Violations[0].At:HH:mm:ss} {key} {result.Violations[0].What}");
        return true;
    });
    Console.WriteLine($"{count} schedules, {failed} failed, {steps} steps, {count / watch.Elapsed.TotalSeconds:0.0} schedules a second");
    foreach (var (key, times) in by.OrderByDescending(one => one.Value)) Console.WriteLine($"{times,5} {key}");
    foreach (var fault in Enum.GetValues<Fault>()) Console.WriteLine($"{struck[(int)fault],7} {fault}");
    return failed;
}
