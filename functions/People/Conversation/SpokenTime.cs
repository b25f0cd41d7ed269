using System.Globalization;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People.Conversation;

/// <summary>Days and hours as people write them.</summary>
internal sealed class SpokenTime(Keywords keywords)
{
    private static readonly string[] Dates = ["yyyy-MM-dd", "d.M.yyyy"];

    /// <summary>Today, tomorrow, the next day of that name (today may be it), a date of this year or the next; null: none.</summary>
    public DateOnly? DayIn(string text, DateOnly today, Language reader)
    {
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (DateOnly.TryParseExact(word, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
            else if (word.TrimEnd('.').Split('.', '/') is [var day, var month] && Number(day) is { } d && Number(month) is { } m && Next(d, m, today) is { } next) return next;
        if (keywords.Mentions(text, Keyword.Today, reader)) return today;
        if (keywords.Mentions(text, Keyword.Tomorrow, reader)) return today.AddDays(1);
        return (WeekdayIn(text, reader) ?? WeekdayIn(text, Language.English)) is { } weekday ? today.AddDays(((int)weekday - (int)today.DayOfWeek + 7) % 7) : null;
    }

    /// <summary>By its name or its short form in the reader's language; names change their ends ("petak", "petka").</summary>
    private static DayOfWeek? WeekdayIn(string text, Language reader)
    {
        if (!LanguageFile.All.TryGetValue(reader.Tag, out var file)) return null;
        var names = Written.CultureOf(file.Culture).DateTimeFormat;
        var words = Plain(text).Split(' ');
        var found = from day in Enum.GetValues<DayOfWeek>()
                    let stem = Stem(Plain(names.GetDayName(day)).Split(' ')[^1])
                    let brief = Plain(names.GetAbbreviatedDayName(day))
                    where words.Any(word => word == brief || word.StartsWith(stem, StringComparison.Ordinal))
                    // A Turkish Monday begins like a Sunday.
                    orderby stem.Length descending
                    select (DayOfWeek?)day;
        return found.FirstOrDefault();
    }

    /// <summary>A Ukrainian Friday has an apostrophe, of three kinds.</summary>
    private static string Plain(string text) => Keywords.Plain(text.Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal).Replace("ʼ", "", StringComparison.Ordinal));

    private static string Stem(string name) => name.Length switch { > 6 => name[..^2], > 4 => name[..^1], _ => name };

    /// <summary>Hours like <c>22-7</c>, <c>22:30 - 7</c>; null: none.</summary>
    public static Quiet? HoursIn(string text) =>
        text.Split('-', '–', '—') is [var from, var until] && Time(from) is { } begins && Time(until) is { } ends && begins != ends ? new Quiet(begins, ends) : null;

    /// <summary>A number of days; null: none.</summary>
    public static int? DaysIn(IEnumerable<string> words) =>
        words.Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= 92 ? days : (int?)null).FirstOrDefault(days => days is not null);

    private static TimeOnly? Time(string text) =>
        TimeOnly.TryParseExact(text.Trim(), ["%H", "HH", "H:mm", "HH:mm", "H.mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static int? Number(string text) => text.Length <= 2 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Without a year: the next one that has such a day.</summary>
    private static DateOnly? Next(int day, int month, DateOnly today)
    {
        if (day < 1 || month is < 1 or > 12) return null;
        for (var year = today.Year; year <= today.Year + 8 && year <= DateOnly.MaxValue.Year; year++)
            if (day <= DateTime.DaysInMonth(year, month) && new DateOnly(year, month, day) is var next && next >= today) return next;
        return null;
    }
}
