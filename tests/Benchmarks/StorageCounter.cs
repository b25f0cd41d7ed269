using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Storage;

namespace ServerlessAssist.Benchmarks;

/// <summary>Counts the storage transactions that somebody's doing costs, until nothing more happens.</summary>
/// <remarks>
/// Left out, for they do not grow with what is done: polling, leases, the heartbeat that the minute's sweep writes and each process
/// reads once a minute, and the read of the people's directory every 15 s.
/// </remarks>
internal sealed class StorageCounter
{
    private const int Look = 50;
    private long _sent, _answered;

    /// <param name="also">Counted although it would be left out: what a measurement itself asks for.</param>
    public StorageCounter(SandboxSystem system, Func<WireRequest, bool>? also = null)
    {
        bool Counts(WireRequest request) => IsOfDoing(request) || also?.Invoke(request) == true;
        system.Wire.Seen = request => _ = Counts(request) ? Interlocked.Increment(ref _sent) : 0;
        system.Wire.Answered = request => _ = Counts(request) ? Interlocked.Increment(ref _answered) : 0;
    }

    /// <param name="quiet">Milliseconds without a request after which it is over: longer where a carrier reports.</param>
    public async Task<long> During(Func<Task> what, int quiet = 500)
    {
        var before = Interlocked.Read(ref _sent);
        await what();
        for (var (last, looks) = (-1L, 0); looks < quiet / Look;)
        {
            await Bench.Wait(Look);
            var (now, answered) = (Interlocked.Read(ref _sent), Interlocked.Read(ref _answered));
            // A request that a busy emulator has not answered yet is followed by others.
            (last, looks) = now == last && answered == now ? (last, looks + 1) : (now, 0);
        }
        return Interlocked.Read(ref _sent) - before;
    }

    private static bool IsOfDoing(WireRequest request) =>
        !request.IsHeartbeat && !request.Path.Contains(StaffRules.Id.Partition, StringComparison.Ordinal);
}
