using System.Text.Json;
using ServerlessAssist.Shared.Protection;

namespace ServerlessAssist.Shared.Streams;

/// <summary>A stream that is marked to be erased: what comes late finds nothing, and brings nothing back.</summary>
public sealed partial class Streams<TState, TEvent, TCommand>
{
    public Task<bool> Mark(StreamId id, CancellationToken stop) => Mark(id, _ => true, stop);

    /// <summary>As <see cref="Mark(StreamId,CancellationToken)"/>, if its state allows it.</summary>
    public async Task<bool> Mark(StreamId id, Func<TState, bool> may, CancellationToken stop)
    {
        var snapshot = await _store.Read(id, stop);
        if (snapshot.IsErased) return true;
        var state = StateOf(snapshot);
        return may(state) && await _store.Mark(snapshot, snapshot.Envelope is not null && _book.Origin(state) is { } origin ? OriginOf(id, origin) : null, stop);
    }

    public async Task Hide(StreamId id, CancellationToken stop)
    {
        if (await ReadMarked(id, stop) is not { } state) return;
        foreach (var line in _book.Views(state)) await _views.Hide(id, line, stop);
        foreach (var wake in _book.WakeUps(state)) await _agenda.Delete(id, wake, stop);
    }

    /// <summary>What a marked stream still holds, for who erases it; default: nothing any more.</summary>
    public async Task<TState?> ReadMarked(StreamId id, CancellationToken stop) =>
        await _store.ReadMarked(id, stop) is { Envelope: { } envelope } ? envelope.State.Deserialize(_book.StateJson)! : default;

    /// <summary>As <see cref="History"/>, of a marked stream or one that is not; empty: there is none.</summary>
    public async Task<IReadOnlyList<Happened<TEvent>>> HistoryOfMarked(StreamId id, CancellationToken stop) => await Happenings(await _store.ReadMarked(id, stop), stop) ?? [];

    /// <summary>As one that is not known is answered; what would begin something begins nothing.</summary>
    private Outcome<TState> Late(Snapshot snapshot, TCommand command)
    {
        var state = StateOf(snapshot);
        var isOrigin = snapshot.Origin is { } origin && _book.Begins(command) is { } begins && OriginOf(snapshot.Id, begins) == origin;
        return !isOrigin && _book.Decide(state, command, _time.GetUtcNow()) is Decision<TEvent>.Refused refused ? new Outcome<TState>.Refused(state, refused.Why) : new Outcome<TState>.Nothing(state);
    }

    /// <summary>What other streams were promised they get; nobody is told anything any more.</summary>
    private async Task ResumeErased(Announcement announcement, List<Azure.Data.Tables.TableEntity> found, CancellationToken stop)
    {
        var id = announcement.Id;
        if (found.Count == 0 || (await _store.ReadMarked(id, stop)).Key is not { } key) return;
        var before = found.Select(row => new OutboxRow(row.RowKey, row.ETag, StreamRows.ReadOutbox(id, key, row))).ToList();
        var attempted = await _outbox.Attempt(id, before, _ => false, stop);
        var marked = await _outbox.Mark(id, key, before, attempted.Rows);
        if (!marked || !attempted.IsDone)
            await _announcements.Send(announcement with { Until = _time.GetUtcNow() + Announcements.Bound }, marked ? attempted.After : TimeSpan.FromSeconds(5), _time.GetUtcNow(), CancellationToken.None);
    }

    private string OriginOf(StreamId id, string begins) => _index.Of("origin", $"{id}|{begins}");
}
