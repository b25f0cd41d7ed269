using System.Globalization;
using System.Text;
using System.Xml;

namespace ServerlessAssist.Shared.Spreadsheets;

/// <summary>
/// Reads sheets of a workbook (.xlsx, ECMA-376) whose author may mean harm: forward, element by element, within limits. No tree is made of
/// it, and nothing outside of it is fetched.
/// </summary>
public sealed class WorkbookReader
{
    /// <summary>By so many rows it is seen whether a sheet is one that is meant.</summary>
    public const int Glance = 10;

    private const int LastRow = 1_048_576;

    private readonly SheetLimits _limits;
    private readonly WorkbookParts _parts;
    private readonly WorkbookOutline _outline;
    private readonly NumberFormats _formats;
    private readonly List<string> _shared;

    private WorkbookReader(WorkbookParts parts, SheetLimits limits)
    {
        (_parts, _limits, _outline) = (parts, limits, parts.Outline());
        _formats = NumberFormats.Read(parts, _outline.Styles, _outline.DaysFrom);
        _shared = _outline.Texts is { } texts ? [.. Texts(texts)] : [];
    }

    /// <summary>The texts of one sheet in NFC, without spaces around them, lines ended by line feeds; the others are empty.</summary>
    /// <param name="name">Of the sheet; null: the first.</param>
    /// <exception cref="SheetException">No workbook, too large, or a cell that is no text.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Read(Stream from, string? name, SheetLimits limits) =>
        Guarded(from, limits, reader =>
        {
            if (reader._outline.Sheets.FirstOrDefault(sheet => name is null || sheet.Name == name) is not { } link)
                throw new SheetException(name is null ? "The workbook has no sheet." : $"The workbook has no sheet {name}.");
            return reader.Sheet(link, _ => true)!.Texts(limits);
        });

    /// <summary>The visible sheets that are meant, in their order.</summary>
    /// <param name="isMeant">By its first rows that say something, at most <see cref="Glance"/>; of others no more is read.</param>
    /// <exception cref="SheetException">No workbook, or too large.</exception>
    public static IReadOnlyList<SheetTable> ReadVisible(
        Stream from, SheetLimits limits, Func<IReadOnlyList<SheetRow>, bool> isMeant) =>
        Guarded(from, limits, reader =>
            reader._outline.Sheets.Where(link => link.IsVisible).Select(link => reader.Sheet(link, isMeant)).OfType<SheetTable>().ToList());

    private static T Guarded<T>(Stream from, SheetLimits limits, Func<WorkbookReader, T> read)
    {
        try
        {
            using var parts = new WorkbookParts(from, limits);
            return read(new WorkbookReader(parts, limits));
        }
        // Readers of archives and XML that meet a file made to break them throw whatever comes; none of it is ours to understand.
        catch (Exception broken) when (broken is not (SheetException or OutOfMemoryException))
        {
            throw new SheetException("This is no Excel workbook (.xlsx) that can be read. Save the table as one.");
        }
    }

    /// <returns>Null: it is not meant.</returns>
    private SheetTable? Sheet(SheetLink link, Func<IReadOnlyList<SheetRow>, bool> isMeant)
    {
        var (rows, row, column, isSeen) = (new SheetRows(_limits), 0, -1, false);
        using var reader = _parts.Open(link.Part);
        while (_parts.Next(reader))
        {
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (reader.LocalName == "row")
            {
                if (!isSeen && rows.Count == Glance && !(isSeen = isMeant(rows.All()))) return null;
                (row, column) = (RowOf(reader.GetAttribute("r")) ?? row + 1, -1);
            }
            else if (reader.LocalName == "c")
            {
                if (row == 0) throw new FormatException();
                column = reader.GetAttribute("r") is { } name ? ColumnOf(name, row) : column + 1;
                rows.Add(row, column, CellIn(reader));
            }
        }
        return isSeen || isMeant(rows.All()) ? new SheetTable(_outline.DaysFrom, rows.All()) : null;
    }

    private IEnumerable<string> Texts(string part)
    {
        using var reader = _parts.Open(part);
        while (_parts.Next(reader))
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "si" }) yield return TextIn(reader, "t").Text;
    }

    private SheetCell CellIn(XmlReader reader)
    {
        var (type, style) = (reader.GetAttribute("t") ?? "n", reader.GetAttribute("s"));
        var (text, hasFormula, hasValue) = TextIn(reader, type == "inlineStr" ? "t" : "v");
        if (type == "e") return new("", SheetCellKind.Error);
        // A formula whose result is an empty text says nothing; one without a result is not known.
        if (hasFormula) return type == "str" && hasValue && text.Length == 0 ? SheetCell.Empty : new("", SheetCellKind.Formula);
        if (text.Length == 0) return SheetCell.Empty;
        return type switch
        {
            "n" => _formats.CellOf(text, style),
            "b" => new(XmlConvert.ToBoolean(text.Trim()) ? "TRUE" : "FALSE", SheetCellKind.Text),
            "s" => new(SheetText.Plain(_shared[int.Parse(text, CultureInfo.InvariantCulture)]), SheetCellKind.Text),
            _ => new(SheetText.Plain(text), SheetCellKind.Text),
        };
    }

    /// <summary>
    /// What stands in the elements of one name within the element that the reader is on; without what Excel keeps beside it for readers of
    /// Japanese.
    /// </summary>
    private (string Text, bool HasFormula, bool HasValue) TextIn(XmlReader reader, string name)
    {
        if (reader.IsEmptyElement) return ("", false, false);
        var (text, depth, inside, isBeside, hasFormula, hasValue) = (new StringBuilder(), reader.Depth, false, false, false, false);
        while (_parts.Next(reader) && reader.Depth > depth)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.LocalName == "f": hasFormula = true; break;
                case XmlNodeType.Element or XmlNodeType.EndElement when reader.LocalName == "rPh":
                    isBeside = reader is { NodeType: XmlNodeType.Element, IsEmptyElement: false };
                    break;
                case XmlNodeType.Element or XmlNodeType.EndElement when reader.LocalName == name:
                    inside = reader is { NodeType: XmlNodeType.Element, IsEmptyElement: false };
                    hasValue = true;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace
                    when inside && !isBeside:
                    text.Append(reader.Value);
                    break;
            }
        }
        return (text.ToString(), hasFormula, hasValue);
    }

    private static int? RowOf(string? index)
    {
        if (index is null) return null;
        var row = int.Parse(index, NumberStyles.None, CultureInfo.InvariantCulture);
        return row is >= 1 and <= LastRow ? row : throw new FormatException();
    }

    /// <returns>From 0.</returns>
    private static int ColumnOf(string name, int row)
    {
        var letters = name.AsSpan().TrimEnd("0123456789");
        if (letters.IsEmpty || name[letters.Length..] != row.ToString(CultureInfo.InvariantCulture)) throw new FormatException();
        var column = 0;
        foreach (var letter in letters)
        {
            if (!char.IsAsciiLetterUpper(letter)) throw new FormatException();
            column = checked((column * 26) + letter - 'A' + 1);
        }
        return column - 1;
    }
}
