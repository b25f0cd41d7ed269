using System.Globalization;
using System.Text;

namespace ServerlessAssist.Simulation.Storage;

/// <summary>One page of a query.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/query-timeout-and-pagination</remarks>
internal static class TableQuery
{
    private const string NextPartition = "x-ms-continuation-NextPartitionKey";
    private const string NextRow = "x-ms-continuation-NextRowKey";

    public static WireAnswer Answer(Table table, string query, Func<int, int>? page)
    {
        if (FilterParser.Parse(WireQuery.Get(query, "$filter")) is not { } filter) return TableAnswers.Refuse(TableErrors.InvalidInput);
        var most = TableLimits.RowsInPage;
        if (WireQuery.Get(query, "$top") is { } top)
        {
            if (!int.TryParse(top, NumberStyles.None, CultureInfo.InvariantCulture, out most) || most is < 1 or > TableLimits.RowsInPage) return TableAnswers.Refuse(TableErrors.InvalidInput);
        }
        var select = Select(query);
        var fromPartition = Open(WireQuery.Get(query, "NextPartitionKey"));
        var fromRow = Open(WireQuery.Get(query, "NextRowKey"));

        var found = new List<Row>();
        foreach (var row in table.Between(filter.Keys("PartitionKey"), filter.Keys("RowKey"), fromPartition, fromRow))
        {
            if (!filter.Matches(row)) continue;
            found.Add(row);
            if (found.Count > most) break;
        }
        var left = Math.Min(found.Count, most);
        var takes = page is null || left == 0 ? left : Math.Clamp(page(left), 0, left);
        Dictionary<string, string>? next = null;
        if (takes < found.Count)
            next = new(StringComparer.OrdinalIgnoreCase) { [NextPartition] = Close(found[takes].PartitionKey), [NextRow] = Close(found[takes].RowKey) };
        var objects = new List<byte[]>(takes);
        for (var at = 0; at < takes; at++) objects.Add(select is null ? found[at].Json : EntityJson.Write(found[at], select));
        return TableAnswers.Many(table.Name, objects, next);
    }

    public static string[]? Select(string query) =>
        WireQuery.Get(query, "$select") is { Length: > 0 } names && names != "*" ? names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : null;

    /// <summary>A place that only the service can read, as Azure's looks.</summary>
    private static string Close(string key)
    {
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(key)).Replace('/', '*');
        return string.Create(CultureInfo.InvariantCulture, $"1!{text.Length}!{text}");
    }

    private static string Open(string? token)
    {
        if (token is not { Length: > 0 }) return "";
        var text = token[(token.LastIndexOf('!') + 1)..];
        return Encoding.UTF8.GetString(Convert.FromBase64String(text.Replace('*', '/')));
    }
}
