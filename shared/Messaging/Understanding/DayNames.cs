using System.Globalization;

namespace ServerlessAssist.Shared.Messaging.Understanding;

/// <summary>The names of months and weekdays of one culture, with the endings that they take in a sentence.</summary>
internal sealed class DayNames
{
    /// <summary>Letters that an ending may add.</summary>
    private const int LongestEnding = 4;

    private readonly List<(string Stem, string Name, int Value)> _months = [], _weekdays = [];

    /// <param name="culture">As .NET names it, e.g. <c>sq-AL</c>.</param>
    public DayNames(string culture)
    {
        var names = Written.CultureOf(culture).DateTimeFormat;
        for (var month = 1; month <= 12; month++)
        {
            Add(_months, names.MonthNames[month - 1], month, mayEnd: true);
            Add(_months, names.MonthGenitiveNames[month - 1], month, mayEnd: true);
            Add(_months, names.AbbreviatedMonthNames[month - 1], month, mayEnd: false);
        }
        foreach (var day in Enum.GetValues<DayOfWeek>())
        {
            Add(_weekdays, names.GetDayName(day), (int)day, mayEnd: true);
            Add(_weekdays, names.GetAbbreviatedDayName(day), (int)day, mayEnd: false);
        }
        // A Turkish Monday begins like a Sunday: the longest stem is tried first.
        _months.Sort((one, other) => other.Stem.Length.CompareTo(one.Stem.Length));
        _weekdays.Sort((one, other) => other.Stem.Length.CompareTo(one.Stem.Length));
    }

    /// <returns>1 to 12; null: no month.</returns>
    public int? MonthOf(Word word) => Find(_months, word.Folded);

    public DayOfWeek? WeekdayOf(Word word) => Find(_weekdays, word.Folded) is { } day ? (DayOfWeek)day : null;

    private static int? Find(List<(string Stem, string Name, int Value)> names, string word)
    {
        foreach (var (stem, name, value) in names)
            if (word == name || (stem.Length > 2 && word.StartsWith(stem, StringComparison.Ordinal) && word.Length <= name.Length + LongestEnding)) return value;
        var near = names.Where(one => Spelling.Slips(word, one.Name) is not null).Select(one => one.Value).Distinct().ToList();
        return near is [var only] ? only : null;
    }

    /// <summary>"e premte": the last word is the name.</summary>
    /// <param name="mayEnd">With another ending it is the same: not so a short form, with which other words begin.</param>
    private static void Add(List<(string Stem, string Name, int Value)> names, string written, int value, bool mayEnd)
    {
        if (WordSplitter.Split(InboundText.Normalise(written)) is not [.., var last]) return;
        var name = last.Folded;
        var stem = !mayEnd ? "" : name.Length switch { > 6 => name[..^2], > 4 => name[..^1], _ => name };
        names.RemoveAll(one => one.Name == name && one.Stem.Length < stem.Length);
        if (!names.Exists(one => one.Name == name)) names.Add((stem, name, value));
    }
}
