using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ServerlessAssist.Functions.Operator.Phrases;

/// <summary>One sheet of text as an Excel workbook. Every cell is text and stays text when it is edited, so that nothing in it is ever run as a formula.</summary>
public static class Workbook
{
    private const string Name = "Phrases";
    private const int MostRows = 5_000, MostCells = 200, MostLetters = 20_000_000;
    private const uint AsText = 49;     // number format "@": ECMA-376, 18.8.30

    public static void Write(Stream to, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        using var document = SpreadsheetDocument.Create(to, SpreadsheetDocumentType.Workbook);
        var book = document.AddWorkbookPart();
        book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
        var sheet = book.AddNewPart<WorksheetPart>();
        sheet.Worksheet = new Worksheet(
            new SheetViews(new SheetView(new Pane { HorizontalSplit = 1, VerticalSplit = 1, TopLeftCell = "B2", ActivePane = PaneValues.BottomRight, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }),
            new DocumentFormat.OpenXml.Spreadsheet.Columns(rows[0].Select((heading, at) => new Column { Min = (uint)at + 1, Max = (uint)at + 1, Width = at == 0 ? 30 : heading.EndsWith(" SMS", StringComparison.Ordinal) ? 12 : 50, CustomWidth = true, Style = 1 })),
            new SheetData(rows.Select((row, at) => new Row(row.Select((text, column) => CellOf(text, at, column))) { RowIndex = (uint)at + 1 })));
        book.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook(new Sheets(new Sheet { Name = Name, SheetId = 1, Id = book.GetIdOfPart(sheet) }));
    }

    /// <summary>The texts of the sheet in NFC, without spaces around them, lines ended by line feeds (some phrases begin with one); cells that are not there are empty.</summary>
    /// <exception cref="PhraseTableException">No workbook, too large, or a cell that is no text.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Read(Stream from)
    {
        try
        {
            using var document = SpreadsheetDocument.Open(from, false, new OpenSettings { MaxCharactersInPart = MostLetters });
            var book = document.WorkbookPart ?? throw new PhraseTableException("The workbook is empty.");
            var id = book.Workbook.Descendants<Sheet>().FirstOrDefault(sheet => sheet.Name == Name)?.Id?.Value ?? throw new PhraseTableException($"The workbook has no sheet {Name}.");
            var shared = book.SharedStringTablePart?.SharedStringTable.Elements<SharedStringItem>().Select(TextOf).ToList() ?? [];
            var rows = new List<IReadOnlyList<string>>();
            foreach (var row in ((WorksheetPart)book.GetPartById(id)).Worksheet.Descendants<Row>())
            {
                var at = row.RowIndex is { } index ? checked((int)index.Value) : rows.Count + 1;
                if (at > MostRows) throw new PhraseTableException(FormattableString.Invariant($"The sheet has more than {MostRows} rows."));
                while (rows.Count < at) rows.Add([]);
                rows[at - 1] = CellsOf(row, shared);
            }
            return rows;
        }
        catch (Exception broken) when (broken is OpenXmlPackageException or FileFormatException or InvalidDataException or System.Xml.XmlException or ArgumentOutOfRangeException or OverflowException)
        {
            throw new PhraseTableException("This is no Excel workbook (.xlsx) that can be read. Save the table as one.");
        }
    }

    private static List<string> CellsOf(Row row, List<string> shared)
    {
        var cells = new List<string>();
        foreach (var cell in row.Elements<Cell>())
        {
            var at = cell.CellReference?.Value is { } reference ? ColumnOf(reference) : cells.Count;
            if (at >= MostCells) throw new PhraseTableException(FormattableString.Invariant($"The sheet has more than {MostCells} columns."));
            while (cells.Count <= at) cells.Add("");
            if (cell.CellFormula is not null) throw new PhraseTableException($"Cell {cell.CellReference} holds a formula. Type text.");
            if (cell.DataType?.Value == CellValues.Error) throw new PhraseTableException($"Cell {cell.CellReference} holds an error. Type text.");
            var text = cell.DataType?.Value == CellValues.SharedString ? shared[int.Parse(cell.InnerText, CultureInfo.InvariantCulture)] : cell.InlineString is { } inline ? TextOf(inline) : cell.CellValue?.Text ?? "";
            cells[at] = text.ReplaceLineEndings("\n").TrimEnd().TrimStart(' ', '\t', '\u00a0').Normalize(NormalizationForm.FormC);
        }
        return cells;
    }

    /// <summary>Without what Excel keeps beside it for readers of Japanese.</summary>
    private static string TextOf(RstType text) => string.Concat(text.Descendants<Text>().Where(part => part.Parent is not PhoneticRun).Select(part => part.Text));

    private static int ColumnOf(string reference) => reference.TakeWhile(char.IsAsciiLetterUpper).Aggregate(0, (at, letter) => checked((at * 26) + letter - 'A' + 1)) - 1;

    private static Cell CellOf(string text, int row, int column) => new(new InlineString(new Text(string.Concat(text.EnumerateRunes().Where(IsXml))) { Space = SpaceProcessingModeValues.Preserve }))
    {
        CellReference = FormattableString.Invariant($"{Letters(column)}{row + 1}"), DataType = CellValues.InlineString, StyleIndex = row == 0 ? 2u : 1u,
    };

    private static bool IsXml(Rune rune) => !rune.IsBmp || System.Xml.XmlConvert.IsXmlChar((char)rune.Value);

    private static string Letters(int column) => (column >= 26 ? Letters((column / 26) - 1) : "") + (char)('A' + (column % 26));

    private static Stylesheet Styles() => new(
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(new CellFormat(), Format(0), Format(1)));

    private static CellFormat Format(uint font) => new(new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top })
    {
        NumberFormatId = AsText, FontId = font, FillId = 0, BorderId = 0, FormatId = 0, ApplyNumberFormat = true, ApplyAlignment = true, ApplyFont = true, QuotePrefix = true,
    };
}
