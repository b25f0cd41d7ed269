using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Inbox.Receiving;

/// <summary>
/// Keeps copies of one deferred message from multiplying: putting back sends a new queue message before the host deletes the old one, so a lost answer,
/// a lost deletion or a death in between leaves two, and each of the two would be put back and answered.
/// </summary>
/// <remarks>
/// How often a message was put back orders its copies. A copy is deleted without being handled only if this process knows that a copy that was put back
/// more often is in the queue, or that the message has been handled. So the copy that was put back most often is never lost, whatever other processes know.
/// In the memory of one process: after a restart every copy is handled once more, which the message's id makes harmless.
/// </remarks>
public sealed class QueuedInboundCopies
{
    /// <summary>What <see cref="Once"/> is told when nothing is left to do.</summary>
    public const int Handled = int.MaxValue;

    /// <summary>How many messages are remembered; the oldest is forgotten first.</summary>
    private const int Kept = 5_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _newest = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly Dictionary<string, Working> _working = new(StringComparer.Ordinal);

    /// <summary>Handles a copy, unless that is known to be needless. Copies that come at the same time wait for the one that is being handled.</summary>
    /// <param name="putBack">How often this copy was put back.</param>
    /// <param name="handle">Returns how often the copy was put back that is in the queue then, or <see cref="Handled"/>.</param>
    /// <exception cref="NotSettledException">The copy that was being handled failed, and this one with it: the queue shows both again.</exception>
    public async Task Once(string name, int putBack, Func<Task<int>> handle)
    {
        var mine = new Working(putBack);
        while (Enter(name, mine) is { } other)
        {
            if (other == mine) return;
            var isHandled = await other.Succeeded.Task;
            // A copy that was put back more often than the other goes on by itself: what the other put back may be older than this one.
            if (putBack > other.PutBack) continue;
            if (!isHandled) throw new NotSettledException("Another copy of the message has failed.");
            return;
        }
        int? newest = null;
        try
        {
            newest = await handle();
        }
        finally
        {
            Leave(name, mine, newest);
        }
    }

    /// <returns>Null: it is handled now; itself: it is needless; another: that one is being handled.</returns>
    private Working? Enter(string name, Working mine)
    {
        lock (_lock)
        {
            if (_newest.TryGetValue(name, out var newest) && newest > mine.PutBack) return mine;
            return _working.TryAdd(name, mine) ? null : _working[name];
        }
    }

    private void Leave(string name, Working mine, int? newest)
    {
        lock (_lock)
        {
            _working.Remove(name);
            if (newest is { } known) Remember(name, known);
        }
        mine.Succeeded.SetResult(newest is not null);
    }

    private void Remember(string name, int newest)
    {
        if (_newest.TryGetValue(name, out var before))
        {
            _newest[name] = Math.Max(before, newest);
            return;
        }
        _newest.Add(name, newest);
        _order.Enqueue(name);
        if (_order.Count > Kept) _newest.Remove(_order.Dequeue());
    }

    private sealed class Working(int putBack)
    {
        public int PutBack => putBack;

        public TaskCompletionSource<bool> Succeeded { get; } = new();
    }
}
