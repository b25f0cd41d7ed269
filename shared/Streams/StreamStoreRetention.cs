using Azure.Data.Tables;

namespace ServerlessAssist.Shared.Streams;

/// <summary>Removing a stream that is over.</summary>
internal sealed partial class StreamStore
{
    /// <returns>False where somebody writes it meanwhile, something has still to leave, or storage does not say: the next night looks again.</returns>
    public async Task<bool> Remove(Snapshot seen, CancellationToken stop)
    {
        if (seen.Envelope?.Overflow.Length > 0) return false;
        var (inbox, events) = (new List<TableEntity>(), new List<TableEntity>());
        await foreach (var row in Outbox(seen.Id, stop))
        {
            if (seen.Key is { } key && StreamRows.ReadOutbox(seen.Id, key, row).Leaving is Leaving.Waiting or Leaving.Attempting) return false;
            inbox.Add(row); // Has left: it belongs to no chain either.
        }
        await foreach (var row in _reads.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {seen.Id.Partition}"), select: ["PartitionKey", "RowKey"], cancellationToken: stop))
        {
            if (row.RowKey.StartsWith("inbox~", StringComparison.Ordinal)) inbox.Add(row);
            if (row.RowKey.StartsWith("event~", StringComparison.Ordinal)) events.Add(row);
        }
        var state = new TableEntity(seen.Id.Partition, StreamRows.StateKey(seen.Id));
        // What was handled belongs to no chain: the stream stands whole while that goes first. A stream of one transaction goes at once.
        if (1 + inbox.Count + events.Count > StreamLimits.RowsInTransaction)
        {
            if (!await Delete(inbox)) return false;
            inbox.Clear();
        }
        if (1 + events.Count > StreamLimits.RowsInTransaction)
        {
            // From here on it is no stream any more; the rest follows, tonight or another night.
            var (first, rest) = (events[..(StreamLimits.RowsInTransaction - 1)], events[(StreamLimits.RowsInTransaction - 1)..]);
            var tombstone = new TableTransactionAction(TableTransactionActionType.UpdateReplace, new TableEntity(state.PartitionKey, state.RowKey) { ["Version"] = 0L, [StreamRows.Retired] = true }, seen.Tag!.Value);
            var (how, tags) = await Commit([tombstone, .. first.Select(Gone)]);
            if (how != Committed.Ok || !await Delete(rest)) return false;
            return (await Commit([new(TableTransactionActionType.Delete, state, tags[0])])).How == Committed.Ok;
        }
        return (await Commit([new(TableTransactionActionType.Delete, state, seen.Tag!.Value), .. inbox.Concat(events).Select(Gone)])).How == Committed.Ok;
    }

    private async Task<bool> Delete(List<TableEntity> rows)
    {
        foreach (var some in rows.Chunk(StreamLimits.RowsInTransaction))
            if ((await Commit([.. some.Select(Gone)])).How != Committed.Ok) return false;
        return true;
    }

    private static TableTransactionAction Gone(TableEntity row) => new(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey), row.ETag);
}
