using System.Collections.Concurrent;

namespace ServerlessAssist.Simulation;

/// <summary>Many runs side by side, each on one thread.</summary>
public static class Crowd
{
    /// <param name="goOn">Asked after each result; false ends it.</param>
    public static void Run<T>(IEnumerable<T> all, Func<T, Result> play, Func<T, Result, bool> goOn)
    {
        using var waiting = new BlockingCollection<T>(64);
        using var ended = new CancellationTokenSource();
        var failed = new ConcurrentQueue<Exception>();
        var turn = new Lock();
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work, 16 * 1024 * 1024)).ToList();
        foreach (var thread in threads) thread.Start();
        foreach (var one in all)
        {
            if (ended.IsCancellationRequested) break;
            try
            {
                waiting.Add(one, ended.Token);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }
        waiting.CompleteAdding();
        foreach (var thread in threads) thread.Join();
        if (failed.TryDequeue(out var first)) throw new InvalidOperationException("The simulation itself failed.", first);

        void Work()
        {
            try
            {
                foreach (var one in waiting.GetConsumingEnumerable())
                {
                    if (ended.IsCancellationRequested) return;
                    var result = play(one);
                    lock (turn) if (!goOn(one, result)) ended.Cancel();
                    result.World.Forget();
                }
            }
            catch (Exception whatever)
            {
                failed.Enqueue(whatever);
                ended.Cancel();
            }
        }
    }
}
