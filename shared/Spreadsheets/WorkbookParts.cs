using System.IO.Compression;
using System.Xml;

namespace ServerlessAssist.Shared.Spreadsheets;

/// <summary>The files in a workbook's archive, and what leads from one to the other. What is too large, too many or folded too deep is refused while it is read.</summary>
internal sealed class WorkbookParts : IDisposable
{
    /// <summary>What Excel saves has a dozen.</summary>
    private const int MostParts = 200;

    /// <summary>Of elements in one another; a sheet has ten.</summary>
    private const int Deepest = 40;

    /// <summary>A cell is two or three elements.</summary>
    private const int ElementsOfCell = 3;

    private readonly ZipArchive _archive;
    private readonly SheetLimits _limits;
    private int _elements;

    public WorkbookParts(Stream from, SheetLimits limits)
    {
        (_archive, _limits) = (new ZipArchive(from, ZipArchiveMode.Read, leaveOpen: true), limits);
        // What an entry says of its own size the archive's reader holds it to: nothing unfolds to more.
        if (_archive.Entries.Count > MostParts || _archive.Entries.Sum(part => part.Length) > limits.Letters) throw new SheetException("The workbook is too large. Leave only the sheet that is meant.");
    }

    /// <summary>The sheet, and the texts that its cells share, if it has any.</summary>
    /// <param name="name">Null: the first.</param>
    public (string Sheet, string? Texts) Find(string? name)
    {
        var book = Links("").First(link => link.Type == "officeDocument").To;
        var links = Links(book);
        using var reader = Open(book);
        while (Next(reader))
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "sheet" } || (name is not null && reader.GetAttribute("name") != name)) continue;
            var id = IdOf(reader);
            return (links.First(link => link.Id == id).To, links.FirstOrDefault(link => link.Type == "sharedStrings").To);
        }
        throw new SheetException(name is null ? "The workbook has no sheet." : $"The workbook has no sheet {name}.");
    }

    public XmlReader Open(string part) => XmlReader.Create(
        _archive.GetEntry(part)!.Open(), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true, MaxCharactersInDocument = _limits.Letters });

    public bool Next(XmlReader reader)
    {
        if (!reader.Read()) return false;
        if (reader.NodeType == XmlNodeType.Element && (++_elements > ElementsOfCell * _limits.Cells || reader.Depth > Deepest)) throw new SheetException("The workbook is too large, or folded too deep. Leave only the sheet that is meant.");
        return true;
    }

    public void Dispose() => _archive.Dispose();

    /// <summary>Where a part's relationships lead within the archive.</summary>
    /// <param name="part">Empty: the archive itself.</param>
    private List<(string Id, string Type, string To)> Links(string part)
    {
        var folder = part.LastIndexOf('/') is >= 0 and var slash ? part[..(slash + 1)] : "";
        var links = new List<(string, string, string)>();
        using var reader = Open($"{folder}_rels/{part[folder.Length..]}.rels");
        while (Next(reader))
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && reader.GetAttribute("TargetMode") != "External")
                links.Add((reader.GetAttribute("Id")!, reader.GetAttribute("Type")!.Split('/')[^1], reader.GetAttribute("Target") is ['/', .. var whole] ? whole : folder + reader.GetAttribute("Target")));
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
