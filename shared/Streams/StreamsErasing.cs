using System.Text.Json;
using ServerlessAssist.Shared.Protection;

namespace ServerlessAssist.Shared.Streams;

/// <summary>A stream that is marked to be erased: what comes late finds nothing, and brings nothing back.</summary>
internal sealed class StreamsErasing<TState, TEvent, TCommand>(
    StreamDefinition<TState, TEvent, TCommand> book, StreamStore store, Agenda agenda, Views views, BlindIndex index, TimeProvider time)
{
    /// <returns>False: its state does not allow it, or another process writes it just now.</returns>
    public async Task<bool> Mark(StreamId id, Func<TState, bool> may, CancellationToken stop)
    {
        var snapshot = await store.Read(id, stop);
        if (snapshot.IsErased) return true;
        var state = book.StateOf(snapshot);
        var origin = snapshot.Envelope is not null && book.Origin?.Of(state) is { } begun ? OriginOf(id, begun) : null;
        return may(state) && await store.Mark(snapshot, origin, stop);
    }

    public async Task Hide(StreamId id, CancellationToken stop)
    {
        if (await ReadMarked(id, stop) is not { } state) return;
        foreach (var line in book.Lines(state)) await views.Hide(id, line, stop);
        foreach (var wake in book.WakeUps(state)) await agenda.Delete(id, wake, stop);
    }

    /// <summary>What a marked stream still holds, for who erases it; default: nothing any more.</summary>
    public async Task<TState?> ReadMarked(StreamId id, CancellationToken stop) =>
        await store.ReadMarked(id, stop) is { Envelope: { } envelope } ? envelope.State.Deserialize(book.StateJson)! : default;

    /// <summary>As one that is not known is answered; what would begin something begins nothing.</summary>
    public Outcome<TState> Late(Snapshot snapshot, TCommand command)
    {
        var state = book.StateOf(snapshot);
        var isOrigin = snapshot.Origin is { } origin && book.Origin?.By(command) is { } begins && OriginOf(snapshot.Id, begins) == origin;
        return !isOrigin && book.Decide(state, command, time.GetUtcNow()) is Decision<TEvent>.Refused refused
            ? new Outcome<TState>.Refused(state, snapshot.Version, refused.Why, null)
            : new Outcome<TState>.NoChange(state);
    }

    private string OriginOf(StreamId id, string begins) => index.Of("origin", $"{id}|{begins}");
}
