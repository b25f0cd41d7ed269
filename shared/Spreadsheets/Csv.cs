using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace ServerlessAssist.Shared.Spreadsheets;

/// <summary>
/// A table as CSV (RFC 4180) in UTF-8. What a spreadsheet would take for a formula is written with an apostrophe before it, which is taken
/// off again when it is read.
/// </summary>
public static class Csv
{
    /// <summary>With what formulas begin in spreadsheets, also in full width; and the mark itself, so that it can be taken off again.</summary>
    private const string Risky = "=+-@\t\r\n'\uff1d\uff0b\uff0d\uff20";

    /// <summary>Excel's own first line, which says what stands between cells and is no row of the table.</summary>
    private const string Announced = "sep=";

    /// <summary>What stands between cells, depending on the country and the program.</summary>
    private static readonly char[] Separators = [';', ',', '\t', '|'];

    public static byte[] Write(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n", ShouldQuote = _ => true }))
        {
            foreach (var row in rows)
            {
                foreach (var cell in row) writer.WriteField(IsRisky(cell) ? $"'{cell}" : cell);
                writer.NextRecord();
            }
        }
        // Without the mark Excel reads it as the code page of the country.
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>The texts by row and column; what is not there is empty.</summary>
    /// <exception cref="SheetException">As for <see cref="ReadSheet"/>.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Read(byte[] bytes, SheetLimits limits) => ReadSheet(bytes, limits).Texts(limits);

    /// <summary>The table. Commas, semicolons or tabs between cells: what the first line says, else what it has most of.</summary>
    /// <exception cref="SheetException">Neither UTF-8 nor UTF-16, too much, or quotes that do not end.</exception>
    public static SheetTable ReadSheet(byte[] bytes, SheetLimits limits)
    {
        var text = CsvText.Decode(bytes);
        var separator = SaidBy(ref text) ?? Most(text);
        var (rows, number, isBroken) = (new SheetRows(limits), 0, false);
        using var parser = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(), IgnoreBlankLines = false, CountBytes = false, BadDataFound = _ => isBroken = true,
        });
        while (parser.Read())
        {
            var row = parser.Record ?? [];
            // Within a cell that never ends the rest of the file would be taken for its text.
            if (isBroken || (parser.RawRecord.Count(unit => unit == '"') & 1) != 0)
                throw new SheetException("The table has a quotation mark that stands where none can. Save it as CSV again, or as .xlsx.");
            number++;
            for (var column = 0; column < row.Length; column++) rows.Add(number, column, new(Plain(row[column]), SheetCellKind.Text));
        }
        return new SheetTable(DaysFrom.Unknown, rows.All());
    }

    private static string Plain(string cell) => SheetText.Plain(cell is ['\'', var next, ..] && Risky.Contains(next) ? cell[1..] : cell);

    private static bool IsRisky(string cell) => cell.Length > 0 && Risky.Contains(cell[0]);

    /// <summary>Takes Excel's line off the text.</summary>
    /// <returns>Null: there is none.</returns>
    private static char? SaidBy(ref string text)
    {
        var end = text.IndexOfAny(['\r', '\n']);
        var first = (end < 0 ? text : text[..end]).Replace("\"", "", StringComparison.Ordinal).Trim(' ');
        if (!first.StartsWith(Announced, StringComparison.OrdinalIgnoreCase)) return null;
        // Programs that read the line as cells end it with more of the same.
        var said = first[Announced.Length..].Replace("\\t", "\t", StringComparison.Ordinal).Distinct().ToList();
        if (said.Count > 1 || (said is [var one] && !Separators.Contains(one)))
            throw new SheetException("The first line names a separator other than comma, semicolon or tab. Save it as CSV again.");
        var isTwo = end >= 0 && text.AsSpan(end).StartsWith("\r\n");
        text = end < 0 ? "" : text[(isTwo ? end + 2 : end + 1)..];
        return said is [var separator] ? separator : null;
    }

    /// <summary>What the first line that says something has most of, outside of quotes.</summary>
    private static char Most(string text)
    {
        var (counts, isQuoted, isSaid) = (new int[Separators.Length], false, false);
        foreach (var unit in text)
        {
            if (unit == '"') isQuoted = !isQuoted;
            else if (!isQuoted && unit is '\r' or '\n')
            {
                if (isSaid) break;
            }
            else if (!isQuoted && Array.IndexOf(Separators, unit) is >= 0 and var at) counts[at]++;
            isSaid |= !char.IsWhiteSpace(unit) && !Separators.Contains(unit);
        }
        return counts.Max() is > 0 and var most ? Separators[Array.IndexOf(counts, most)] : ',';
    }
}
