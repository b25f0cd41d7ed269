using System.Collections.Immutable;
using System.Text.Json;
using ServerlessAssist.Shared.Protection;

namespace ServerlessAssist.Shared.Streams;

/// <summary>Reading what happened, and proving that it stands whole.</summary>
internal sealed class StreamsAudit<TState, TEvent, TCommand>(
    StreamDefinition<TState, TEvent, TCommand> book, StreamStore store, StreamRows rows, Agenda agenda, Views views)
{
    /// <returns>Every commit in order; null where the stream is not there.</returns>
    public async Task<IReadOnlyList<Happened<TEvent>>?> History(Snapshot snapshot, CancellationToken stop)
    {
        if (snapshot.Key is null) return null;
        var happened = new List<Happened<TEvent>>();
        byte[] head = [];
        await foreach (var row in store.Events(snapshot.Id, stop))
        {
            var version = row.GetInt64("Version") ?? 0;
            (var body, head) = rows.ReadEvent(snapshot.Id, version, snapshot.Key, head, row);
            happened.Add(new Happened<TEvent>(version, body.At, body.By, [.. body.Events.Select(e => e.Deserialize(book.EventJson)!)]));
        }
        return happened;
    }

    public async Task<ChainVerdict> Verify(StreamId id, CancellationToken stop)
    {
        var count = 0L;
        try
        {
            var snapshot = await store.ReadMarked(id, stop);
            if (snapshot.Key is null) return new ChainVerdict(0, "there is no such stream");
            byte[] head = [];
            await foreach (var row in store.Events(id, stop))
            {
                var version = row.GetInt64("Version") ?? 0;
                if (version > snapshot.Version) break; // Written after the state was read.
                if (version != ++count) return new ChainVerdict(count, $"event {count} is missing");
                (_, head) = rows.ReadEvent(id, version, snapshot.Key, head, row);
                if (!AuditChain.Same(head, row.GetBinary("Mac")))
                    return new ChainVerdict(count, $"event {count} does not follow the one before it");
            }
            if (count != snapshot.Version) return new ChainVerdict(count, $"the state speaks of {snapshot.Version} events, {count} stand");
            return new ChainVerdict(count, AuditChain.Same(head, snapshot.Head) ? null : "the chain does not end where the state says");
        }
        catch (TamperedException)
        {
            return new ChainVerdict(count, $"event {count} or the state was changed from outside");
        }
    }

    public async Task<(long Version, IReadOnlyList<ViewRow> Lines)> Lines(StreamId id, CancellationToken stop)
    {
        var snapshot = await store.Read(id, stop);
        return snapshot.Envelope is null ? (0, []) : (snapshot.Version, [.. book.Lines(book.StateOf(snapshot))]);
    }

    public async Task<int> Audit(CancellationToken stop)
    {
        var missing = 0;
        var shown = new HashSet<Views.Expected>();
        await foreach (var row in store.States(book.Kind, stop))
        {
            var id = StreamId.Parse(row.PartitionKey);
            var snapshot = rows.ReadState(id, row);
            if (snapshot.Envelope is null) continue;
            var state = book.StateOf(snapshot);
            foreach (var wake in book.WakeUps(state).ToImmutableArray())
            {
                if (await agenda.Has(id, wake, stop)) continue;
                missing++;
                await agenda.Put(id, wake, stop);
            }
            foreach (var line in book.Lines(state))
            {
                shown.Add(views.Of(id, line));
                await views.Heal(id, snapshot.Version, line, stop);
            }
        }
        foreach (var stray in await views.Strays(book.Kind, shown, stop)) await TakeOff(stray, stop);
        return missing;
    }

    /// <summary>
    /// A process that died between its commit and the lists left a line that its stream no longer shows.
    /// Looked at again first: the stream may have moved on since the audit read it.
    /// </summary>
    private async Task TakeOff(Views.Standing stray, CancellationToken stop)
    {
        var state = book.StateOf(await store.Read(stray.Id, stop));
        if (!book.Lines(state).Any(line => views.Of(stray.Id, line) == stray.Where)) await views.Delete(stray, stop);
    }
}
