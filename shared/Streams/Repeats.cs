using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;

namespace ServerlessAssist.Shared.Streams;

/// <summary>What is answered to a message that was handled before.</summary>
internal sealed class Repeats<TState, TEvent, TCommand>(StreamDefinition<TState, TEvent, TCommand> book, StreamStore store, BlindIndex index)
{
    /// <summary>As the message is named in storage.</summary>
    public string NameOf(StreamId id, string messageId) => index.Of("message", $"{id}|{messageId}");

    /// <summary>One of the last few messages, which the state row remembers; null: it is none of them. Costs nothing.</summary>
    public Outcome<TState>? Recent(Snapshot snapshot, string message, Preconditions terms) =>
        snapshot.Envelope?.Handled.FirstOrDefault(handled => handled.Message == message) is { } handled
            ? Again(snapshot, handled.Reply, handled.Content, handled.Refusal, terms)
            : null;

    /// <summary>However long ago it was; null: it was not handled. One storage transaction, two if it was.</summary>
    public async Task<Outcome<TState>?> Earlier(StreamId id, string messageId, Preconditions terms, CancellationToken stop)
    {
        if (await store.Inbox(id, NameOf(id, messageId), stop) is not { } row) return null;
        var snapshot = await store.Read(id, stop);
        return snapshot.Key is null ? null : Again(snapshot, StreamRows.ReadInbox(id, snapshot.Key, row), terms);
    }

    /// <summary>
    /// Before a sender with terms is told that it cannot be done: it may be done already, by the same message,
    /// too long ago for the state row to remember. One storage transaction.
    /// </summary>
    public async Task<Outcome<TState>?> BeforeRefusing(Snapshot snapshot, string message, Preconditions terms, CancellationToken stop)
    {
        if (terms == Preconditions.None || snapshot.Key is null || await store.Inbox(snapshot.Id, message, stop) is not { } row) return null;
        return Again(snapshot, StreamRows.ReadInbox(snapshot.Id, snapshot.Key, row), terms);
    }

    public Outcome<TState> Again(Snapshot snapshot, InboxBody body, Preconditions terms) =>
        Again(snapshot, body.Reply, body.Content, body.Refusal, terms);

    private Outcome<TState> Again(Snapshot snapshot, Reply? reply, string? content, string? refusal, Preconditions terms)
    {
        var state = book.StateOf(snapshot);
        if (terms.Content is not null && terms.Content != content) return new Outcome<TState>.IdempotencyKeyReused(state);
        return refusal is null
            ? new Outcome<TState>.Done(state, snapshot.Version, reply, Repeat.Again)
            : new Outcome<TState>.Refused(state, snapshot.Version, new RecordedRefusal(refusal, reply), Repeat.Again);
    }
}
