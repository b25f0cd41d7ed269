using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ServerlessAssist.Simulation.Storage;

/// <summary>An entity as it came in: its keys, where the body has them, and its own properties.</summary>
internal sealed record EntityBody(string? PartitionKey, string? RowKey, Dictionary<string, object?> Properties);

/// <summary>Entities in OData's JSON with minimal metadata.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/payload-format-for-table-service-operations</remarks>
internal static class EntityJson
{
    private const string TypeSuffix = "@odata.type";
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <returns>Null where it is no entity.</returns>
    public static EntityBody? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var fields = new List<(string Name, int Start, int End)>(16);
            Dictionary<string, string>? types = null;
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) return null;
                if (name.EndsWith(TypeSuffix, StringComparison.Ordinal)) (types ??= new(StringComparer.Ordinal))[name[..^TypeSuffix.Length]] = reader.GetString() ?? "";
                else if (!name.StartsWith("odata.", StringComparison.Ordinal) && name != "Timestamp" && reader.TokenType != JsonTokenType.Null) fields.Add((name, (int)reader.TokenStartIndex, (int)reader.BytesConsumed));
            }
            string? partitionKey = null, rowKey = null;
            var properties = new Dictionary<string, object?>(fields.Count, StringComparer.Ordinal);
            foreach (var (name, start, end) in fields)
            {
                var value = Value(body[start..end], types?.GetValueOrDefault(name));
                if (name == "PartitionKey") partitionKey = (string)value;
                else if (name == "RowKey") rowKey = (string)value;
                else properties[name] = value;
            }
            return new EntityBody(partitionKey, rowKey, properties);
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or InvalidCastException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>The members of its object, without the braces.</summary>
    /// <param name="select">Null: all.</param>
    public static byte[] Write(Row row, string[]? select)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(bytes, Plain);
        json.WriteStartObject();
        json.WriteString("odata.etag", row.ETag);
        if (select is null)
        {
            json.WriteString("PartitionKey", row.PartitionKey);
            json.WriteString("RowKey", row.RowKey);
            json.WriteString("Timestamp", Text(row.Timestamp));
            foreach (var (name, value) in row.Own) Write(json, name, value);
        }
        else
        {
            foreach (var name in select)
            {
                if (name == "Timestamp") json.WriteString(name, Text(row.Timestamp));
                else if (row.Get(name) is { } value) Write(json, name, value);
            }
        }
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan[1..^1].ToArray();
    }

    private static object Value(ReadOnlySpan<byte> json, string? type)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return type switch
        {
            null when reader.TokenType is JsonTokenType.True or JsonTokenType.False => reader.GetBoolean(),
            null when reader.TokenType == JsonTokenType.Number => reader.TryGetInt32(out var small) ? (object)small : reader.GetDouble(),
            null or "Edm.String" => reader.GetString()!,
            "Edm.Int32" => reader.GetInt32(),
            "Edm.Int64" => reader.TokenType == JsonTokenType.Number ? reader.GetInt64() : long.Parse(reader.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            "Edm.Double" => reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : double.Parse(reader.GetString()!, CultureInfo.InvariantCulture),
            "Edm.Boolean" => reader.GetBoolean(),
            "Edm.Binary" => reader.GetBytesFromBase64(),
            "Edm.Guid" => Guid.Parse(reader.GetString()!),
            "Edm.DateTime" => DateTimeOffset.Parse(reader.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
            _ => throw new FormatException("No type of OData that tables know."),
        };
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case string text: json.WriteString(name, text); break;
            case bool yes: json.WriteBoolean(name, yes); break;
            case int small: json.WriteNumber(name, small); break;
            case long large: Typed(json, name, "Edm.Int64", large.ToString(CultureInfo.InvariantCulture)); break;
            case DateTimeOffset at: Typed(json, name, "Edm.DateTime", Text(at)); break;
            case Guid id: Typed(json, name, "Edm.Guid", id.ToString("D")); break;
            case double number when double.IsFinite(number): Number(json, name, number); break;
            case double number: Typed(json, name, "Edm.Double", number.ToString(CultureInfo.InvariantCulture)); break;
            case byte[] raw:
                json.WriteString(name + TypeSuffix, "Edm.Binary");
                json.WriteBase64String(name, raw);
                break;
        }
    }

    private static void Typed(Utf8JsonWriter json, string name, string type, string value)
    {
        json.WriteString(name + TypeSuffix, type);
        json.WriteString(name, value);
    }

    /// <summary>Always with a point or an exponent: by it a client tells a double from an integer.</summary>
    private static void Number(Utf8JsonWriter json, string name, double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        json.WritePropertyName(name);
        json.WriteRawValue(Encoding.ASCII.GetBytes(text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0"), skipInputValidation: true);
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
