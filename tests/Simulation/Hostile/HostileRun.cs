using System.Collections.Concurrent;
using System.Diagnostics;

namespace ServerlessAssist.Simulation.Hostile;

/// <summary>Hostile inputs for every route and every command, each from its number alone: none of them harms the house; how long each keeps it busy is measured.</summary>
public static class HostileRun
{
    /// <param name="first">The number of the first input.</param>
    /// <param name="threads">Worlds side by side; 0: one for each processor.</param>
    public static HostileResult Play(int first, int count, int threads = 1)
    {
        var began = Stopwatch.GetTimestamp();
        var tenth = first + Math.Max(count / 10, Math.Min(count, 2 * HostileBlock.Size));
        var start = Blocks(first, tenth, threads);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var rest = Blocks(tenth, first + count, threads);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        return HostileResult.Sum([.. start, .. rest], Stopwatch.GetElapsedTime(began), count > 2 * (tenth - first) ? grown : 0);
    }

    private static List<HostileResult> Blocks(int from, int to, int threads)
    {
        if (from >= to) return [];
        var left = new ConcurrentQueue<int>(Enumerable.Range(from / HostileBlock.Size, (to - 1) / HostileBlock.Size - from / HostileBlock.Size + 1));
        var (done, failed) = (new ConcurrentBag<HostileResult>(), new ConcurrentQueue<Exception>());
        var all = Enumerable.Range(0, threads > 0 ? threads : Environment.ProcessorCount).Select(_ => new Thread(Work, 16 * 1024 * 1024)).ToList();
        foreach (var one in all) one.Start();
        foreach (var one in all) one.Join();
        return failed.TryDequeue(out var first) ? throw new InvalidOperationException("The simulation itself failed.", first) : [.. done];

        void Work()
        {
            try
            {
                while (failed.IsEmpty && left.TryDequeue(out var block)) done.Add(new HostileBlock(block).Play(from, to));
            }
            catch (Exception whatever)
            {
                failed.Enqueue(whatever);
            }
        }
    }
}
