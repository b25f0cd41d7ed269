using System.IO.Compression;
using System.Xml;

namespace ServerlessAssist.Shared.Spreadsheets;

/// <summary>A sheet as the workbook lists it.</summary>
/// <param name="IsVisible">Neither hidden by the user nor by a program.</param>
internal sealed record SheetLink(string Name, bool IsVisible, string Part);

/// <summary>What a workbook says of itself.</summary>
/// <param name="Texts">The part of texts that cells share; null: none.</param>
/// <param name="Styles">Null: none.</param>
internal sealed record WorkbookOutline(IReadOnlyList<SheetLink> Sheets, DaysFrom DaysFrom, string? Texts, string? Styles);

/// <summary>
/// The files in a workbook's archive, and what leads from one to the other. What is too large, too many or folded too deep is refused while
/// it is read.
/// </summary>
internal sealed class WorkbookParts : IDisposable
{
    /// <summary>What Excel saves has a dozen.</summary>
    private const int MostParts = 200;

    /// <summary>Of elements in one another; a sheet has ten.</summary>
    private const int Deepest = 40;

    /// <summary>For each cell that says something; most of a formatted sheet says nothing.</summary>
    private const int ElementsOfCell = 20;

    private readonly ZipArchive _archive;
    private readonly SheetLimits _limits;
    private int _elements;

    public WorkbookParts(Stream from, SheetLimits limits)
    {
        (_archive, _limits) = (new ZipArchive(from, ZipArchiveMode.Read, leaveOpen: true), limits);
        // What an entry says of its own size the archive's reader holds it to: nothing unfolds to more.
        if (_archive.Entries.Count > MostParts || _archive.Entries.Sum(part => part.Length) > limits.Letters) throw TooLarge();
    }

    public WorkbookOutline Outline()
    {
        var book = Links("").First(link => link.Type == "officeDocument").To;
        var links = Links(book);
        var (sheets, from) = (new List<SheetLink>(), DaysFrom.Year1900);
        using var reader = Open(book);
        while (Next(reader))
        {
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (reader.LocalName == "workbookPr" && reader.GetAttribute("date1904") is { } said && XmlConvert.ToBoolean(said))
                from = DaysFrom.Year1904;
            if (reader.LocalName != "sheet") continue;
            var (name, state, id) = (reader.GetAttribute("name") ?? "", reader.GetAttribute("state"), IdOf(reader));
            // Charts and macros are listed with the sheets.
            if (links.First(link => link.Id == id) is { Type: "worksheet", To: var part })
                sheets.Add(new SheetLink(name, state is null or "visible", part));
        }
        return new WorkbookOutline(sheets, from, PartOf(links, "sharedStrings"), PartOf(links, "styles"));
    }

    public XmlReader Open(string part) => XmlReader.Create(
        _archive.GetEntry(part)!.Open(), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true, MaxCharactersInDocument = _limits.Letters,
        });

    public bool Next(XmlReader reader)
    {
        if (!reader.Read()) return false;
        if (reader.NodeType != XmlNodeType.Element) return true;
        if (++_elements > (long)ElementsOfCell * _limits.Cells || reader.Depth > Deepest)
            throw new SheetException("The workbook is too large, or folded too deep. Leave only the sheet that is meant.");
        return true;
    }

    public void Dispose() => _archive.Dispose();

    private static SheetException TooLarge() => new("The workbook is too large. Leave only the sheet that is meant.");

    private static string? PartOf(List<(string Id, string Type, string To)> links, string type) =>
        links.FirstOrDefault(link => link.Type == type).To;

    /// <summary>Where a part's relationships lead within the archive.</summary>
    /// <param name="part">Empty: the archive itself.</param>
    private List<(string Id, string Type, string To)> Links(string part)
    {
        var folder = part.LastIndexOf('/') is >= 0 and var slash ? part[..(slash + 1)] : "";
        var links = new List<(string, string, string)>();
        using var reader = Open($"{folder}_rels/{part[folder.Length..]}.rels");
        while (Next(reader))
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "Relationship" }) continue;
            if (reader.GetAttribute("TargetMode") == "External") continue;
            var to = reader.GetAttribute("Target") is ['/', .. var whole] ? whole : folder + reader.GetAttribute("Target");
            links.Add((reader.GetAttribute("Id")!, reader.GetAttribute("Type")!.Split('/')[^1], to));
        }
        return links;
    }

    /// <summary>The attribute <c>r:id</c>, whatever its prefix and edition of the namespace.</summary>
    private static string? IdOf(XmlReader reader)
    {
        while (reader.MoveToNextAttribute())
            if (reader is { LocalName: "id", NamespaceURI.Length: > 0 }) return reader.Value;
        return null;
    }
}
