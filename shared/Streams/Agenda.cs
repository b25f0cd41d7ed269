using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Azure;
using Azure.Data.Tables;

namespace ServerlessAssist.Shared.Streams;

/// <summary>Wake-ups by the minute: hints that streams want to be looked at. Nothing personal stands here.</summary>
/// <remarks>A partition is a minute and one of 16 shards, in the order of time, so that one range query reads all that is due and nothing else: done rows are gone.</remarks>
public sealed class Agenda(StorageClients clients)
{
    public const string Table = "agenda";
    /// <summary>Sorts after every minute, so that no query for what is due sees it.</summary>
    private const string Heartbeat = "sweep";

    private const string HeartbeatRow = "sweep~heartbeat";
    private readonly TableClient _table = clients.Table(Table);

    /// <summary>Writes a hint; writing it again changes nothing. One storage transaction.</summary>
    public async Task Put(StreamId id, WakeUp wake, CancellationToken stop) =>
        await _table.UpsertEntityAsync(new TableEntity(Partition(id, wake.Due), RowKey(id, wake)), TableUpdateMode.Replace, stop);

    /// <summary>All that is due, earliest first. An empty agenda costs one storage transaction.</summary>
    public async IAsyncEnumerable<(StreamId Id, WakeUp Wake)> Due(DateTimeOffset now, [EnumeratorCancellation] CancellationToken stop)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey lt {Minute(now.AddMinutes(1))}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: stop))
        {
            // A row that is none of ours must not stop all clocks.
            if (row.RowKey.Split('~') is not [{ Length: > 0 } kind, { Length: > 0 } key, var purpose, var ticks]) continue;
            if (!long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at > now.UtcTicks) continue;
            yield return (new StreamId(kind, key), new WakeUp(purpose, new DateTimeOffset(at, TimeSpan.Zero)));
        }
    }

    public async Task Delete(StreamId id, WakeUp wake, CancellationToken stop) =>
        await _table.DeleteEntityAsync(Partition(id, wake.Due), RowKey(id, wake), ETag.All, stop);

    /// <summary>Notes that all that was due at a time has been looked at. One storage transaction.</summary>
    public async Task NoteSweep(DateTimeOffset at, CancellationToken stop) =>
        await _table.UpsertEntityAsync(new TableEntity(Heartbeat, HeartbeatRow) { ["At"] = at }, TableUpdateMode.Replace, stop);

    /// <summary>When the last sweep that reached its end began; null: never. One storage transaction.</summary>
    public async Task<DateTimeOffset?> LastSweep(CancellationToken stop)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(Heartbeat, HeartbeatRow, cancellationToken: stop);
        return row.HasValue ? row.Value!.GetDateTimeOffset("At") : null;
    }

    /// <summary>Every hint for a stream. Reads the agenda from end to end: for who proves that nothing is left.</summary>
    internal async IAsyncEnumerable<(string Partition, string Row)> Of(StreamId id, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var row in _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"RowKey ge {id.Partition + "~"} and RowKey lt {id.Partition + "\u007f"}"), select: ["PartitionKey", "RowKey"], cancellationToken: stop))
            yield return (row.PartitionKey, row.RowKey);
    }

    internal async Task Delete((string Partition, string Row) hint, CancellationToken stop) => await _table.DeleteEntityAsync(hint.Partition, hint.Row, ETag.All, stop);

    internal async Task<bool> Has(StreamId id, WakeUp wake, CancellationToken stop) =>
        (await _table.GetEntityIfExistsAsync<TableEntity>(Partition(id, wake.Due), RowKey(id, wake), cancellationToken: stop)).HasValue;

    private static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);

    private static string Partition(StreamId id, DateTimeOffset due) => $"{Minute(due)}~{Shard(id)}";

    private static string RowKey(StreamId id, WakeUp wake) => $"{id}~{wake.Purpose}~{wake.Due.UtcTicks.ToString(CultureInfo.InvariantCulture)}";

    private static string Shard(StreamId id)
    {
        var sum = 0;
        foreach (var unit in Encoding.UTF8.GetBytes(id.Partition)) sum = (sum * 31 + unit) & 0xffffff;
        return (sum % 16).ToString("x1", CultureInfo.InvariantCulture);
    }
}
