using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Benchmarks;

/// <summary>Counts the storage transactions that somebody's doing costs, until nothing more happens.</summary>
/// <remarks>
/// Left out, for they do not grow with what is done: polling, leases, the heartbeat that the minute's sweep writes and each process
/// reads once a minute, and the read of the people's directory every 15 s.
/// </remarks>
internal sealed class StorageCounter
{
    private const int Look = 50;
    private long _count;

    public StorageCounter(SandboxSystem system) => system.Wire.Seen = request =>
    {
        if (!request.IsHeartbeat && !request.Path.Contains("directory~staff", StringComparison.Ordinal)) Interlocked.Increment(ref _count);
    };

    /// <param name="quiet">Milliseconds without a request after which it is over: longer where a carrier reports.</param>
    public async Task<long> During(Func<Task> what, int quiet = 500)
    {
        var before = Interlocked.Read(ref _count);
        await what();
        for (var (last, looks) = (-1L, 0); looks < quiet / Look;)
        {
            await Bench.Wait(Look);
            var now = Interlocked.Read(ref _count);
            (last, looks) = now == last ? (last, looks + 1) : (now, 0);
        }
        return Interlocked.Read(ref _count) - before;
    }
}
