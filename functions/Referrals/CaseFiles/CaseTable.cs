using System.Collections.Immutable;
using ServerlessAssist.Shared.Spreadsheets;

namespace ServerlessAssist.Functions.Referrals.CaseFiles;

/// <summary>Cases as the standard's users have them: a spreadsheet, names of fields in its first row, a row a case; as .xlsx or CSV.</summary>
public static class CaseTable
{
    public const string Xlsx = "xlsx", CsvFormat = "csv";
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", CsvType = "text/csv";

    public static readonly string[] Formats = [Xlsx, CsvFormat];

    /// <summary>128 KiB: of the standard's own empty templates one has 18 KiB, the one that checks its cells 70.</summary>
    public const int MaxBytes = 128 * 1024;

    /// <summary>Of one file: they are all looked at before one is opened.</summary>
    public const int MostCases = 20;

    // One template comes with a thousand numbered rows, another with twenty thousand cells that are empty and checked.
    private static readonly SheetLimits Limits = new(2_000, 200, 24_000, 1_000_000);

    public static (byte[] Bytes, string Type) Write(ImmutableDictionary<string, string> row, string format)
    {
        string[][] rows = [[.. CaseFields.Columns], [.. CaseFields.Columns.Select(name => row.GetValueOrDefault(name, ""))]];
        if (format == CsvFormat) return (Csv.Write(rows), $"{CsvType}; charset=utf-8");
        using var file = new MemoryStream();
        Workbook.Write(file, "Cases", rows, (_, _) => 24);
        return (file.ToArray(), XlsxType);
    }

    /// <returns>The cases, each with its row as spreadsheets count, and what stands under which heading.</returns>
    /// <exception cref="SheetException">It cannot be read; the text says why.</exception>
    public static IReadOnlyList<CaseCells> Read(byte[] bytes, string format)
    {
        using var file = new MemoryStream(bytes);
        var rows = format == CsvFormat ? Csv.Read(bytes, Limits) : WorkbookReader.Read(file, null, Limits);
        var first = rows.TakeWhile(row => row.All(cell => cell.Length == 0)).Count();
        if (first == rows.Count || !rows[first].Any(name => Known.ContainsKey(CaseFields.KeyOf(name)))) throw new SheetException("The first row must hold names of fields of the standard, e.g. con_Consent and prs_Gender.");
        var names = rows[first].Select(name => Known.GetValueOrDefault(CaseFields.KeyOf(name), name)).ToList();
        if (names.Where(Known.ContainsValue).GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key is { } twice) throw new SheetException($"{twice} has two columns.");
        var cases = new List<CaseCells>();
        for (var at = first + 1; at < rows.Count; at++)
        {
            var cells = rows[at].Zip(names).Where(one => one.First.Length > 0 && one.Second.Length > 0).Select(one => (Name: one.Second, Text: one.First)).ToImmutableArray();
            if (cells.IsEmpty || (at == first + 1 && cells.Any(IsLabel))) continue;
            if (cases.Count == MostCases) throw new SheetException(FormattableString.Invariant($"The table has more than {MostCases} cases. Send it in parts."));
            cases.Add(new CaseCells(at + 1, cells));
        }
        return cases.Count > 0 ? cases : throw new SheetException("There is no case below the first row.");
    }

    private static readonly Dictionary<string, string> Known = CaseFields.Columns.Append(CaseFields.MiddleName).ToDictionary(CaseFields.KeyOf, StringComparer.Ordinal);

    /// <summary>The template has labels below the names.</summary>
    private static bool IsLabel((string Name, string Text) cell) => cell is (CaseFields.Gender, "Gender") or (CaseFields.Consent, "Consent");
}

/// <summary>One case as it stands in a table.</summary>
/// <param name="Row">From 1.</param>
/// <param name="Cells">Those that are not empty.</param>
public sealed record CaseCells(int Row, ImmutableArray<(string Name, string Text)> Cells)
{
    /// <summary>Empty: it is not there.</summary>
    public string Of(string name) => Cells.FirstOrDefault(cell => cell.Name == name).Text ?? "";

    public override string ToString() => "case";
}
