using System.Collections.Immutable;
using ServerlessAssist.Functions.Referrals.CaseFiles.Reading;
using ServerlessAssist.Shared.Spreadsheets;

namespace ServerlessAssist.Functions.Referrals.CaseFiles;

/// <summary>Cases as the standard's users have them: names of fields in the first row, a row a case; as .xlsx or CSV.</summary>
public static class CaseTable
{
    public const string Xlsx = "xlsx", CsvFormat = "csv";
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", CsvType = "text/csv";

    public static readonly string[] Formats = [Xlsx, CsvFormat];

    /// <summary>1 MiB: of the standard's empty templates one has 18 KiB, the one that checks its cells 70; formats come on top.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Of one file: they are all looked at before one is opened.</summary>
    public const int MostCases = 20;

    // One template comes with a thousand numbered rows; lists for drop-downs may stand on the same sheet.
    private static readonly SheetLimits Limits = new(2_000, 200, 24_000, 8_000_000);

    private static readonly Dictionary<string, string> Known =
        CaseFields.Columns.Append(CaseFields.MiddleName).ToDictionary(CaseFields.KeyOf, StringComparer.Ordinal);

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
        if (CaseFileKind.WhyNot(bytes, format) is { } why) throw new SheetException(why);
        using var file = new MemoryStream(bytes);
        var tables = format == CsvFormat
            ? [Csv.ReadSheet(bytes, Limits)]
            : WorkbookReader.ReadVisible(file, Limits, rows => HeadingOf(rows) >= 0);
        // A sheet with names of fields and nothing below them is an empty form.
        var cases = tables.Where(table => HeadingOf(table.Rows) >= 0).Select(CasesOf).ToList();
        if (cases.Count == 0)
            throw new SheetException(format == CsvFormat
                ? "The first row must hold names of fields of the standard, e.g. con_Consent and prs_Gender."
                : "The first row of a visible sheet must hold names of fields of the standard, e.g. con_Consent and prs_Gender.");
        return cases.Where(one => one.Count > 0).ToList() switch
        {
            [] => throw new SheetException("There is no case below the first row."),
            [var only] => only,
            _ => throw new SheetException(
                "More than one visible sheet holds cases. Leave one of them; send the others in files of their own."),
        };
    }

    private static List<CaseCells> CasesOf(SheetTable table)
    {
        var at = HeadingOf(table.Rows);
        var names = NamesOf(table.Rows[at]);
        var cases = new List<CaseCells>();
        foreach (var row in table.Rows.Skip(at + 1))
        {
            var cells = row.Cells.Zip(names, (cell, name) => (Name: name, Cell: cell))
                .Where(one => one.Cell.IsFilled && one.Name.Length > 0).ToImmutableArray();
            if (!SaysSomething(cells) || (cases.Count == 0 && cells.Any(IsLabel))) continue;
            if (cases.Count == MostCases)
                throw new SheetException(FormattableString.Invariant($"The table has more than {MostCases} cases. Send it in parts."));
            cases.Add(new CaseCells(row.Number, cells, table.DaysFrom));
        }
        var isMonthFirst = cases.Any(one => BirthDayReader.IsMonthFirst(one.Of(CaseFields.Birthdate)));
        return isMonthFirst ? [.. cases.Select(one => one with { IsMonthFirst = true })] : cases;
    }

    private static List<string> NamesOf(SheetRow heading)
    {
        if (heading.Cells.Any(cell => cell.IsFilled && cell.Text.Length == 0))
            throw new SheetException("A heading is a formula or an error. Type the field's name.");
        var names = heading.Cells.Select(cell => Known.GetValueOrDefault(CaseFields.KeyOf(cell.Text), cell.Text)).ToList();
        if (names.Where(Known.ContainsValue).GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key is { } twice)
            throw new SheetException($"{twice} has two columns.");
        return names;
    }

    /// <summary>
    /// Which of the first rows has names of fields: at least two, or the first row one. A list that explains the fields has one in each
    /// row, and is none.
    /// </summary>
    /// <returns>Less than 0: none.</returns>
    private static int HeadingOf(IReadOnlyList<SheetRow> rows)
    {
        for (var at = 0; at < Math.Min(rows.Count, WorkbookReader.Glance); at++)
            if (KnownIn(rows[at]) > 1) return at;
        return rows.Count > 0 && KnownIn(rows[0]) == 1 && (rows.Count == 1 || KnownIn(rows[1]) == 0) ? 0 : -1;
    }

    private static int KnownIn(SheetRow row) => row.Cells.Count(cell => Known.ContainsKey(CaseFields.KeyOf(cell.Text)));

    /// <summary>Numbered rows, and boxes that are not ticked, are what a form has before anybody fills it in.</summary>
    private static bool SaysSomething(ImmutableArray<(string Name, SheetCell Cell)> cells) => cells.Any(one =>
        one.Name == CaseFields.Consent ? Consents.Read(one.Cell.Text) != false
        : Known.ContainsValue(one.Name) || !IsNumbering(one.Cell));

    private static bool IsNumbering(SheetCell cell) =>
        cell.Kind == SheetCellKind.Formula || cell.Text.TrimEnd('.', ')').All(char.IsAsciiDigit);

    /// <summary>The template has labels below the names.</summary>
    private static bool IsLabel((string Name, SheetCell Cell) cell) =>
        cell is (CaseFields.Gender, { Text: "Gender" }) or (CaseFields.Consent, { Text: "Consent" });
}

/// <summary>One case as it stands in a table.</summary>
/// <param name="Row">From 1.</param>
/// <param name="Cells">Those that are not empty.</param>
/// <param name="DaysFrom">From when the table counts its days.</param>
public sealed record CaseCells(int Row, ImmutableArray<(string Name, SheetCell Cell)> Cells, DaysFrom DaysFrom)
{
    /// <summary>Whether another row of the same table has a day that can only be read month first.</summary>
    public bool IsMonthFirst { get; init; }

    /// <summary>Empty: it is not there.</summary>
    public SheetCell CellOf(string name) =>
        Cells.FirstOrDefault(cell => cell.Name == name) is { Name: not null, Cell: var found } ? found : SheetCell.Empty;

    /// <summary>Empty: it is not there, or is no text.</summary>
    public string Of(string name) => CellOf(name).Text;

    public override string ToString() => "case";
}
