namespace ServerlessAssist.Simulation.Storage;

/// <summary>One stored entity. It never changes: a write puts another in its place.</summary>
/// <param name="properties">Its own ones, as string, bool, int, long, double, DateTimeOffset, Guid or byte[].</param>
public sealed class Row(string partitionKey, string rowKey, Dictionary<string, object?> properties, DateTimeOffset timestamp, string etag)
{
    private byte[]? _json;
    private WireAnswer? _answer;

    public string PartitionKey => partitionKey;

    public string RowKey => rowKey;

    public DateTimeOffset Timestamp => timestamp;

    public string ETag => etag;

    public IReadOnlyDictionary<string, object?> Properties => properties;

    internal Dictionary<string, object?> Own => properties;

    /// <summary>As it goes over the wire, without the braces.</summary>
    internal byte[] Json => _json ??= EntityJson.Write(this, null);

    /// <summary>How it is answered as a whole to whoever reads it alone; a row lies in one table.</summary>
    internal WireAnswer AnswerIn(string table) => _answer ??= TableAnswers.One(table, this, null, 200);

    internal object? Get(string name) => name switch
    {
        "PartitionKey" => partitionKey,
        "RowKey" => rowKey,
        "Timestamp" => timestamp,
        _ => properties.GetValueOrDefault(name),
    };
}

/// <summary>One committed change of one row; null: it was not there before, or is not there after.</summary>
public sealed record RowChange(string Table, string PartitionKey, string RowKey, IReadOnlyDictionary<string, object?>? Before, IReadOnlyDictionary<string, object?>? After);
