namespace ServerlessAssist.Shared.Streams;

/// <summary>What is answered to a message that comes again.</summary>
public sealed partial class Streams<TState, TEvent, TCommand>
{
    /// <summary>What a message was answered with, if it was decided here before, however long ago; <see cref="Outcome{TState}.OtherContent"/> if it said something else then; null: it was not decided. One storage transaction, three if it was.</summary>
    public async Task<Outcome<TState>?> Earlier(StreamId id, string messageId, Terms terms, CancellationToken stop)
    {
        var message = IndexOf(id, messageId);
        return await _store.Inbox(id, message, stop) is null ? null : await Earlier(await _store.Read(id, stop), message, terms, stop);
    }

    /// <summary>Before somebody who sent terms is told that it cannot be done: it may be done already, by the same message, too long ago for the state row to remember. One storage transaction.</summary>
    private async Task<Outcome<TState>?> Earlier(Snapshot snapshot, string message, Terms terms, CancellationToken stop)
    {
        if (terms == Terms.None || snapshot.Key is null || await _store.Inbox(snapshot.Id, message, stop) is not { } row) return null;
        var body = StreamRows.ReadInbox(snapshot.Id, snapshot.Key, row);
        return Repeated(terms, StateOf(snapshot), snapshot.Version, body.Reply, body.Content);
    }

    private static Outcome<TState> Repeated(Terms terms, TState state, long version, Messaging.Reply? reply, string? content) =>
        terms.Content is null || terms.Content == content ? new Outcome<TState>.Done(state, version, reply, Repeat.Again) : new Outcome<TState>.OtherContent(state);
}
