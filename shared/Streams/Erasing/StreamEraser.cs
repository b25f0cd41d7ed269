using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;

namespace ServerlessAssist.Shared.Streams.Erasing;

/// <summary>What of a stream has left, and what has still to leave.</summary>
/// <param name="Texts">The carrier's ids of texts that it took.</param>
/// <param name="Effects">That other streams have not got yet.</param>
public sealed record Outgoing(IReadOnlyList<string> Texts, int Waiting, int Effects);

/// <summary>What stands of some streams; once erased, their tombstones alone.</summary>
/// <param name="Rows">Of the streams, without tombstones.</param>
/// <param name="Lines">In lists, gone ones too.</param>
/// <param name="Hints">On the agenda.</param>
public sealed record Standing(int Rows, int Lines, int Hints)
{
    public bool IsNothing => this == new Standing(0, 0, 0);
}

/// <summary>Takes marked streams out of storage, to a tombstone that holds nothing of them, and looks whether anything is left. Everything can be done again.</summary>
public sealed class StreamEraser
{
    private readonly StreamStore _store;
    private readonly Views _views;
    private readonly Agenda _agenda;

    internal StreamEraser(StreamStore store, Views views, Agenda agenda) => (_store, _views, _agenda) = (store, views, agenda);

    /// <summary>Of a stream, marked or not.</summary>
    /// <exception cref="TamperedException">A row was changed from outside.</exception>
    public async Task<Outgoing> Outgoing(StreamId id, CancellationToken stop)
    {
        var (texts, waiting, effects) = (new List<string>(), 0, 0);
        if ((await _store.ReadMarked(id, stop)).Key is not { } key) return new Outgoing([], 0, 0);
        await foreach (var row in _store.Outbox(id, stop))
        {
            var body = StreamRows.ReadOutbox(id, key, row);
            if (body is { Channel: ChannelKind.Sms, CarrierId: { } text }) texts.Add(text);
            if (body.Leaving is not (Leaving.Waiting or Leaving.Attempting)) continue;
            waiting++;
            if (body.Effect is not null) effects++;
        }
        return new Outgoing(texts, waiting, effects);
    }

    /// <summary>The key goes with the first transaction, and nothing can be read from then on; the rest follows.</summary>
    /// <returns>False: not yet all is gone; the same again goes on.</returns>
    public async Task<bool> Destroy(StreamId id, CancellationToken stop) => await _store.Destroy(id, stop);

    /// <summary>Takes off what is left in lists and on the agenda, wherever it stands. Reads them from end to end.</summary>
    public async Task Sweep(IReadOnlyList<StreamId> ids, CancellationToken stop)
    {
        await foreach (var row in _views.RowsOf(ids, stop)) await _views.Delete(row, stop);
        foreach (var id in ids)
            await foreach (var hint in _agenda.Of(id, stop)) await _agenda.Delete(hint, stop);
    }

    /// <summary>Counts everything that stands of these streams. Reads lists and agenda from end to end.</summary>
    public async Task<Standing> Look(IReadOnlyList<StreamId> ids, CancellationToken stop)
    {
        var (rows, lines, hints) = (0, 0, 0);
        await foreach (var _ in _views.RowsOf(ids, stop)) lines++;
        foreach (var id in ids)
        {
            rows += await _store.Standing(id, stop);
            await foreach (var _ in _agenda.Of(id, stop)) hints++;
        }
        return new Standing(rows, lines, hints);
    }
}
