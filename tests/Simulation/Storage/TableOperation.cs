namespace ServerlessAssist.Simulation.Storage;

internal enum TableChange { Insert, Replace, Merge, Delete }

/// <summary>One change of one row, as it was asked for.</summary>
/// <param name="IfMatch">Null: whatever stands there, and also if nothing does.</param>
internal sealed record TableOperation(TableChange What, string Table, string PartitionKey, string RowKey, string? IfMatch, Dictionary<string, object?> Properties)
{
    private static readonly Dictionary<string, object?> NoProperties = [];

    public static StorageError? Read(string method, string path, string? ifMatch, ReadOnlySpan<byte> body, out TableOperation operation)
    {
        operation = null!;
        var place = TablePath.Parse(path);
        if (method == "DELETE")
        {
            if (place.PartitionKey is null || place.RowKey is null) return TableErrors.InvalidInput;
            if (ifMatch is null) return TableErrors.MissingRequiredHeader;
            operation = new TableOperation(TableChange.Delete, place.Table, place.PartitionKey, place.RowKey, ifMatch, NoProperties);
            return WrongTag(ifMatch);
        }
        if (EntityJson.Read(body) is not { } entity) return TableErrors.InvalidInput;
        TableChange? what = method switch { "POST" => TableChange.Insert, "PUT" => TableChange.Replace, "PATCH" or "MERGE" => TableChange.Merge, _ => null };
        if (what is null) return TableErrors.MethodNotAllowed;
        var (partitionKey, rowKey) = what == TableChange.Insert ? (entity.PartitionKey, entity.RowKey) : (place.PartitionKey, place.RowKey);
        if (partitionKey is null || rowKey is null) return TableErrors.PropertiesNeedValue;
        operation = new TableOperation(what.Value, place.Table, partitionKey, rowKey, ifMatch, entity.Properties);
        return TableLimits.Key(partitionKey) ?? TableLimits.Key(rowKey) ?? TableLimits.Entity(partitionKey, rowKey, entity.Properties) ?? WrongTag(ifMatch);
    }

    /// <summary>What the row will be; nothing is changed yet.</summary>
    /// <param name="after">Null: gone.</param>
    public StorageError? Decide(Row? before, Stamps stamps, out Row? after)
    {
        after = null;
        if (What == TableChange.Insert && before is not null) return TableErrors.EntityAlreadyExists;
        if (IfMatch is not null && What != TableChange.Insert)
        {
            if (before is null) return TableErrors.ResourceNotFound;
            if (IfMatch != "*" && IfMatch != before.ETag) return TableErrors.UpdateConditionNotSatisfied;
        }
        if (What == TableChange.Delete) return null;
        var properties = Properties;
        if (What == TableChange.Merge && before is not null)
        {
            properties = new Dictionary<string, object?>(before.Own, StringComparer.Ordinal);
            foreach (var (name, value) in Properties) properties[name] = value;
            if (TableLimits.Entity(PartitionKey, RowKey, properties) is { } tooMuch) return tooMuch;
        }
        var (at, tag) = stamps.Next();
        after = new Row(PartitionKey, RowKey, properties, at, tag);
        return null;
    }

    private static StorageError? WrongTag(string? tag) =>
        tag is null or "*" || (tag.StartsWith("W/\"datetime'", StringComparison.Ordinal) && tag.EndsWith("'\"", StringComparison.Ordinal)) ? null : TableErrors.InvalidETag;
}

/// <summary>Times and ETags of writes: no two are the same, in the same instant neither.</summary>
internal sealed class Stamps(Func<DateTimeOffset> now)
{
    private long _last;

    public (DateTimeOffset At, string Tag) Next()
    {
        _last = Math.Max(now().UtcTicks, _last + 1);
        var at = new DateTimeOffset(_last, TimeSpan.Zero);
        return (at, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"W/\"datetime'{at:yyyy-MM-dd'T'HH'%3A'mm'%3A'ss.fffffff'Z'}'\""));
    }
}
