using System.Globalization;
using System.Text.RegularExpressions;
using ServerlessAssist.Shared.Spreadsheets;

namespace ServerlessAssist.Functions.Referrals.CaseFiles.Reading;

/// <summary>
/// Reads days of birth as spreadsheet programs write them in the countries of the programme: with dots, slashes or dashes the day comes
/// first, unless a year of four digits does. What can be read in two ways is not read. Pure: no clock.
/// </summary>
public static partial class BirthDayReader
{
    private const string Example = "write it as 2010-06-15 or 15.06.2010";
    private const string Otherwise = "or leave it empty and say adult or child in rfl_AgeGroup";

    private const int Longest = 60;

    /// <summary>
    /// Of months that are written in letters: English ones, as file formats have them, and no others: a listopad is October in one country
    /// and November in the next.
    /// </summary>
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly string[] LongMonths =
    [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ];

    /// <param name="cell">Not empty.</param>
    /// <param name="from">From when the table counts its days.</param>
    /// <param name="fault">Why it is no day, and what to do; null: it is one.</param>
    public static BirthDay? Read(SheetCell cell, DaysFrom from, out string? fault)
    {
        fault = null;
        if (cell.Text.Length > Longest) return No($"must be a day; {Example}, {Otherwise}", out fault);
        var text = Plain(cell.Text);
        // As a number it has lost the zero at its end: 2010.1 may be January or October.
        if (cell.Kind != SheetCellKind.Number && MonthOnly().Match(text) is { Success: true } month) return Of(month, out fault);
        if (Digits().Match(text) is { Success: true } number) return OfNumber(cell.Kind, number.Value.Replace(',', '.'), from, out fault);
        if (YearFirst().Match(text) is { Success: true } iso) return Of(iso, out fault);
        if (DayFirst().Match(text) is { Success: true } day)
        {
            // An hour with AM or PM comes from a program set to American, which writes the month first.
            if (day.Groups["half"].Success && day.Groups["with"].Value != "." && IsEither(day))
                return No($"may be read day first or month first; {Example}", out fault);
            return Of(day, out fault);
        }
        if (Named().Match(text) is { Success: true } named) return Of(named, out fault);
        if (ShortYear().IsMatch(text)) return No($"has a year of two digits; {Example}", out fault);
        return No($"must be a day; {Example}, {Otherwise}", out fault);
    }

    /// <summary>
    /// Whether only somebody who writes the month first can have written it: other days of the same table are then not to be read day
    /// first.
    /// </summary>
    public static bool IsMonthFirst(string text) => DayFirst().Match(Plain(text)) is { Success: true } day
        && Part(day, "day") <= 12 && Part(day, "month") is > 12 and <= 31;

    /// <summary>Whether day and month could change places.</summary>
    public static bool IsEither(string text) => DayFirst().Match(Plain(text)) is { Success: true } day && IsEither(day);

    private static bool IsEither(Match day) =>
        (Part(day, "day"), Part(day, "month")) is (>= 1 and <= 12, >= 1 and <= 12) && Part(day, "day") != Part(day, "month");

    private static BirthDay? OfNumber(SheetCellKind kind, string digits, DaysFrom from, out string? fault)
    {
        var number = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (number is >= 1900 and < 2100 && number == Math.Floor(number)) return Span(new DateOnly((int)number, 1, 1), 12, out fault);
        // Eight digits are a day in one of two orders; fewer than five are an age, or a year of two digits.
        if (number is < 2100 or >= 100_000) return No($"must be a day; {Example}, {Otherwise}", out fault);
        fault = null;
        if (kind == SheetCellKind.Number && SerialDay.Of(number, from) is { } known) return new BirthDay(known, known, true);
        // Typed or exported as text, it does not say from when it counts: it is one of two days, four years apart.
        return new BirthDay(SerialDay.Of(number, DaysFrom.Year1900)!.Value, SerialDay.Of(number, DaysFrom.Year1904)!.Value, true);
    }

    private static BirthDay? Of(Match match, out string? fault)
    {
        var (year, month) = (Part(match, "year"), Month(match));
        if (month == 0 && match.Groups["name"].Success) return No($"must be a day; {Example}, {Otherwise}", out fault);
        if (month is 0 or > 12) return No($"has a month that is none: the day comes before the month; {Example}", out fault);
        if (year is < 1800 or > 2200) return No($"must be a day; {Example}, {Otherwise}", out fault);
        if (!match.Groups["day"].Success) return Span(new DateOnly(year, month, 1), 1, out fault);
        if (Part(match, "day") is var day && (day == 0 || day > DateTime.DaysInMonth(year, month)))
            return No($"is a day that is not in the calendar; {Example}", out fault);
        fault = null;
        var first = new DateOnly(year, month, day);
        // Programs export midnight as an hour of the evening before in Greenwich: the day after may be meant.
        var isEve = match.Groups["zone"].Value is "z" or "+00:00" or "+0000" && Part(match, "hour") >= 12;
        return new BirthDay(first, isEve ? first.AddDays(1) : first, true);
    }

    private static BirthDay Span(DateOnly first, int months, out string? fault)
    {
        fault = null;
        return new BirthDay(first, first.AddMonths(months).AddDays(-1), false);
    }

    private static BirthDay? No(string why, out string? fault)
    {
        fault = why;
        return null;
    }

    private static int Month(Match match)
    {
        if (!match.Groups["name"].Success) return Part(match, "month");
        var name = match.Groups["name"].Value;
        return Array.IndexOf(LongMonths, name) is >= 0 and var at ? at + 1 : Array.IndexOf(Months, name is "sept" ? "sep" : name) + 1;
    }

    private static int Part(Match match, string name) =>
        int.Parse(match.Groups[name].Value, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Without the "year" that Bulgarian, Russian, Serbian and Ukrainian programs put after it; single spaces.</summary>
    private static string Plain(string text)
    {
        var plain = Spaces().Replace(text, " ").Trim().ToLowerInvariant();
        return YearWord().Replace(plain, "${before}${after}").TrimEnd('.', ' ');
    }
}
