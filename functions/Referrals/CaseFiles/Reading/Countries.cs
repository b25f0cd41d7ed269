using System.Collections.Immutable;

namespace ServerlessAssist.Functions.Referrals.CaseFiles.Reading;

/// <summary>
/// Countries as prs_Citizenship has them: codes of ISO 3166-1, or the names in the drop-down list of the standard's spreadsheet (IOM, CC BY
/// 4.0) and some that are in daily use. Kosovo is XK, as the programme has it.
/// </summary>
public static class Countries
{
    private static readonly ImmutableDictionary<string, string> Codes = Load();

    /// <summary>All codes of two letters.</summary>
    public static IEnumerable<string> All => Codes.Values.Distinct();

    /// <param name="cell">One country, or several with semicolons between them.</param>
    /// <returns>Codes of two letters, each once; null: one of them is no country.</returns>
    public static IReadOnlyList<string>? Read(string cell)
    {
        if (CodeOf(cell) is { } one) return [one];
        // Names have commas in them; codes have none.
        var parts = cell.Split(CaseFields.Several, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length < 2) parts = cell.Split([',', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var codes = parts.Select(CodeOf).ToList();
        return codes.Count == 0 || codes.Contains(null) ? null : [.. codes.OfType<string>().Distinct()];
    }

    private static string? CodeOf(string name) => Codes.GetValueOrDefault(PlainWord.LettersOf(name));

    private static ImmutableDictionary<string, string> Load()
    {
        using var stream = typeof(Countries).Assembly.GetManifestResourceStream("Countries.csv")!;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(';'));
        return lines.SelectMany(names => names.Select(name => (Key: PlainWord.LettersOf(name), Code: names[0]))).Distinct()
            .ToImmutableDictionary(one => one.Key, one => one.Code, StringComparer.Ordinal);
    }
}
