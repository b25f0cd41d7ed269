using Azure;
using Azure.Data.Tables;

namespace ServerlessAssist.Shared.Streams;

/// <summary>How a transaction ended, as far as the wire tells.</summary>
internal enum Committed { Ok, Conflict, Unknown }

/// <summary>The requests that streams are made of: each method is one storage transaction unless it says otherwise.</summary>
internal sealed partial class StreamStore(StorageClients clients, StreamRows rows)
{
    private readonly TableClient _reads = clients.Table(StreamRows.Table);
    private readonly TableClient _commits = clients.Commits(StreamRows.Table);

    public async Task<Snapshot> Read(StreamId id, CancellationToken stop)
    {
        var answer = await _reads.GetEntityIfExistsAsync<TableEntity>(id.Partition, StreamRows.StateKey(id), cancellationToken: stop);
        return answer.HasValue ? rows.ReadState(id, answer.Value!) : Snapshot.Nothing(id);
    }

    /// <summary>All rows of one commit, or none. The host's cancellation is not passed on: a commit that has begun is finished.</summary>
    public async Task<(Committed How, IReadOnlyList<ETag> Tags)> Commit(IReadOnlyList<TableTransactionAction> actions)
    {
        StreamLimits.Check([.. actions.Select(action => (TableEntity)action.Entity)]);
        try
        {
            var answer = await _commits.SubmitTransactionAsync(actions, CancellationToken.None);
            return (Committed.Ok, [.. answer.Value.Select(part => part.Headers.ETag ?? ETag.All)]);
        }
        catch (RequestFailedException failed) when (failed.Status is 409 or 412 or 404)
        {
            return (Committed.Conflict, []);
        }
        catch (RequestFailedException failed) when (failed.Status is 0 or 408 or 429 or >= 500)
        {
            return (Committed.Unknown, []);
        }
        catch (Exception lost) when (lost is OperationCanceledException or IOException or HttpRequestException or AggregateException)
        {
            return (Committed.Unknown, []);
        }
    }

    public async Task<TableEntity?> Inbox(StreamId id, string message, CancellationToken stop)
    {
        var answer = await _reads.GetEntityIfExistsAsync<TableEntity>(id.Partition, StreamRows.InboxKey(id, message), cancellationToken: stop);
        return answer.HasValue ? answer.Value : null;
    }

    /// <summary>The state and what a commit left to send, in one partition query (more pages, more transactions).</summary>
    public async Task<(Snapshot State, List<TableEntity> Outbox)> ReadWithOutbox(StreamId id, string commit, CancellationToken stop)
    {
        var from = StreamRows.OutboxPrefix(id, commit);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {id.Partition} and (RowKey eq {StreamRows.StateKey(id)} or (RowKey ge {from} and RowKey lt {from[..^1] + "\u007f"}))");
        var state = Snapshot.Nothing(id);
        var outbox = new List<TableEntity>();
        await foreach (var row in _reads.QueryAsync<TableEntity>(filter, cancellationToken: stop))
        {
            if (row.RowKey == StreamRows.StateKey(id)) state = rows.ReadState(id, row);
            else outbox.Add(row);
        }
        return (state, outbox);
    }

    /// <summary>Every message and effect that ever had to leave; one transaction a thousand.</summary>
    public IAsyncEnumerable<TableEntity> Outbox(StreamId id, CancellationToken stop)
    {
        var from = $"outbox~{id}~";
        return _reads.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {id.Partition} and RowKey ge {from} and RowKey lt {from[..^1] + "\u007f"}"), cancellationToken: stop);
    }

    /// <summary>Every event row in order; one transaction a thousand.</summary>
    public IAsyncEnumerable<TableEntity> Events(StreamId id, CancellationToken stop)
    {
        var from = StreamRows.EventPrefix(id);
        return _reads.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {id.Partition} and RowKey ge {from} and RowKey lt {from[..^1] + "\u007f"}"), cancellationToken: stop);
    }

    /// <summary>Every state row of a kind: the nightly audit's only, for it reads the whole kind.</summary>
    public IAsyncEnumerable<TableEntity> States(string kind, CancellationToken stop) =>
        _reads.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ge {kind + "~"} and PartitionKey lt {kind + "\u007f"} and RowKey ge {"state~"} and RowKey lt {"state\u007f"}"), cancellationToken: stop);

    /// <summary>Every state row of every kind after a partition, without what it holds: an operator's walks only.</summary>
    public IAsyncEnumerable<TableEntity> AllStates(string after, CancellationToken stop) =>
        _reads.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey gt {after} and RowKey ge {"state~"} and RowKey lt {"state\u007f"}"), select: ["PartitionKey", "RowKey", "Version", "Key"], cancellationToken: stop);

    /// <summary>The state and the first event of every stream of every kind after a partition, without what they hold: an operator's walks only.</summary>
    public IAsyncEnumerable<TableEntity> Beginnings(string after, CancellationToken stop) =>
        _reads.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey gt {after} and ((RowKey ge {"state~"} and RowKey lt {"state\u007f"}) or (RowKey ge {"event~"} and RowKey lt {"event\u007f"} and Version eq {1L}))"),
            select: ["PartitionKey", "RowKey", "Version"], cancellationToken: stop);

    /// <summary>Every row of a stream in the order of row keys: events, what was handled, what has to leave, and the state last.</summary>
    public IAsyncEnumerable<TableEntity> Partition(string partition, CancellationToken stop) =>
        _reads.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: stop);

    /// <summary>Version and wrapped key; 0 and nothing where there is no such stream.</summary>
    public async Task<(long Version, byte[] Key)> Stands(StreamId id, CancellationToken stop)
    {
        var answer = await _reads.GetEntityIfExistsAsync<TableEntity>(id.Partition, StreamRows.StateKey(id), ["Version", "Key"], stop);
        return answer.HasValue ? (answer.Value!.GetInt64("Version") ?? 0, answer.Value.GetBinary("Key") ?? []) : (0, []);
    }

    public async Task<bool> HasBegun(StreamId id, CancellationToken stop) =>
        (await _reads.GetEntityIfExistsAsync<TableEntity>(id.Partition, StreamRows.EventKey(id, 1), ["Version"], stop)).HasValue;

    public async Task<TableEntity?> StateRow(StreamId id, CancellationToken stop)
    {
        var answer = await _reads.GetEntityIfExistsAsync<TableEntity>(id.Partition, StreamRows.StateKey(id), cancellationToken: stop);
        return answer.HasValue ? answer.Value : null;
    }

    /// <summary>Makes a commit that is still on its way fail: rewrites the state row as it is, or lays a tombstone where there is none.</summary>
    /// <returns>False where somebody was faster: look again.</returns>
    public async Task<bool> Fence(Snapshot seen, CancellationToken stop)
    {
        try
        {
            if (seen.Tag is null)
            {
                await _commits.AddEntityAsync(new TableEntity(seen.Id.Partition, StreamRows.StateKey(seen.Id)) { ["Version"] = 0L }, stop);
                return true;
            }
            var touched = new TableEntity(seen.Id.Partition, StreamRows.StateKey(seen.Id)) { ["Fenced"] = Guid.NewGuid() };
            await _commits.UpdateEntityAsync(touched, seen.Tag.Value, TableUpdateMode.Merge, stop);
            return true;
        }
        catch (RequestFailedException failed) when (failed.Status is 409 or 412)
        {
            return false;
        }
    }
}
