namespace ServerlessAssist.Shared.Streams;

/// <summary>What is answered to a message that comes again.</summary>
public sealed partial class Streams<TState, TEvent, TCommand>
{
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
