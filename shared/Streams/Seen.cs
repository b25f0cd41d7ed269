using Azure.Data.Tables;

namespace ServerlessAssist.Shared.Streams;

/// <summary>A state that was read, beside the row that it stood in, as it came: sealed.</summary>
public sealed class Seen<TState>
{
    private readonly TableEntity? _row;

    internal Seen(TState state, TableEntity? row) => (State, _row) = (state, row);

    public TState State { get; }

    /// <summary>Whether a row is that one, to the byte. The same box at the same place under the same key opens to the same state.</summary>
    internal bool IsOf(TableEntity row)
    {
        if (_row is null || _row.PartitionKey != row.PartitionKey || _row.RowKey != row.RowKey || _row.Count != row.Count) return false;
        foreach (var (name, value) in row)
            if (!_row.TryGetValue(name, out var had) || !IsSame(had, value)) return false;
        return true;
    }

    private static bool IsSame(object? one, object? other) => one is byte[] bytes ? other is byte[] others && bytes.AsSpan().SequenceEqual(others) : Equals(one, other);
}
