using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace ServerlessAssist.Tests.Functions.Referrals.CaseFiles;

/// <summary>A workbook written part by part, so that it may hold whatever a program, or somebody who means harm, puts into one.</summary>
internal sealed class RawWorkbook
{
    private const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"";

    private readonly List<(string Name, string State, string Rows)> _sheets = [];

    /// <summary>The element workbookPr.</summary>
    public string Properties { get; init; } = "";

    /// <summary>Formats of cells: style 1 has the first, and so on; style 0 is General. A number is one that is built in.</summary>
    public IReadOnlyList<string> Formats { get; init; } = ["14"];

    /// <summary>Elements si.</summary>
    public string Shared { get; init; } = "";

    public static string Text(string where, string text) =>
        $"<c r=\"{where}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>";

    public static string Row(int number, params string[] cells) => $"<row r=\"{number}\">{string.Concat(cells)}</row>";

    /// <summary>A row of texts from column A.</summary>
    public static string Texts(int number, params string[] texts) =>
        Row(number, [.. texts.Select((text, at) => text.Length == 0 ? "" : Text($"{Letter(at)}{number}", text))]);

    public static string Letter(int column) => (column >= 26 ? Letter((column / 26) - 1) : "") + (char)('A' + (column % 26));

    /// <param name="state">Nothing, hidden or veryHidden.</param>
    public RawWorkbook Sheet(string name, string rows, string state = "")
    {
        _sheets.Add((name, state.Length == 0 ? "" : $" state=\"{state}\"", rows));
        return this;
    }

    public byte[] Bytes()
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
            Add(archive, "_rels/.rels", $"<Relationships {Packages}>{Link("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>");
            var listed = string.Concat(_sheets.Select((sheet, at) =>
                $"<sheet name=\"{sheet.Name}\" sheetId=\"{at + 1}\"{sheet.State} r:id=\"rId{at + 1}\"/>"));
            Add(archive, "xl/workbook.xml", $"<workbook {Main} xmlns:r=\"{Office}\">{Properties}<sheets>{listed}</sheets></workbook>");
            var links = string.Concat(_sheets.Select((_, at) => Link($"rId{at + 1}", "worksheet", $"worksheets/sheet{at + 1}.xml")));
            var others = Link("rId98", "styles", "styles.xml") + Link("rId99", "sharedStrings", "sharedStrings.xml");
            Add(archive, "xl/_rels/workbook.xml.rels", $"<Relationships {Packages}>{links}{others}</Relationships>");
            Add(archive, "xl/styles.xml", $"<styleSheet {Main}>{Styles()}</styleSheet>");
            Add(archive, "xl/sharedStrings.xml", $"<sst {Main}>{Shared}</sst>");
            foreach (var (sheet, at) in _sheets.Select((sheet, at) => (sheet, at)))
                Add(archive, $"xl/worksheets/sheet{at + 1}.xml", $"<worksheet {Main}><sheetData>{sheet.Rows}</sheetData></worksheet>");
        }
        return file.ToArray();
    }

    private string Styles()
    {
        static int? BuiltIn(string format) =>
            int.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        var own = Formats.Select((format, at) =>
            BuiltIn(format) is null ? $"<numFmt numFmtId=\"{164 + at}\" formatCode=\"{SecurityElement.Escape(format)}\"/>" : "");
        var cells = string.Concat(Formats.Select((format, at) => $"<xf numFmtId=\"{BuiltIn(format) ?? 164 + at}\"/>"));
        const string Named = "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>";
        return $"<numFmts>{string.Concat(own)}</numFmts>{Named}<cellXfs><xf numFmtId=\"0\"/>{cells}</cellXfs>";
    }

    private static string Link(string id, string type, string to) =>
        $"<Relationship Id=\"{id}\" Type=\"{Office}/{type}\" Target=\"{to}\"/>";

    private static void Add(ZipArchive archive, string name, string content)
    {
        using var part = archive.CreateEntry(name, CompressionLevel.Optimal).Open();
        part.Write(Encoding.UTF8.GetBytes(content));
    }
}
