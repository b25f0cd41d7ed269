namespace ServerlessAssist.Functions.Cli;

/// <summary>Lines whose cells stand below one another.</summary>
internal static class TextTable
{
    public static IEnumerable<string> Of(IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0) return [];
        var widths = Enumerable.Range(0, all.Max(row => row.Length)).Select(at => all.Max(row => at < row.Length ? row[at].Length : 0)).ToList();
        return all.Select(row => string.Join("  ", row.Select((cell, at) => cell.PadRight(widths[at]))).TrimEnd());
    }
}
