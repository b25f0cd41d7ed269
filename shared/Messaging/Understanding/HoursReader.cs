using System.Globalization;
using System.Text.RegularExpressions;

namespace ServerlessAssist.Shared.Messaging.Understanding;

/// <summary>Reads two times of day: "22-7", "22:30 – 6:15", "10pm to 7am", "od 22 do 7". Pure.</summary>
public static partial class HoursReader
{
    private static readonly string[] Around = ["until", "unit.hour", Meaning.Filler, Meaning.Polite, "night", "clock.am", "clock.pm"];

    /// <returns>Null: not two times, or it is not clear which.</returns>
    public static (TimeOnly From, TimeOnly Until)? Find(Reading reading)
    {
        if (reading.Said.HasQuotation || Pattern().Matches(WithAsciiDigits(reading.Said.Text)) is not [var first, var second]) return null;
        foreach (var token in reading.Tokens)
            if (!IsTime(reading, token) && !Around.Any(token.Is)) return null;
        if (TimeOf(first, second.Index, reading) is not { } from || TimeOf(second, reading.Said.Text.Length, reading) is not { } until) return null;
        // "10-7" of the morning would be nearly the whole day: at night was meant, perhaps.
        var isTwelveHours = from.Hour < 12 && from > until && !HasMark(first, second.Index, reading);
        return from == until || isTwelveHours ? null : (from, until);
    }

    private static string WithAsciiDigits(string text) => string.Create(text.Length, text, static (units, typed) =>
    {
        for (var at = 0; at < units.Length; at++) units[at] = char.IsDigit(typed[at]) ? (char)('0' + (int)char.GetNumericValue(typed[at])) : typed[at];
    });

    private static bool IsTime(Reading reading, Token token) =>
        token.Count == 1 && reading.Words[token.First].Plain is [>= '0' and <= '9', ..];

    private static bool HasMark(Match time, int end, Reading reading) => time.Groups["half"].Success || MarkOf(time, end, reading) is not null;

    private static TimeOnly? TimeOf(Match time, int end, Reading reading)
    {
        var hour = int.Parse(time.Groups["hour"].ValueSpan, CultureInfo.InvariantCulture);
        var minute = time.Groups["minute"] is { Success: true } given ? int.Parse(given.ValueSpan, CultureInfo.InvariantCulture) : 0;
        var half = time.Groups["half"] is { Success: true } mark ? char.ToLowerInvariant(mark.ValueSpan[0]) : MarkOf(time, end, reading);
        if (half is not null && (hour is 0 or > 12)) return half == 'p' && hour is > 12 and < 24 && minute < 60 ? new TimeOnly(hour, minute) : null;
        if (half is { } part) hour = (hour % 12) + (part == 'p' ? 12 : 0);
        return hour < 24 && minute < 60 ? new TimeOnly(hour, minute) : null;
    }

    /// <summary>A word behind the time: "7 ujutro", "10 e mbrëmjes".</summary>
    private static char? MarkOf(Match time, int end, Reading reading)
    {
        foreach (var token in reading.Tokens)
        {
            var start = reading.Words[token.First].Start;
            if (start < time.Index + time.Length || start >= end) continue;
            if (token.Is("clock.pm")) return 'p';
            if (token.Is("clock.am")) return 'a';
        }
        return null;
    }

    [GeneratedRegex(@"(?<![0-9:.])(?<hour>[0-9]{1,2})([:.h](?<minute>[0-9]{2}))?\s?(?<half>[ap]\.?m\b\.?)?(?![0-9])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
