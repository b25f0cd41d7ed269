using System.Text;
using CsCheck;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ServerlessAssist.Functions.Operator.Phrases;
using Workbook = ServerlessAssist.Functions.Operator.Phrases.Workbook;

namespace ServerlessAssist.Tests.Functions.Operator.Phrases;

public sealed class WorkbookTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+355690000012")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("=HYPERLINK(\"https://other.example\",\"press\")")]
    [InlineData("=cmd|'/c calc'!A0")]
    [InlineData("1/2")]
    [InlineData("007")]
    public void Nothing_in_a_cell_is_a_formula_or_a_number(string text)
    {
        using var file = Written([["key", text], [text, "x"]]);
        using (var document = SpreadsheetDocument.Open(file, false))
        {
            var cells = document.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>().ToList();
            Assert.Equal(4, cells.Count);
            Assert.All(cells, cell =>
            {
                Assert.Null(cell.CellFormula);
                Assert.Equal(CellValues.InlineString, cell.DataType!.Value);
                // Text format, and the mark that Excel gives to text: it stays text when somebody edits it.
                var format = document.WorkbookPart.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>().ElementAt((int)cell.StyleIndex!.Value);
                Assert.Equal((49u, true), (format.NumberFormatId!.Value, format.QuotePrefix!.Value));
            });
        }
        file.Position = 0;
        Assert.Equal([["key", text], [text, "x"]], Workbook.Read(file));
    }

    [Fact]
    public void The_workbook_is_valid_by_its_schema()
    {
        using var file = Written([["key", "en English", "en SMS"], ["a", "b\nc", "1/160"]]);
        using var document = SpreadsheetDocument.Open(file, false);
        Assert.Empty(new DocumentFormat.OpenXml.Validation.OpenXmlValidator(FileFormatVersions.Office2019).Validate(document, TestContext.Current.CancellationToken).Select(fault => fault.Description));
    }

    [Fact]
    public void Any_text_goes_out_and_comes_back() =>
        Gen.OneOf(Gen.Char['!', '~'], Gen.Char['а', 'я'], Gen.Char['\u0100', '\u017f'], Gen.Const('\n'), Gen.Const('='), Gen.Char).Array[0, 30].Select(units => new string(units)).Sample(text =>
        {
            using var file = Written([["key", text]]);
            var plain = string.Concat(text.EnumerateRunes().Where(rune => !rune.IsBmp || System.Xml.XmlConvert.IsXmlChar((char)rune.Value)));
            Assert.Equal(["key", plain.ReplaceLineEndings("\n").TrimEnd().TrimStart(' ', '\t', '\u00a0').Normalize(NormalizationForm.FormC)], Workbook.Read(file)[0]);
        }, iter: 300);

    [Fact]
    public void What_Excel_and_its_like_save_is_read()
    {
        using var file = Made(
            new Row(Shared("A1", 0), Shared("C1", 1)) { RowIndex = 1 },
            new Row(new Cell { CellReference = "A3", CellValue = new CellValue("42") }, new Cell { CellReference = "B3", DataType = CellValues.String, CellValue = new CellValue(" e\u0308\r\nx ") }, Shared("C3", 2)) { RowIndex = 3 });
        Assert.Equal([["key", "", "uk"], [], ["42", "ë\nx", "двіслова"]], Workbook.Read(file));
    }

    [Fact]
    public void A_formula_an_error_and_too_much_are_refused()
    {
        Assert.Equal("Cell B1 holds a formula. Type text.", Fault(new Row(Shared("A1", 0), new Cell { CellReference = "B1", CellFormula = new CellFormula("1+1"), CellValue = new CellValue("2") }) { RowIndex = 1 }));
        Assert.Equal("Cell B1 holds an error. Type text.", Fault(new Row(new Cell { CellReference = "B1", DataType = CellValues.Error, CellValue = new CellValue("#NAME?") }) { RowIndex = 1 }));
        Assert.Equal("The sheet has more than 5000 rows.", Fault(new Row { RowIndex = 1048576 }));
        Assert.Equal("The sheet has more than 200 columns.", Fault(new Row(Shared("XFD1", 0)) { RowIndex = 1 }));
        Assert.Contains("no Excel workbook", Fault(new Row(Shared("A1", 7)) { RowIndex = 1 }), StringComparison.Ordinal);
        Assert.Contains("no Excel workbook", Fault(new Row(Shared("A1", 0), Shared("ZZZZZZZZZ1", 0)) { RowIndex = 1 }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("key;uk")]
    [InlineData("PK\u0003\u0004")]
    public void What_is_no_workbook_is_refused(string content)
    {
        using var file = new MemoryStream(Encoding.Latin1.GetBytes(content));
        Assert.Contains("no Excel workbook", Assert.Throws<PhraseTableException>(() => Workbook.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workbook_that_unfolds_to_very_much_is_refused()
    {
        using var file = Written([["key", new string('x', 25_000_000)]]);
        Assert.True(file.Length < 1_000_000);
        Assert.Contains("no Excel workbook", Assert.Throws<PhraseTableException>(() => Workbook.Read(file)).Message, StringComparison.Ordinal);
    }

    private static string Fault(Row row)
    {
        using var file = Made(row);
        return Assert.Throws<PhraseTableException>(() => Workbook.Read(file)).Message;
    }

    private static Cell Shared(string reference, int index) => new() { CellReference = reference, DataType = CellValues.SharedString, CellValue = new CellValue(index) };

    /// <summary>A workbook as spreadsheets save it: shared strings, one of them in two runs of which one is bold.</summary>
    private static MemoryStream Made(params Row[] rows)
    {
        var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.AddNewPart<SharedStringTablePart>().SharedStringTable = new SharedStringTable(
                new SharedStringItem(new Text("key")), new SharedStringItem(new Text("uk")),
                new SharedStringItem(new Run(new Text("дві")), new Run(new RunProperties(new Bold()), new Text("слова"))));
            var sheet = book.AddNewPart<WorksheetPart>();
            sheet.Worksheet = new Worksheet(new SheetData(rows));
            book.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook(new Sheets(new Sheet { Name = "Phrases", SheetId = 1, Id = book.GetIdOfPart(sheet) }));
        }
        file.Position = 0;
        return file;
    }

    private static MemoryStream Written(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var file = new MemoryStream();
        Workbook.Write(file, rows);
        file.Position = 0;
        return file;
    }
}
