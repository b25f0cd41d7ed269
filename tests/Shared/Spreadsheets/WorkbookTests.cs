using System.IO.Compression;
using System.Text;
using CsCheck;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ServerlessAssist.Shared.Spreadsheets;
using Workbook = ServerlessAssist.Shared.Spreadsheets.Workbook;

namespace ServerlessAssist.Tests.Shared.Spreadsheets;

public sealed class WorkbookTests
{
    private static readonly SheetLimits Limits = new(5_000, 200, 100_000, 20_000_000);

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
        Assert.Equal([["key", text], [text, "x"]], WorkbookReader.Read(file, "Phrases", Limits));
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
            Assert.Equal(["key", .. Filled(plain.ReplaceLineEndings("\n").TrimEnd().TrimStart(' ', '\t', '\u00a0').Normalize(NormalizationForm.FormC))], WorkbookReader.Read(file, "Phrases", Limits)[0]);
        }, iter: 300);

    [Fact]
    public void What_Excel_and_its_like_save_is_read()
    {
        using var file = Made(
            new Row(Shared("A1", 0), Shared("C1", 1)) { RowIndex = 1 },
            new Row(new Cell { CellReference = "A3", CellValue = new CellValue("42") }, new Cell { CellReference = "B3", DataType = CellValues.String, CellValue = new CellValue(" e\u0308\r\nx ") }, Shared("C3", 2)) { RowIndex = 3 });
        Assert.Equal([["key", "", "uk"], [], ["42", "ë\nx", "двіслова"]], WorkbookReader.Read(file, "Phrases", Limits));
    }

    [Fact]
    public void A_formula_an_error_and_too_much_are_refused()
    {
        Assert.Equal("Cell B1 holds a formula. Type text.", Fault(new Row(Shared("A1", 0), new Cell { CellReference = "B1", CellFormula = new CellFormula("1+1"), CellValue = new CellValue("2") }) { RowIndex = 1 }));
        Assert.Equal("Cell B1 holds an error. Type text.", Fault(new Row(new Cell { CellReference = "B1", DataType = CellValues.Error, CellValue = new CellValue("#NAME?") }) { RowIndex = 1 }));
        Assert.Equal("The sheet has more than 5000 rows.", Fault(new Row(Shared("A1048576", 0)) { RowIndex = 1048576 }));
        Assert.Equal("Cell A1 stands there twice. Save the table again.", Fault(new Row(Shared("A1", 0), Shared("A1", 1)) { RowIndex = 1 }));
        Assert.Contains("no Excel workbook", Fault(new Row(Shared("A2", 0)) { RowIndex = 1 }), StringComparison.Ordinal);
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
        Assert.Contains("no Excel workbook", Assert.Throws<SheetException>(() => WorkbookReader.Read(file, "Phrases", Limits)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workbook_that_unfolds_to_very_much_is_refused()
    {
        using var file = Written([["key", new string('x', 25_000_000)]]);
        Assert.True(file.Length < 1_000_000);
        Assert.Contains("too large", Assert.Throws<SheetException>(() => WorkbookReader.Read(file, "Phrases", Limits)).Message, StringComparison.Ordinal);
    }

    /// <summary>What an archive says of its own size can be a lie.</summary>
    [Fact]
    public void A_workbook_that_lies_about_its_size_unfolds_to_no_more_than_it_says()
    {
        using var file = Written([["key", new string('x', 30_000_000)]]);
        var bytes = file.ToArray();
        var told = 0;
        // Sizes stand in the local headers (PK 3 4, at 22) and in the directory (PK 1 2, at 24): all are made 1000.
        for (var at = 0; at + 30 < bytes.Length; at++)
            if (bytes[at] == 'P' && bytes[at + 1] == 'K' && (bytes[at + 2], bytes[at + 3]) is (1, 2) or (3, 4))
            {
                BitConverter.TryWriteBytes(bytes.AsSpan(at + (bytes[at + 2] == 1 ? 24 : 22)), 1000);
                told++;
            }
        Assert.True(told >= 10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("no Excel workbook", Assert.Throws<SheetException>(() => WorkbookReader.Read(new MemoryStream(bytes), null, Limits)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8_000_000);
    }

    [Theory]
    [InlineData("<!DOCTYPE worksheet [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>", "&b;")]
    [InlineData("<!DOCTYPE worksheet [<!ENTITY b SYSTEM \"file:///etc/hostname\">]>", "&b;")]
    public void Entities_are_neither_unfolded_nor_fetched(string type, string text)
    {
        using var file = With($"<?xml version=\"1.0\"?>{type}<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{text}</t></is></c></row></sheetData></worksheet>");
        Assert.Contains("no Excel workbook", Assert.Throws<SheetException>(() => WorkbookReader.Read(file, null, Limits)).Message, StringComparison.Ordinal);
    }

    /// <summary>Unfolded by recursion they would end the process.</summary>
    [Theory]
    [InlineData("<a>", "")]
    [InlineData("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c>", "<is>")]
    public void Elements_in_one_another_without_end_are_refused(string begin, string each)
    {
        using var file = With(begin + string.Concat(Enumerable.Repeat(each.Length > 0 ? each : begin, 200_000)));
        Assert.Contains("too deep", Assert.Throws<SheetException>(() => WorkbookReader.Read(file, null, Limits)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_points_that_are_no_characters_are_left_for_whoever_reads_the_text()
    {
        using var file = Written([["key", "a\uffffb"]]);
        Assert.Equal(["key", "ab"], WorkbookReader.Read(file, null, Limits)[0]);
        Assert.Equal("a\uffffb", Csv.Read(Encoding.UTF8.GetBytes("a\uffffb"), Limits)[0][0]);
    }

    [Fact]
    public void More_cells_than_are_allowed_are_not_read_to_the_end()
    {
        using var file = Made([.. Enumerable.Range(1, 10).Select(at => new Row(Enumerable.Range(0, 150).Select(column => Shared($"{Letters(column)}{at}", 0))) { RowIndex = (uint)at })]);
        Assert.Equal("The sheet has more than 1000 cells.", Assert.Throws<SheetException>(() => WorkbookReader.Read(file, null, Limits with { Cells = 1000 })).Message);
    }

    /// <summary>A workbook whose sheet is something else.</summary>
    private static MemoryStream With(string sheet)
    {
        var file = Written([["key"]]);
        using (var archive = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            var part = archive.Entries.Single(entry => entry.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal));
            var name = part.FullName;
            part.Delete();
            using var writer = new StreamWriter(archive.CreateEntry(name).Open());
            writer.Write(sheet);
        }
        file.Position = 0;
        return file;
    }

    /// <summary>A row ends with its last cell that says something.</summary>
    private static string[] Filled(string text) => text.Length > 0 ? [text] : [];

    private static string Letters(int column) => (column >= 26 ? Letters((column / 26) - 1) : "") + (char)('A' + (column % 26));

    private static string Fault(Row row)
    {
        using var file = Made(row);
        return Assert.Throws<SheetException>(() => WorkbookReader.Read(file, "Phrases", Limits)).Message;
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
        Workbook.Write(file, "Phrases", rows, (_, _) => 30);
        file.Position = 0;
        return file;
    }
}
