using System.Globalization;
using System.Xml;

namespace ServerlessAssist.Shared.Spreadsheets;

/// <summary>Which cells of a workbook show a number as a day, and how much of the day they show (ECMA-376, 18.8.30).</summary>
internal sealed class NumberFormats
{
    /// <summary>Which parts of a day a format shows.</summary>
    [Flags]
    private enum Shows { Nothing = 0, Year = 1, Month = 2, Day = 4 }

    private static readonly Dictionary<int, Shows> BuiltIn = new()
    {
        [14] = Shows.Year | Shows.Month | Shows.Day, [15] = Shows.Year | Shows.Month | Shows.Day, [16] = Shows.Month | Shows.Day,
        [17] = Shows.Year | Shows.Month, [22] = Shows.Year | Shows.Month | Shows.Day,
    };

    /// <summary>Formats of East Asian languages, all of them of days.</summary>
    private static readonly int[] EastAsian = [27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58];

    private readonly List<Shows> _styles = [];
    private readonly DaysFrom _from;

    private NumberFormats(DaysFrom from) => _from = from;

    /// <param name="part">Of styles; null: the workbook has none.</param>
    public static NumberFormats Read(WorkbookParts parts, string? part, DaysFrom from)
    {
        var formats = new NumberFormats(from);
        if (part is null) return formats;
        var own = new Dictionary<int, Shows>();
        var isCells = false;
        using var reader = parts.Open(part);
        while (parts.Next(reader))
        {
            if (reader.LocalName == "cellXfs") isCells = reader is { NodeType: XmlNodeType.Element, IsEmptyElement: false };
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (reader.LocalName == "numFmt")
                own[Number(reader.GetAttribute("numFmtId"))] = ShownBy(reader.GetAttribute("formatCode") ?? "");
            else if (isCells && reader.LocalName == "xf") formats._styles.Add(Of(Number(reader.GetAttribute("numFmtId")), own));
        }
        return formats;
    }

    /// <summary>A number as the workbook shows it: a day with no more than is shown of it, or a number.</summary>
    public SheetCell CellOf(string number, string? style)
    {
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return new(SheetText.Plain(number), SheetCellKind.Text);
        var at = Number(style);
        var shows = at < _styles.Count ? _styles[at] : Shows.Nothing;
        if (shows != Shows.Nothing && SerialDay.Of(value, _from) is { } day) return new(Written(day, shows), SheetCellKind.Day);
        var isWhole = Math.Abs(value) < 1e15 && value == Math.Floor(value);
        return new(isWhole ? value.ToString("F0", CultureInfo.InvariantCulture) : number.Trim(), SheetCellKind.Number);
    }

    private static string Written(DateOnly day, Shows shows) => day.ToString(shows switch
    {
        Shows.Year => "yyyy",
        Shows.Year | Shows.Month => "yyyy-MM",
        // Without a year nobody has seen which one the workbook made up.
        Shows.Month or Shows.Day or (Shows.Month | Shows.Day) => "--MM-dd",
        _ => "yyyy-MM-dd",
    }, CultureInfo.InvariantCulture);

    private static Shows Of(int format, Dictionary<int, Shows> own)
    {
        if (own.TryGetValue(format, out var shows)) return shows;
        return EastAsian.Contains(format) ? Shows.Year | Shows.Month | Shows.Day : BuiltIn.GetValueOrDefault(format);
    }

    /// <summary>
    /// What a format's code shows: its first section, without texts, colours and conditions. The m beside hours or seconds is of minutes.
    /// </summary>
    private static Shows ShownBy(string code)
    {
        var (shows, hasMonth, hasTime) = (Shows.Nothing, false, false);
        for (var at = 0; at < code.Length && code[at] != ';'; at++)
        {
            switch (char.ToLowerInvariant(code[at]))
            {
                case '"': at = EndOf(code, at, '"'); break;
                case '[':
                    // Hours, minutes or seconds that have gone by stand in brackets too.
                    hasTime |= at + 1 < code.Length && char.ToLowerInvariant(code[at + 1]) is ('h' or 'm' or 's');
                    at = EndOf(code, at, ']');
                    break;
                case '\\' or '_' or '*': at++; break;
                case 'y' or 'e' when !IsExponent(code, at): shows |= Shows.Year; break;
                case 'd': shows |= Shows.Day; break;
                case 'm': hasMonth = true; break;
                case 'h' or 's': hasTime = true; break;
                case 'g' when code.AsSpan(at).StartsWith("general", StringComparison.OrdinalIgnoreCase): at += "general".Length - 1; break;
            }
        }
        return hasMonth && (!hasTime || shows != Shows.Nothing) ? shows | Shows.Month : shows;
    }

    private static bool IsExponent(string code, int at) => code[at] is 'e' or 'E' && at + 1 < code.Length && code[at + 1] is '+' or '-';

    private static int EndOf(string code, int at, char end) => code.IndexOf(end, at + 1) is >= 0 and var found ? found : code.Length;

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
