using Azure;
using Azure.Data.Tables;

namespace ServerlessAssist.Shared.Streams;

/// <summary>Erasing a stream down to its tombstone.</summary>
internal sealed partial class StreamStore
{
    /// <summary>As <see cref="Read"/>, also of a marked stream; of a tombstone: nothing.</summary>
    public async Task<Snapshot> ReadMarked(StreamId id, CancellationToken stop) =>
        await StateRow(id, stop) is { } row ? rows.ReadMarked(id, row) : Snapshot.Nothing(id);

    /// <summary>Marks what was seen, so that every commit on its way fails; lays a tombstone where there is nothing.</summary>
    /// <returns>False where somebody was faster: look again.</returns>
    public async Task<bool> Mark(Snapshot seen, string? origin, CancellationToken stop)
    {
        var row = new TableEntity(seen.Id.Partition, StreamRows.StateKey(seen.Id)) { [StreamRows.Erased] = true };
        if (origin is not null) row[StreamRows.Origin] = origin;
        try
        {
            if (seen.Tag is { } tag) await _commits.UpdateEntityAsync(row, tag, TableUpdateMode.Merge, stop);
            else
            {
                row["Version"] = 0L;
                await _commits.AddEntityAsync(row, stop);
            }
            return true;
        }
        catch (RequestFailedException failed) when (failed.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    /// <summary>The tombstone replaces the state in the transaction that takes the first rows; from then on nothing opens the others, and they follow.</summary>
    /// <returns>False: it is not marked, or not all is gone yet.</returns>
    public async Task<bool> Destroy(StreamId id, CancellationToken stop)
    {
        if (await StateRow(id, stop) is not { } state || state.GetBoolean(StreamRows.Erased) != true) return false;
        var left = new List<TableEntity>();
        await foreach (var row in Keys(id, stop))
            if (row.RowKey != state.RowKey) left.Add(row);
        var isTombstone = state.GetInt64("Version") == 0 && !state.ContainsKey("Key");
        if (!isTombstone)
        {
            var tombstone = new TableEntity(state.PartitionKey, state.RowKey) { ["Version"] = 0L, [StreamRows.Erased] = true };
            if (state.GetString(StreamRows.Origin) is { } origin) tombstone[StreamRows.Origin] = origin;
            // Events come first in the order of keys: what is left of them is no chain any more.
            var first = left[..Math.Min(left.Count, StreamLimits.RowsInTransaction - 1)];
            var (how, _) = await Commit([new(TableTransactionActionType.UpdateReplace, tombstone, state.ETag), .. first.Select(Gone)]);
            if (how != Committed.Ok) return false;
            left.RemoveRange(0, first.Count);
        }
        return await Delete(left);
    }

    /// <summary>Rows of a stream, but for its tombstone.</summary>
    public async Task<int> Standing(StreamId id, CancellationToken stop)
    {
        var count = 0;
        await foreach (var row in _reads.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {id.Partition}"), select: ["PartitionKey", "RowKey", "Version", "Key"], cancellationToken: stop))
            if (row.RowKey != StreamRows.StateKey(id) || row.GetInt64("Version") != 0 || row.GetBinary("Key") is not null) count++;
        return count;
    }

    private AsyncPageable<TableEntity> Keys(StreamId id, CancellationToken stop) =>
        _reads.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {id.Partition}"), select: ["PartitionKey", "RowKey"], cancellationToken: stop);
}
