using Azure.Data.Tables;

namespace ServerlessAssist.Shared.Streams;

/// <summary>Writes a decision, and finds out what stands where the answer was a conflict or was lost.</summary>
internal sealed class StreamsCommit<TState, TEvent, TCommand>(
    StreamDefinition<TState, TEvent, TCommand> book, StreamStore store, Announcements announcements, Repeats<TState, TEvent, TCommand> repeats,
    StreamsDelivery<TState, TEvent, TCommand> delivery, StreamsTelemetry<TState, TEvent, TCommand> telemetry)
{
    /// <returns>Null: another commit came first, or storage has not said; to be tried again.</returns>
    public async Task<Outcome<TState>?> Commit(
        CommitDraft<TState> draft, CommitContent<TEvent> content, Preconditions terms, DateTimeOffset now, CancellationToken stop)
    {
        var announced = await delivery.Announce(draft, now, stop);
        var (how, tags) = await store.Commit(draft.Actions);
        if (how == Committed.Ok)
        {
            telemetry.Committed(draft.Next, content, now);
            await delivery.Deliver(draft, announced, tags, now);
            return content.OutcomeAt(draft.Next, draft.Version);
        }
        telemetry.DidNotCommit(how);
        // Our own commit may be the one that stands: the inbox row of the message knows.
        if (await store.Inbox(draft.Id, draft.Message, stop) is { } inbox)
            return await Settle(draft, content, announced, inbox, terms, now, stop);
        if (how == Committed.Conflict && announced is not null) await announcements.Delete(announced);
        return null;
    }

    /// <summary>The message stands as handled: by this commit, whose answer was lost, or by another one.</summary>
    private async Task<Outcome<TState>?> Settle(
        CommitDraft<TState> draft, CommitContent<TEvent> content, Announced? announced, TableEntity inbox, Preconditions terms, DateTimeOffset now,
        CancellationToken stop)
    {
        // The row is sealed under the key that stands: a first commit that lost a race had drawn one that never stood.
        var (snapshot, _) = await store.ReadWithOutbox(draft.Id, draft.Commit, stop);
        if (snapshot.Key is not { } key) return null; // Erased meanwhile: looked at again, and answered as that.
        var body = StreamRows.ReadInbox(draft.Id, key, inbox);
        var isOurs = body.Commit == draft.Commit;
        if (announced is not null) await (isOurs ? announcements.Show(announced, TimeSpan.Zero) : announcements.Delete(announced));
        if (!isOurs) return repeats.Again(snapshot, body, terms);
        await delivery.WriteViews(draft);
        telemetry.Committed(draft.Next, content, now);
        return content.OutcomeAt(book.StateOf(snapshot), snapshot.Version);
    }
}
