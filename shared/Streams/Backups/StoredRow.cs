using System.Globalization;
using System.Text.Json.Serialization;
using Azure.Data.Tables;

namespace ServerlessAssist.Shared.Streams.Backups;

/// <summary>A row of a stream as it stands in storage: what is personal in it is sealed. One line of a backup's rows file.</summary>
/// <param name="Partition">The stream: kind and opaque key.</param>
/// <param name="Values">Each property with its type's letter before it: <c>l:</c> a number of 64 bits, <c>b:</c> bytes in Base64, <c>t:</c> true or false, <c>g:</c> a GUID, <c>s:</c> a text, <c>i:</c> a number of 32 bits, <c>d:</c> a time. A state's wrapped key is not among them.</param>
/// <param name="KeyId">Which key it is sealed under, so that a later keys file is known to hold another; null: not said.</param>
public sealed record StoredRow(
    [property: JsonPropertyName("p")] string Partition, [property: JsonPropertyName("r")] string Row, [property: JsonPropertyName("v")] SortedDictionary<string, string> Values,
    [property: JsonPropertyName("i")] string? KeyId = null)
{
    /// <summary>What <see cref="Values"/> calls the wrapped key, where it is with its row.</summary>
    public const string Key = "Key";

    private const int MostValues = 40;
    private const int LongestKey = 400;
    private static readonly string[] OfTheService = ["PartitionKey", "RowKey", "Timestamp"];

    [JsonIgnore]
    public string Kind => Partition.Split('~')[0];

    /// <summary>About what it takes as JSON, in bytes.</summary>
    [JsonIgnore]
    public int Size => 40 + Partition.Length + Row.Length + Values.Sum(value => value.Key.Length + value.Value.Length + 6);

    [JsonIgnore]
    public bool IsState => Row.StartsWith("state~", StringComparison.Ordinal);

    [JsonIgnore]
    public bool IsEvent => Row.StartsWith("event~", StringComparison.Ordinal);

    /// <summary>Of a state: its version and the head of its chain, as one line; null: it has none.</summary>
    [JsonIgnore]
    public string? Head => Values.TryGetValue("Version", out var version) && Values.TryGetValue("Head", out var head) ? $"{Partition} {version[2..]} {head[2..]}" : null;

    /// <exception cref="NotSupportedException">A property of a type that no row of ours has: a backup without it would be none.</exception>
    internal static StoredRow Of(TableEntity row) => new(row.PartitionKey, row.RowKey, new SortedDictionary<string, string>(
        row.Where(one => !OfTheService.Contains(one.Key) && !one.Key.StartsWith("odata.", StringComparison.Ordinal)).ToDictionary(one => one.Key, one => one.Value switch
        {
            long number => $"l:{number.ToString(CultureInfo.InvariantCulture)}",
            byte[] bytes => $"b:{Convert.ToBase64String(bytes)}",
            bool flag => flag ? "t:true" : "t:false",
            Guid id => $"g:{id:N}",
            string text => $"s:{text}",
            int number => $"i:{number.ToString(CultureInfo.InvariantCulture)}",
            DateTimeOffset at => $"d:{at.UtcTicks.ToString(CultureInfo.InvariantCulture)}",
            _ => throw new NotSupportedException($"The property {one.Key} has a type that backups do not know."),
        }), StringComparer.Ordinal));

    /// <exception cref="FormatException">None of ours: a name, a key or a value that no row of a stream has.</exception>
    internal TableEntity ToEntity()
    {
        if (Partition is not { Length: <= LongestKey } || Row is not { Length: <= LongestKey } || Values is not { Count: <= MostValues }) throw new FormatException("Too long.");
        var id = StreamId.Parse(Partition);
        if (!Partition.All(IsKey) || !Row.All(IsKey) || !IsOf(id)) throw new FormatException("Not a row of this stream.");
        var entity = new TableEntity(Partition, Row);
        foreach (var (name, value) in Values)
        {
            if (name.Length is 0 or > 40 || !name.All(char.IsAsciiLetterOrDigit) || OfTheService.Contains(name) || value is not { Length: >= 2 }) throw new FormatException("Not a property of ours.");
            if (name == "Version" != (value[..2] == "l:") || (value[..2] != "b:" && (name is Key or "Head" or "Mac" || name.StartsWith("Body", StringComparison.Ordinal)))) throw new FormatException("Not the type that this property has.");
            entity[name] = value[..2] switch
            {
                "l:" => long.Parse(value[2..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
                "b:" => Convert.FromBase64String(value[2..]),
                "t:" => value == "t:true",
                "g:" => Guid.ParseExact(value[2..], "N"),
                "s:" => value[2..],
                "i:" => int.Parse(value[2..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
                "d:" => Moment(long.Parse(value[2..], NumberStyles.None, CultureInfo.InvariantCulture)),
                _ => throw new FormatException("Not a type of ours."),
            };
        }
        return entity;
    }

    /// <summary>Every row key is a word, the stream, and perhaps more.</summary>
    private bool IsOf(StreamId id)
    {
        var word = Row.IndexOf('~', StringComparison.Ordinal);
        return word > 0 && Row.AsSpan(0, word).IndexOfAnyExceptInRange('a', 'z') < 0 && (Row[(word + 1)..] == id.Partition || Row.AsSpan(word + 1).StartsWith($"{id.Partition}~", StringComparison.Ordinal));
    }

    private static DateTimeOffset Moment(long ticks) => ticks is >= 0 and <= 3155378975999999999 ? new DateTimeOffset(ticks, TimeSpan.Zero) : throw new FormatException("No time.");

    /// <summary>What a key in a table may hold, and nothing odd beyond.</summary>
    private static bool IsKey(char unit) => unit is > ' ' and <= '~' and not ('/' or '\\' or '#' or '?');

    public override string ToString() => $"a row of {Kind}";
}

/// <summary>A stream's data key, wrapped. One line of a backup's keys file: without it nothing of the stream can be read.</summary>
/// <param name="Key">Base64; its first byte is the version of the key that wraps it.</param>
/// <param name="Id">As in <see cref="StoredRow.KeyId"/>; null: it does not open, and so is not known.</param>
public sealed record WrappedKey([property: JsonPropertyName("p")] string Partition, [property: JsonPropertyName("k")] string Key, [property: JsonPropertyName("i")] string? Id = null)
{
    public override string ToString() => "a wrapped key";
}

[JsonSourceGenerationOptions(MaxDepth = 4, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StoredRow))]
[JsonSerializable(typeof(WrappedKey))]
public sealed partial class BackupJson : JsonSerializerContext;
