using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Inbox.Receiving;

/// <summary>Takes a message in at the webhook: answered now, or safely queued; never neither.</summary>
public sealed class InboundPipeline(Router router, InboundQueue deferred, RecentMessages recent)
{
    private static readonly ChatReply Queued = ChatReply.Silently(Language.English);

    /// <returns>What to answer; an empty answer for what was queued.</returns>
    /// <exception cref="Azure.RequestFailedException">It could not even be queued: the carrier has to try again.</exception>
    public async Task<ChatReply> Take(InboundMessage message, CancellationToken stop)
    {
        try
        {
            if (await router.Handle(message, stop) is { IsSettled: true } answered)
            {
                recent.Add(message.Id, answered);
                return answered;
            }
        }
        catch (Exception transient) when (TransientFailure.Is(transient))
        {
            // Handled by the queue, below.
        }
        await deferred.Put(new QueuedInbound.Message(message), CancellationToken.None);
        recent.Add(message.Id, Queued);
        return Queued;
    }
}

/// <summary>The last messages that this process took in and what it answered, so that reading the carrier's list costs no storage for them.</summary>
public sealed class RecentMessages
{
    private const int Kept = 5_000;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ChatReply> _answers = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public void Add(string id, ChatReply answered)
    {
        lock (_lock)
        {
            if (!_answers.TryAdd(id, answered)) return;
            _order.Enqueue(id);
            if (_order.Count > Kept) _answers.Remove(_order.Dequeue());
        }
    }

    /// <summary>Null: not among the last.</summary>
    public ChatReply? Find(string id)
    {
        lock (_lock) return _answers.GetValueOrDefault(id);
    }
}
