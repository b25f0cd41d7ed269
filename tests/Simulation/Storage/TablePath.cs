namespace ServerlessAssist.Simulation.Storage;

/// <summary>What a table request's path names: a table, or one row of it.</summary>
internal readonly record struct TablePath(string Table, string? PartitionKey, string? RowKey)
{
    private const string First = "PartitionKey='";
    private const string Second = "RowKey='";

    /// <summary>Tables('name').</summary>
    public static string? OneTable(string path) =>
        path.StartsWith("Tables('", StringComparison.Ordinal) && path.EndsWith("')", StringComparison.Ordinal) ? path[8..^2] : null;

    public static TablePath Parse(string path)
    {
        var open = path.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return new TablePath(path, null, null);
        var table = path[..open];
        var at = path.IndexOf(First, open, StringComparison.Ordinal);
        if (at < 0) return new TablePath(table, null, null);
        at += First.Length;
        // A quote inside a key is written twice, whether escaped or not.
        var between = path.LastIndexOf(Second, StringComparison.Ordinal);
        if (between < 0) return new TablePath(table, null, null);
        var end = path.LastIndexOf('\'', between);
        var last = path.LastIndexOf('\'');
        return end < at || last < between + Second.Length ? new TablePath(table, null, null) : new TablePath(table, Plain(path[at..end]), Plain(path[(between + Second.Length)..last]));
    }

    private static string Plain(string key)
    {
        if (key.Contains('%', StringComparison.Ordinal)) key = Uri.UnescapeDataString(key);
        return key.Contains('\'', StringComparison.Ordinal) ? key.Replace("''", "'", StringComparison.Ordinal) : key;
    }
}
