using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace ServerlessAssist.Shared.Spreadsheets;

/// <summary>A table as CSV (RFC 4180) in UTF-8. What a spreadsheet would take for a formula is written with an apostrophe before it, which is taken off again when it is read.</summary>
public static class Csv
{
    /// <summary>With what formulas begin in spreadsheets, also in full width; and the mark itself, so that it can be taken off again.</summary>
    private const string Risky = "=+-@\t\r\n'\uff1d\uff0b\uff0d\uff20";

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

    /// <summary>The texts as <see cref="WorkbookReader.Read"/> gives them. Commas or semicolons, whichever the first line has: what Excel saves depends on the country.</summary>
    /// <exception cref="SheetException">No UTF-8, too much, or quotes that do not end.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Read(byte[] bytes, SheetLimits limits)
    {
        var text = Decode(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes);
        var first = text.AsSpan()[..(text.IndexOfAny(['\r', '\n']) is >= 0 and var end ? end : text.Length)];
        var (rows, cells) = (new List<IReadOnlyList<string>>(), 0);
        using var parser = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = first.Contains(';') && !first.Contains(',') ? ";" : ",", IgnoreBlankLines = false, CountBytes = false,
            BadDataFound = _ => throw new SheetException("The table has a quotation mark that stands where none can. Save it as CSV again, or as .xlsx."),
        });
        while (parser.Read())
        {
            if (rows.Count == limits.Rows) throw new SheetException(FormattableString.Invariant($"The table has more than {limits.Rows} rows."));
            var row = parser.Record ?? [];
            if (row.Length > limits.Columns) throw new SheetException(FormattableString.Invariant($"The table has more than {limits.Columns} columns."));
            if ((cells += row.Length) > limits.Cells) throw new SheetException(FormattableString.Invariant($"The table has more than {limits.Cells} cells."));
            rows.Add([.. row.Select(cell => SheetText.Plain(cell is ['\'', var next, ..] && Risky.Contains(next) ? cell[1..] : cell))]);
        }
        return rows;
    }

    private static bool IsRisky(string cell) => cell.Length > 0 && Risky.Contains(cell[0]);

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new SheetException("The table is not in UTF-8. Save it as \"CSV UTF-8\", or as .xlsx.");
        }
    }
}
