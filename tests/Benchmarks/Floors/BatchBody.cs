using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Data.Tables;

namespace ServerlessAssist.Benchmarks.Floors;

/// <summary>One operation of a table: an entry of a batch, or a request of its own.</summary>
/// <param name="Method">POST adds, PUT replaces, PATCH and MERGE merge, DELETE deletes.</param>
/// <param name="HasTag">Only over the version that is named.</param>
/// <param name="Row">Null where it sends none.</param>
internal sealed record TableChange(string Method, string Table, bool HasTag, TableEntity? Row);

/// <summary>Reads what Azure.Data.Tables sends.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions</remarks>
internal static partial class BatchBody
{
    public static IEnumerable<TableChange> Read(byte[] body)
    {
        foreach (Match part in Operation().Matches(Encoding.UTF8.GetString(body)))
        {
            var path = new Uri(part.Groups["url"].Value).AbsolutePath;
            var row = part.Groups["row"].Value;
            yield return new TableChange(
                part.Groups["method"].Value, path.Split('/')[^1].Split('(')[0],
                part.Groups["headers"].Value.Contains("If-Match", StringComparison.OrdinalIgnoreCase),
                row.Length == 0 ? null : Row(Encoding.UTF8.GetBytes(row)));
        }
    }

    /// <summary>A row as it is sent, annotations of type read.</summary>
    public static TableEntity Row(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var row = new TableEntity();
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (property.Name.Contains("odata.", StringComparison.Ordinal)) continue;
            var type = document.RootElement.TryGetProperty($"{property.Name}@odata.type", out var named) ? named.GetString() : null;
            row[property.Name] = Value(property.Value, type);
        }
        return row;
    }

    private static object? Value(JsonElement value, string? type) => (type, value.ValueKind) switch
    {
        ("Edm.Binary", _) => value.GetBytesFromBase64(),
        ("Edm.Int64", _) => long.Parse(value.GetString()!, System.Globalization.CultureInfo.InvariantCulture),
        ("Edm.DateTime", _) => value.GetDateTimeOffset(),
        ("Edm.Guid", _) => value.GetGuid(),
        ("Edm.Double", _) => value.GetDouble(),
        (null, JsonValueKind.String) => value.GetString(),
        (null, JsonValueKind.Number) => value.GetInt32(),
        (null, JsonValueKind.True or JsonValueKind.False) => value.GetBoolean(),
        (null, JsonValueKind.Null) => null,
        _ => throw new InvalidOperationException($"A value of type {type} is not known to the floor."),
    };

    [GeneratedRegex(
        @"^(?<method>POST|PUT|PATCH|MERGE|DELETE) (?<url>\S+) HTTP/1\.1\r?\n(?<headers>(?:[^\r\n]+\r?\n)*)\r?\n(?<row>\{[^\r\n]*\})?",
        RegexOptions.Multiline)]
    private static partial Regex Operation();
}
