using System.Globalization;
using System.Text;
using System.Xml;

namespace ServerlessAssist.Shared.Spreadsheets;

/// <summary>Reads one sheet of a workbook (.xlsx, ECMA-376) whose author may mean harm: forward, element by element, within limits. No tree is made of it, and nothing outside of it is fetched.</summary>
public sealed class WorkbookReader
{
    private readonly SheetLimits _limits;
    private readonly WorkbookParts _parts;
    private readonly List<IReadOnlyList<string>> _rows = [];
    private List<string> _shared = [];
    private List<string>? _row;
    private int _cells;

    private WorkbookReader(WorkbookParts parts, SheetLimits limits) => (_parts, _limits) = (parts, limits);

    /// <summary>The texts of the sheet in NFC, without spaces around them, lines ended by line feeds (some begin with one); cells that are not there are empty.</summary>
    /// <param name="name">Of the sheet; null: the first.</param>
    /// <exception cref="SheetException">No workbook, too large, or a cell that is no text.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Read(Stream from, string? name, SheetLimits limits)
    {
        try
        {
            using var parts = new WorkbookParts(from, limits);
            return new WorkbookReader(parts, limits).Sheet(name);
        }
        // Readers of archives and XML that meet a file made to break them throw whatever comes; none of it is ours to understand.
        catch (Exception broken) when (broken is not (SheetException or OutOfMemoryException))
        {
            throw new SheetException("This is no Excel workbook (.xlsx) that can be read. Save the table as one.");
        }
    }

    private List<IReadOnlyList<string>> Sheet(string? name)
    {
        var (sheet, texts) = _parts.Find(name);
        if (texts is not null) _shared = [.. Texts(texts)];
        using var reader = _parts.Open(sheet);
        while (_parts.Next(reader))
        {
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (reader.LocalName == "row") Begin(reader.GetAttribute("r"));
            else if (reader.LocalName == "c") Add(reader);
        }
        return _rows;
    }

    private IEnumerable<string> Texts(string part)
    {
        using var reader = _parts.Open(part);
        while (_parts.Next(reader))
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "si" }) yield return TextIn(reader, "t");
    }

    private void Begin(string? index)
    {
        var at = index is null ? _rows.Count + 1L : uint.Parse(index, NumberStyles.None, CultureInfo.InvariantCulture);
        if (at > _limits.Rows) throw new SheetException(FormattableString.Invariant($"The sheet has more than {_limits.Rows} rows."));
        while (_rows.Count < at) _rows.Add([]);
        _rows[(int)at - 1] = _row = [];
    }

    private void Add(XmlReader reader)
    {
        if (_row is null || ++_cells > _limits.Cells) throw new SheetException(FormattableString.Invariant($"The sheet has more than {_limits.Cells} cells."));
        var (where, type) = (reader.GetAttribute("r"), reader.GetAttribute("t"));
        var at = where is null ? _row.Count : ColumnOf(where);
        if (at >= _limits.Columns) throw new SheetException(FormattableString.Invariant($"The sheet has more than {_limits.Columns} columns."));
        while (_row.Count <= at) _row.Add("");
        if (type == "e") throw new SheetException($"{Named(where)} holds an error. Type text.");
        if (TextIn(reader, type == "inlineStr" ? "t" : "v", where ?? "") is { Length: > 0 } text) _row[at] = SheetText.Plain(type == "s" ? _shared[int.Parse(text, CultureInfo.InvariantCulture)] : text);
    }

    /// <summary>What stands in the elements of one name within the element that the reader is on; without what Excel keeps beside it for readers of Japanese.</summary>
    private string TextIn(XmlReader reader, string name, string? cell = null)
    {
        if (reader.IsEmptyElement) return "";
        var (text, depth, inside, isBeside) = (new StringBuilder(), reader.Depth, false, false);
        while (_parts.Next(reader) && reader.Depth > depth)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.LocalName == "f" && cell is not null: throw new SheetException($"{Named(cell)} holds a formula. Type text.");
                case XmlNodeType.Element or XmlNodeType.EndElement when reader.LocalName == "rPh":
                    isBeside = reader is { NodeType: XmlNodeType.Element, IsEmptyElement: false };
                    break;
                case XmlNodeType.Element or XmlNodeType.EndElement when reader.LocalName == name:
                    inside = reader is { NodeType: XmlNodeType.Element, IsEmptyElement: false };
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when inside && !isBeside:
                    text.Append(reader.Value);
                    break;
            }
        }
        return text.ToString();
    }

    private static string Named(string? where) => where is { Length: <= 10 } && where.All(char.IsAsciiLetterOrDigit) ? $"Cell {where}" : "A cell";

    private static int ColumnOf(string reference) => reference.TakeWhile(char.IsAsciiLetterUpper).Aggregate(0, (at, letter) => checked((at * 26) + letter - 'A' + 1)) - 1;
}
