using System.Text.RegularExpressions;
using ServerlessAssist.Sandbox.Storage;

namespace ServerlessAssist.Benchmarks.Floors;

/// <summary>Reads the addresses of rows and queries.</summary>
internal static partial class TablePath
{
    /// <summary>The keys in <c>table(PartitionKey='…',RowKey='…')</c>; null: it names no row.</summary>
    public static (string Partition, string Row)? Read(string path) =>
        RowPattern().Match(Uri.UnescapeDataString(path)) is { Success: true } found
            ? (Plain(found.Groups[1].Value), Plain(found.Groups[2].Value))
            : null;

    /// <summary>The filter of a query; null: there is none.</summary>
    public static string? Filter(WireRequest request) => Of(request, "$filter");

    /// <summary>The properties that are asked for; null: all.</summary>
    public static string[]? Select(WireRequest request) => Of(request, "$select")?.Split(',');

    /// <summary>The partition that a filter asks for.</summary>
    public static string? Filtered(WireRequest request) =>
        Filter(request) is { } filter && PartitionPattern().Match(filter) is { Success: true } found ? Plain(found.Groups[1].Value) : null;

    private static string? Of(WireRequest request, string name) => request.Query.TrimStart('?').Split('&')
        .Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2 && Uri.UnescapeDataString(pair[0]) == name)
        .Select(pair => Uri.UnescapeDataString(pair[1].Replace('+', ' '))).FirstOrDefault();

    private static string Plain(string quoted) => quoted.Replace("''", "'", StringComparison.Ordinal);

    [GeneratedRegex(@"\(PartitionKey='((?:[^']|'')*)',RowKey='((?:[^']|'')*)'\)$")]
    private static partial Regex RowPattern();

    [GeneratedRegex(@"PartitionKey eq '((?:[^']|'')*)'")]
    private static partial Regex PartitionPattern();
}
