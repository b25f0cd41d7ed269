using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace ServerlessAssist.Functions.Cli;

/// <summary>A document of the house for somebody who reads no JSON.</summary>
internal static class Formatter
{
    /// <summary>Letters of every script stay letters.</summary>
    public static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static IEnumerable<string> Lines(JsonElement value, int depth = 0) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(field => Named(Words(field.Name), field.Value, depth)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(one => Item(one, depth)),
        _ => [Indent(depth) + Plain(value)],
    };

    private static IEnumerable<string> Named(string name, JsonElement value, int depth) => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0 ? [] : value.ValueKind is JsonValueKind.Object or JsonValueKind.Array
        ? Inside(value) is { } line ? [$"{Indent(depth)}{name}: {line}"] : [$"{Indent(depth)}{name}:", .. Lines(value, depth + 1)]
        : [$"{Indent(depth)}{name}: {Plain(value)}"];

    /// <summary>An entry of a list: a line, or a paragraph where it holds others.</summary>
    private static IEnumerable<string> Item(JsonElement value, int depth)
    {
        if (value.ValueKind != JsonValueKind.Object) return [$"{Indent(depth)}- {Plain(value)}"];
        var isFlat = value.EnumerateObject().All(field => field.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) || Inside(field.Value) is not null);
        return isFlat ? [$"{Indent(depth)}- {string.Join("  ", value.EnumerateObject().Select(field => Inside(field.Value) ?? Plain(field.Value)))}"] : [.. Lines(value, depth), ""];
    }

    /// <summary>A short list of words in one line; null: it is none.</summary>
    private static string? Inside(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String && one.GetString()!.Length < 40) ? string.Join(", ", value.EnumerateArray().Select(Plain)) : null;

    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.GetString() is [_, _, _, _, '-', _, _, '-', _, _, 'T', ..] && value.TryGetDateTimeOffset(out var at) => at.ToUniversalTime().ToString("u", System.Globalization.CultureInfo.InvariantCulture),
        JsonValueKind.String => new string([.. value.GetString()!.Select(unit => char.IsControl(unit) ? ' ' : unit)]),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => value.ToString(),
    };

    private static string Words(string name) => string.Concat(name.Select(unit => char.IsAsciiLetterUpper(unit) ? $" {char.ToLowerInvariant(unit)}" : $"{unit}"));

    private static string Indent(int depth) => new(' ', depth * 2);
}
