using System.Text;
using Azure.Data.Tables;

namespace ServerlessAssist.Shared.Streams;

/// <summary>What Azure Tables takes (Azurite takes more), checked before anything is written.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model and performing-entity-group-transactions</remarks>
internal static class StreamLimits
{
    public const int RowsInTransaction = 100;
    public const int BytesInTransaction = 4 * 1024 * 1024;
    public const int BytesInEntity = 1024 * 1024;
    public const int BytesInProperty = 64 * 1024;

    /// <summary>State, event and inbox rows leave this many rows for messages; two more are kept free.</summary>
    public const int MessagesInCommit = 95;

    public static void Check(IReadOnlyList<TableEntity> rows)
    {
        if (rows.Count > RowsInTransaction) throw new StreamLimitException($"{rows.Count} rows in one transaction; Azure takes {RowsInTransaction}.");
        var all = 0;
        foreach (var row in rows)
        {
            var size = 4 + 2 * (row.PartitionKey.Length + row.RowKey.Length);
            foreach (var (name, value) in row)
            {
                var bytes = value switch { string text => 2 * text.Length + 4, byte[] raw => raw.Length + 4, _ => 8 };
                if (bytes > BytesInProperty + 4) throw new StreamLimitException($"Property {name} has {bytes} bytes; Azure takes {BytesInProperty}.");
                size += 8 + 2 * name.Length + bytes;
            }
            if (size > BytesInEntity) throw new StreamLimitException($"A row has {size} bytes; Azure takes {BytesInEntity}.");
            if (Encoding.Unicode.GetByteCount(row.RowKey) > 1024) throw new StreamLimitException("A row key is over 1 KiB.");
            all += size * 4 / 3 + 600;
        }
        if (all > BytesInTransaction) throw new StreamLimitException($"A transaction has about {all} bytes; Azure takes {BytesInTransaction}.");
    }
}

/// <summary>More than Azure stores in one piece. Nothing was written. Its text names sizes, no content.</summary>
public sealed class StreamLimitException(string message) : Exception(message);
