using Azure.Data.Tables;
using ServerlessAssist.Shared.Protection;

namespace ServerlessAssist.Shared.Streams;

/// <summary>What is over and past its days goes, as a whole: no stream is ever left with half of its chain.</summary>
internal sealed class StreamsRetention<TState, TEvent, TCommand>(
    StreamDefinition<TState, TEvent, TCommand> book, StreamStore store, StreamRows rows)
{
    public async Task<int> Retire(DateTimeOffset before, CancellationToken stop)
    {
        var gone = 0;
        await foreach (var row in store.States(book.Kind, stop))
        {
            if (IsOver(row, before) is { } snapshot && await store.Remove(snapshot, stop)) gone++;
        }
        return gone;
    }

    public async Task<IReadOnlyList<StreamId>> Over(DateTimeOffset before, int most, CancellationToken stop)
    {
        var over = new List<StreamId>();
        await foreach (var row in store.States(book.Kind, stop))
        {
            if (IsOver(row, before) is { } snapshot) over.Add(snapshot.Id);
            if (over.Count == most) break;
        }
        return over;
    }

    /// <summary>Takes one stream away whole, if its state allows it; its past does not hinder a new beginning.</summary>
    /// <returns>True: it is not there any more.</returns>
    public async Task<bool> Forget(StreamId id, Func<TState, bool> may, CancellationToken stop)
    {
        var snapshot = await store.Read(id, stop);
        return snapshot.Envelope is null || (may(book.StateOf(snapshot)) && await store.Remove(snapshot, stop));
    }

    private DateTimeOffset? Since(Snapshot snapshot) => book.OverSince?.Invoke(book.StateOf(snapshot), snapshot.Envelope!.At);

    private Snapshot? IsOver(TableEntity row, DateTimeOffset before)
    {
        try
        {
            var snapshot = rows.ReadState(StreamId.Parse(row.PartitionKey), row);
            if (row.GetBoolean(StreamRows.Retired) == true) return snapshot; // A night that died in the middle of it.
            return snapshot.Envelope is not null && Since(snapshot) is { } over && over < before ? snapshot : null;
        }
        catch (TamperedException)
        {
            return null; // Kept for whoever looks into it.
        }
    }
}
