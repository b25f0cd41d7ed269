namespace ServerlessAssist.Simulation.Storage;

/// <summary>The rows of one table by PartitionKey, then RowKey, both ordinal.</summary>
internal sealed class Table(string name)
{
    private readonly Dictionary<string, Partition> _byKey = new(StringComparer.Ordinal);
    private readonly List<Partition> _sorted = [];

    public string Name => name;

    public string? FirstPartition => _sorted.Count > 0 ? _sorted[0].Key : null;

    public Row? Find(string partitionKey, string rowKey) => _byKey.GetValueOrDefault(partitionKey)?.Find(rowKey);

    public void Put(Row row)
    {
        if (!_byKey.TryGetValue(row.PartitionKey, out var partition))
        {
            _byKey[row.PartitionKey] = partition = new Partition(row.PartitionKey);
            _sorted.Insert(FirstFrom(row.PartitionKey), partition);
        }
        partition.Put(row);
    }

    public void Remove(string partitionKey, string rowKey)
    {
        if (!_byKey.TryGetValue(partitionKey, out var partition)) return;
        partition.Remove(rowKey);
        if (partition.Rows.Count > 0) return;
        _byKey.Remove(partitionKey);
        _sorted.RemoveAt(FirstFrom(partitionKey));
    }

    /// <summary>All rows whose keys lie in the ranges, from a place on, in order.</summary>
    public IEnumerable<Row> Between(KeyRange[] partitions, KeyRange[] rows, string fromPartition, string fromRow)
    {
        foreach (var range in partitions)
        {
            var from = string.CompareOrdinal(range.From, fromPartition) >= 0 ? range.From : fromPartition;
            for (var at = FirstFrom(from); at < _sorted.Count && IsBefore(_sorted[at].Key, range.To); at++)
            {
                var partition = _sorted[at];
                var start = partition.Key == fromPartition ? fromRow : "";
                foreach (var keys in rows)
                {
                    var first = partition.FirstFrom(string.CompareOrdinal(keys.From, start) >= 0 ? keys.From : start);
                    for (var row = first; row < partition.Rows.Count && IsBefore(partition.Rows[row].RowKey, keys.To); row++) yield return partition.Rows[row];
                }
            }
        }
    }

    private static bool IsBefore(string key, string? end) => end is null || string.CompareOrdinal(key, end) < 0;

    private int FirstFrom(string key)
    {
        var (low, high) = (0, _sorted.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (string.CompareOrdinal(_sorted[middle].Key, key) < 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}

internal sealed class Partition(string key)
{
    public string Key => key;

    public List<Row> Rows { get; } = [];

    public Row? Find(string rowKey) => FirstFrom(rowKey) is var at && at < Rows.Count && Rows[at].RowKey == rowKey ? Rows[at] : null;

    public void Put(Row row)
    {
        var at = FirstFrom(row.RowKey);
        if (at < Rows.Count && Rows[at].RowKey == row.RowKey) Rows[at] = row;
        else Rows.Insert(at, row);
    }

    public void Remove(string rowKey)
    {
        var at = FirstFrom(rowKey);
        if (at < Rows.Count && Rows[at].RowKey == rowKey) Rows.RemoveAt(at);
    }

    public int FirstFrom(string rowKey)
    {
        var (low, high) = (0, Rows.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (string.CompareOrdinal(Rows[middle].RowKey, rowKey) < 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
