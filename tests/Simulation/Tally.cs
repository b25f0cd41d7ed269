using System.Diagnostics;
using System.Globalization;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation;

/// <summary>Counts what many runs came to, and says how far it is.</summary>
internal sealed class Tally(string of, int expected)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly long[] _struck = new long[Enum.GetValues<Fault>().Length];
    private readonly Dictionary<string, int> _broken = [];
    private long _told = Stopwatch.GetTimestamp();
    private long _steps;
    private int _done;
    private int _failed;

    /// <param name="replay">The command that plays it again, step by step.</param>
    public void Add(Result result, string replay)
    {
        (_done, _steps) = (_done + 1, _steps + result.Steps);
        for (var at = 0; at < _struck.Length; at++) _struck[at] += result.Struck[at];
        if (result.Violations is [var first, ..])
        {
            _failed++;
            _broken[first.Invariant] = _broken.GetValueOrDefault(first.Invariant) + 1;
            if (_broken[first.Invariant] <= 3) Console.WriteLine($"BROKEN in '{result.Story}': {first.Invariant} {first.What}{Environment.NewLine}  {replay}");
        }
        if (Stopwatch.GetElapsedTime(_told) < Pause) return;
        _told = Stopwatch.GetTimestamp();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_done} of {expected} {of}, {Rate:0} a second, {_failed} broken"));
    }

    /// <param name="leastOfEach">How often each kind of fault must have struck.</param>
    /// <returns>How many runs failed, and kinds that struck too seldom.</returns>
    public int End(int leastOfEach)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_done} {of}, {_failed} broken, {_steps} steps, {Rate:0.0} a second"));
        foreach (var (invariant, times) in _broken.OrderByDescending(one => one.Value)) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times,6}  {invariant}"));
        var seldom = 0;
        foreach (var fault in Enum.GetValues<Fault>().Where(fault => fault != Fault.None))
        {
            var times = _struck[(int)fault];
            if (times < leastOfEach) seldom++;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times,8}  {Invariants.Plain(fault.ToString())}{(times < leastOfEach ? "  (too seldom)" : "")}"));
        }
        return Math.Min(_failed + seldom, 100);
    }

    private double Rate => _done / Stopwatch.GetElapsedTime(_began).TotalSeconds;
}
