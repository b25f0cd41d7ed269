using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>Takes a message in at the webhook: answered now, or safely queued; never neither.</summary>
public sealed class Reception(Router router, Deferred deferred, RecentMessages recent)
{
    private static readonly Answered Queued = new(null, Language.English, false, true);

    /// <returns>What to answer; an empty answer for what was queued.</returns>
    /// <exception cref="Azure.RequestFailedException">It could not even be queued: the carrier has to try again.</exception>
    public async Task<Answered> Take(InboundMessage message, CancellationToken stop)
    {
        try
        {
            if (await router.Handle(message, stop) is { IsSettled: true } answered)
            {
                recent.Add(message.Id);
                return answered;
            }
        }
        catch (Exception transient) when (IsTransient(transient))
        {
            // Handled by the queue, below.
        }
        await deferred.Put(new Incoming.Message(message), CancellationToken.None);
        recent.Add(message.Id);
        return Queued;
    }

    public static bool IsTransient(Exception failed) => failed is Azure.RequestFailedException or AggregateException or IOException or HttpRequestException or OperationCanceledException;
}

/// <summary>The last messages that this process took in, so that reading the carrier's list costs nothing for them.</summary>
public sealed class RecentMessages
{
    private const int Kept = 5_000;
    private readonly Lock _lock = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public void Add(string id)
    {
        lock (_lock)
        {
            if (!_ids.Add(id)) return;
            _order.Enqueue(id);
            if (_order.Count > Kept) _ids.Remove(_order.Dequeue());
        }
    }

    public bool Contains(string id)
    {
        lock (_lock) return _ids.Contains(id);
    }
}
