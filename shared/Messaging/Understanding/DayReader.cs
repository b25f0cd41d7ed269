using System.Collections.Concurrent;
using System.Globalization;

namespace ServerlessAssist.Shared.Messaging.Understanding;

/// <summary>The day that a text names.</summary>
/// <param name="Day">Null: none, or it is not clear which.</param>
/// <param name="Rest">The text without the words that name the day.</param>
public sealed record DayFound(DateOnly? Day, Reading Rest)
{
    /// <summary>Whether nothing but courtesy, fillers and words of these meanings stands beside the day.</summary>
    public bool IsWith(params IEnumerable<string> meanings)
    {
        string[] around = [Meaning.Filler, Meaning.Polite, Meaning.Yes, "until", "this", .. meanings];
        return Rest.Tokens.All(token => around.Any(token.Is));
    }
}

/// <summary>
/// Reads a day as people write it: "20.3.", "20 March", "20-го марта", "do petka", "2 weeks", "tomorrow".
/// Where two days could be meant, or a number, an unknown word or a doubt is left over, there is none. Pure.
/// </summary>
public static class DayReader
{
    /// <summary>A longer absence is no absence.</summary>
    private const int MostDays = 92;

    private static readonly ConcurrentDictionary<string, DayNames> NamesByTag = new(StringComparer.Ordinal);

    /// <param name="today">From here durations count.</param>
    /// <param name="first">The first day that the name of a weekday, or a date without a year, can mean.</param>
    public static DayFound Find(Reading reading, Language reader, DateOnly today, DateOnly first)
    {
        var search = new Search(reading, today, first);
        search.ReadDates();
        search.ReadDurations();
        search.ReadNames(NamesOf(reader.Tag));
        foreach (var near in LanguageFile.All[reader.Tag].Near.Append("en"))
            if (search.Days.Count == 0) search.ReadNames(NamesOf(near));
        if (search.Days.Count == 0) search.ReadPeriod();
        search.ReadWords();
        return new DayFound(search.Result, search.Rest);
    }

    private static DayNames NamesOf(string tag) => NamesByTag.GetOrAdd(tag, static key => new DayNames(LanguageFile.All[key].Culture));

    /// <summary>One text as it is used up: each day that is found covers its tokens.</summary>
    private sealed class Search(Reading reading, DateOnly today, DateOnly first)
    {
        private readonly bool[] _isCovered = new bool[reading.Tokens.Length];
        private bool _isUnclear = reading.Said.HasQuotation;

        public HashSet<DateOnly> Days { get; } = [];

        public Reading Rest => reading with { Tokens = [.. reading.Tokens.Where((_, at) => !_isCovered[at])] };

        public DateOnly? Result
        {
            get
            {
                var isLeft = Rest.Tokens.Any(token => !token.IsKnown || (reading.NumberOf(token) is not null && !token.Is(Meaning.Filler)));
                return !_isUnclear && !isLeft && Days.Count == 1 ? Days.First() : null;
            }
        }

        /// <summary>In digits, day first but for <c>yyyy-MM-dd</c>.</summary>
        public void ReadDates()
        {
            for (var at = 0; at < reading.Tokens.Length; at++)
            {
                var numbers = NumbersFrom(at);
                switch (numbers)
                {
                    case [var year, var month, var day] when year.Digits == 4 && IsDate(year.Value, month.Value, day.Value, out var date): Add(date, at, 3); break;
                    case [var day, var month, var year] when year.Digits == 4 && IsDate(year.Value, month.Value, day.Value, out var date): Add(date, at, 3); break;
                    // "2-3" is rather from two to three.
                    case [var day, var month, ..] when !IsDash(at) && Next(day.Value, month.Value) is { } date: Add(date, at, 2); break;
                    case [_, _, ..]: _isUnclear = true; break;
                    default: continue;
                }
                at += numbers.Count - 1;
            }
        }

        /// <summary>Numbers that hang together by dots, slashes or dashes: <c>20.3.2026</c>.</summary>
        private List<(int Value, int Digits)> NumbersFrom(int at)
        {
            var found = new List<(int, int)>();
            for (; at < reading.Tokens.Length && found.Count < 3; at++)
            {
                var word = reading.Words[reading.Tokens[at].First];
                if (word.Number is not { } number || reading.Tokens[at].Count > 1) break;
                if (found.Count > 0 && !IsJoined(reading.Words[reading.Tokens[at].First - 1].End, word.Start)) break;
                found.Add((number, word.Plain.Length));
            }
            return found;
        }

        private bool IsJoined(int end, int start) =>
            reading.Said.Text.AsSpan(end, start - end).Trim() is "." or "/" or "-" && start - end <= 2;

        private bool IsDash(int at) => reading.Said.Text[reading.Words[reading.Tokens[at].First].End..].TrimStart().StartsWith('-');

        public void ReadDurations()
        {
            for (var at = 0; at < reading.Tokens.Length; at++)
            {
                if (_isCovered[at] || DaysOf(reading.Tokens[at]) is not { } unit) continue;
                var hasNumber = at > 0 && !_isCovered[at - 1] && reading.NumberOf(reading.Tokens[at - 1]) is not null;
                var isPeriod = at + 1 < reading.Tokens.Length && unit > 1 && reading.Tokens[at + 1].Is("unit.day");
                if (!hasNumber && !isPeriod) continue;
                var count = hasNumber ? reading.NumberOf(reading.Tokens[at - 1])!.Value : 1;
                if (count is < 1 or > MostDays) _isUnclear = true;
                else AddDuration(count, unit, hasNumber ? at - 1 : at, (hasNumber ? 2 : 1) + (isPeriod ? 1 : 0));
            }
        }

