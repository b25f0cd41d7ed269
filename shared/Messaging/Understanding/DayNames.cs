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
            foreach (var name in (string[])[names.MonthNames[month - 1], names.MonthGenitiveNames[month - 1], names.AbbreviatedMonthNames[month - 1]])
                Add(_months, name, month);
        foreach (var day in Enum.GetValues<DayOfWeek>())
            foreach (var name in (string[])[names.GetDayName(day), names.GetAbbreviatedDayName(day)])
                Add(_weekdays, name, (int)day);
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
    private static void Add(List<(string Stem, string Name, int Value)> names, string written, int value)
    {
        if (WordSplitter.Split(InboundText.Normalise(written)) is not [.., var last]) return;
        var name = last.Folded;
        if (!names.Any(one => one.Name == name)) names.Add((name.Length switch { > 6 => name[..^2], > 4 => name[..^1], _ => name }, name, value));
    }
}
