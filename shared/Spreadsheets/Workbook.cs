using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ServerlessAssist.Shared.Spreadsheets;

/// <summary>One sheet of text as an Excel workbook. Every cell is text and stays text when it is edited, so that nothing in it is ever run as a formula.</summary>
public static class Workbook
{
    private const uint AsText = 49;     // number format "@": ECMA-376, 18.8.30

    /// <param name="name">Of the sheet.</param>
    /// <param name="width">Of a column, by its number and heading; in characters.</param>
    public static void Write(Stream to, string name, IReadOnlyList<IReadOnlyList<string>> rows, Func<int, string, double> width)
    {
        using var document = SpreadsheetDocument.Create(to, SpreadsheetDocumentType.Workbook);
        var book = document.AddWorkbookPart();
        book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
        var sheet = book.AddNewPart<WorksheetPart>();
        sheet.Worksheet = new Worksheet(
            new SheetViews(new SheetView(new Pane { HorizontalSplit = 1, VerticalSplit = 1, TopLeftCell = "B2", ActivePane = PaneValues.BottomRight, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }),
            new DocumentFormat.OpenXml.Spreadsheet.Columns(rows[0].Select((heading, at) => new Column { Min = (uint)at + 1, Max = (uint)at + 1, Width = width(at, heading), CustomWidth = true, Style = 1 })),
            new SheetData(rows.Select((row, at) => new Row(row.Select((text, column) => CellOf(text, at, column))) { RowIndex = (uint)at + 1 })));
        book.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook(new Sheets(new Sheet { Name = name, SheetId = 1, Id = book.GetIdOfPart(sheet) }));
    }

    private static Cell CellOf(string text, int row, int column) => new(new InlineString(new Text(string.Concat(text.EnumerateRunes().Where(IsXml))) { Space = SpaceProcessingModeValues.Preserve }))
    {
        CellReference = SheetText.NameOf(row + 1, column), DataType = CellValues.InlineString, StyleIndex = row == 0 ? 2u : 1u,
    };

    private static bool IsXml(Rune rune) => !rune.IsBmp || System.Xml.XmlConvert.IsXmlChar((char)rune.Value);

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
