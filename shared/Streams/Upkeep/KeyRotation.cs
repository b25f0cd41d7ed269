using Azure;
using Azure.Data.Tables;
using ServerlessAssist.Shared.Protection;

namespace ServerlessAssist.Shared.Streams.Upkeep;

/// <summary>One page of a walk along the keys of every stream.</summary>
/// <param name="Versions">How many streams' keys are wrapped under which version, as found.</param>
/// <param name="Renewed">How many of the old ones are under the newest now; in a dry run, would be.</param>
/// <param name="Unreadable">Keys that do not open: a version that is gone from the settings, or a row that was changed.</param>
/// <param name="Next">Null: that was all.</param>
public sealed record KeysPage(SortedDictionary<int, int> Versions, int Renewed, int Unreadable, Cursor? Next);

/// <summary>Wraps every stream's data key under the newest key version, so that an old one can go. What is sealed is not touched; a stream that is written meanwhile renews its key itself.</summary>
public sealed class KeyRotation
{
    private const int Steps = 3_000;
    private readonly StorageClients _clients;
    private readonly StreamStore _store;
    private readonly Protector _protector;
    private readonly TimeProvider _time;

    internal KeyRotation(StorageClients clients, StreamStore store, Protector protector, TimeProvider time) => (_clients, _store, _protector, _time) = (clients, store, protector, time);

    /// <summary>The version that new keys are wrapped under.</summary>
    public int Newest => _protector.Newest;

    /// <summary>Done again, or resumed anywhere, it does what is left: each stream is one request of its own.</summary>
    public async Task<KeysPage> Rotate(Cursor? from, Mode mode, CancellationToken stop)
    {
        var (budget, versions, renewed, unreadable) = (new Budget(_time, Steps), new SortedDictionary<int, int>(), 0, 0);
        await foreach (var row in _store.AllStates(from?.PartitionKey ?? "", stop))
        {
            if (row.GetInt64("Version") is null or 0) continue;
            var version = row.GetBinary("Key") is [var first, ..] ? first : -1;
            versions[version] = versions.GetValueOrDefault(version) + 1;
            if (version != Newest)
            {
                if (!await Renew(row, mode, stop)) unreadable++;
                else renewed++;
                budget.Spend();
            }
            if (budget.IsSpent) return new KeysPage(versions, renewed, unreadable, new Cursor("keys", row.PartitionKey));
        }
        return new KeysPage(versions, renewed, unreadable, null);
    }

    /// <summary>How many lines of a list are sealed under which version. Lines that are no longer shown are never opened, and do not count.</summary>
    public async Task<SortedDictionary<int, int>> Lines(string view, CancellationToken stop)
    {
        var versions = new SortedDictionary<int, int>();
        await foreach (var row in _clients.Table(view).QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"Gone eq {false}"), select: ["PartitionKey", "RowKey", "Body"], cancellationToken: stop))
        {
            var version = row.GetBinary("Body") is [var first, ..] ? first : -1;
            versions[version] = versions.GetValueOrDefault(version) + 1;
        }
        return versions;
    }

    private async Task<bool> Renew(TableEntity? row, Mode mode, CancellationToken stop)
    {
        for (var tries = 0; row is not null && tries < 8; tries++)
        {
            try
            {
                var renewed = _protector.Renew(_protector.Unwrap(row.GetBinary("Key"), row.PartitionKey), row.PartitionKey);
                if (mode == Mode.DryRun || renewed.Wrapped.AsSpan().SequenceEqual(row.GetBinary("Key"))) return true;
                await _clients.Table(StreamRows.Table).UpdateEntityAsync(new TableEntity(row.PartitionKey, row.RowKey) { ["Key"] = renewed.Wrapped }, row.ETag, TableUpdateMode.Merge, stop);
                return true;
            }
            catch (TamperedException)
            {
                return false;
            }
            catch (RequestFailedException moved) when (moved.Status is 412 or 404)
            {
                // Written meanwhile: perhaps by a process that does not know the newest key yet.
                row = await _store.StateRow(StreamId.Parse(row.PartitionKey), stop);
            }
        }
        return row is null ? true : throw new NotSettledException("A stream is written all the time; go on from the cursor.");
    }
}