        /// <summary>"A week" without a number, where nothing else names a day; "this week" and "until the week" do not say how long.</summary>
        public void ReadPeriod()
        {
            for (var at = 0; at < reading.Tokens.Length; at++)
            {
                if (_isCovered[at] || DaysOf(reading.Tokens[at]) is not (> 1 and var unit)) continue;
                if (at > 0 && (reading.Tokens[at - 1].Is("this") || reading.Tokens[at - 1].Is("until") || reading.Tokens[at - 1].Is("next"))) continue;
                AddDuration(1, unit, at, 1);
            }
        }

        private void AddDuration(int count, int unit, int at, int length)
        {
            var until = unit == 30 ? today.AddMonths(count) : today.AddDays(count * unit);
            if (until > today.AddDays(MostDays + 1)) _isUnclear = true;
            Add(until, at, length);
        }

        private static int? DaysOf(Token token) =>
            token.Is("unit.day") ? 1 : token.Is("unit.week") ? 7 : token.Is("unit.month") ? 30 : null;

        public void ReadNames(DayNames names)
        {
            for (var at = 0; at < reading.Tokens.Length; at++)
            {
                if (_isCovered[at] || reading.Tokens[at].Count > 1) continue;
                var word = reading.Words[reading.Tokens[at].First];
                if (DaysOf(reading.Tokens[at]) is not null && IsCounted(at)) continue;
                if (names.MonthOf(word) is { } month && DayBeside(at) is { } day) AddNamed(day.Number, month, Math.Min(at, day.At), Math.Max(at, day.At));
                else if (names.WeekdayOf(word) is { } weekday) AddWeekday(weekday, at);
                else _isUnclear |= names.MonthOf(word) is not null && !reading.Tokens[at].IsKnown;
            }
        }

        private bool IsCounted(int at) => at > 0 && reading.NumberOf(reading.Tokens[at - 1]) is not null;

        /// <summary>"20 March", "20th of March", "March 20".</summary>
        private (int Number, int At)? DayBeside(int month)
        {
            var before = month - 1;
            while (before >= 0 && !_isCovered[before] && DayNumber(before) is null && IsBetween(before)) before--;
            if (before >= 0 && !_isCovered[before] && DayNumber(before) is { } number) return (number, before);
            return month + 1 < reading.Tokens.Length && !_isCovered[month + 1] && DayNumber(month + 1) is { } after ? (after, month + 1) : null;
        }

        /// <summary>"of", "the", and what stands behind a number as its ending ("20-го", "20-ti").</summary>
        private bool IsBetween(int at) => reading.Tokens[at].Is(Meaning.Filler)
            || (at > 0 && reading.Words[reading.Tokens[at].First].Plain.Length <= 3 && DayNumber(at - 1) is not null);

        private int? DayNumber(int at)
        {
            var plain = reading.Words[reading.Tokens[at].First].Plain;
            var digits = 0;
            while (digits < plain.Length && char.IsAsciiDigit(plain[digits])) digits++;
            return digits is 1 or 2 && plain.Length - digits <= 2 && int.Parse(plain.AsSpan(0, digits), CultureInfo.InvariantCulture) is >= 1 and <= 31 and var day ? day : null;
        }

        private void AddNamed(int day, int month, int from, int to)
        {
            var year = to + 1 < reading.Tokens.Length && reading.NumberOf(reading.Tokens[to + 1]) is >= 2020 and < 2200 and var given ? given : (int?)null;
            var date = year is { } of ? (IsDate(of, month, day, out var exact) ? exact : null) : Next(day, month);
            if (date is { } found) Add(found, from, to - from + (year is null ? 1 : 2));
            else _isUnclear = true;
        }

        /// <summary>"Next Friday" is this week's to some and next week's to others.</summary>
        private void AddWeekday(DayOfWeek weekday, int at)
        {
            if ((at > 0 && reading.Tokens[at - 1].Is("next")) || (at + 1 < reading.Tokens.Length && reading.Tokens[at + 1].Is("next"))) _isUnclear = true;
            Add(first.AddDays(((int)weekday - (int)first.DayOfWeek + 7) % 7), at, 1);
        }

        public void ReadWords()
        {
            for (var at = 0; at < reading.Tokens.Length; at++)
            {
                if (_isCovered[at]) continue;
                var token = reading.Tokens[at];
                if (token.Is(Meaning.Today)) Add(today, at, 1);
                else if (token.Is(Meaning.Tomorrow)) Add(today.AddDays(1), at, 1);
                else if (token.Is("day.after-tomorrow")) Add(today.AddDays(2), at, 1);
                else _isUnclear |= token.Is(Meaning.Hedge) || token.Is(Meaning.Question) || token.Is(Meaning.Negation);
            }
        }

        private void Add(DateOnly? day, int at, int count)
        {
            if (day is not { } found) return;
            Days.Add(found);
            for (var of = at; of < at + count; of++) _isCovered[of] = true;
        }

        private static bool IsDate(int year, int month, int day, out DateOnly? date)
        {
            var isOne = year is >= 1900 and <= 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
            date = isOne ? new DateOnly(year, month, day) : null;
            return isOne;
        }

        /// <summary>The next year that has such a day.</summary>
        private DateOnly? Next(int day, int month)
        {
            for (var year = first.Year; year <= first.Year + 8; year++)
                if (IsDate(year, month, day, out var date) && date >= first) return date;
            return null;
        }
    }
}
