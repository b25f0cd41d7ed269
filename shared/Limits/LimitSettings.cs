using System.Globalization;

namespace ServerlessAssist.Shared.Limits;

/// <summary>So many at once, then so many an hour.</summary>
public sealed record Rate
{
    public int Hour { get; init; }

    public int Burst { get; init; }
}

/// <summary>SMS segments on one day to one country.</summary>
public sealed record DayLimit
{
    public int Day { get; init; }
}

/// <summary>How much is too much, from settings <c>Limits__…</c>: the one place of these numbers.</summary>
public sealed class LimitSettings
{
    /// <summary>Of the day's limit; then administrators are told.</summary>
    public const int NearlySpentPercent = 80;

    /// <summary>A day of texts begins here, in UTC: what had to wait for it leaves in the morning, not at night.</summary>
    public static readonly TimeSpan DayBegins = TimeSpan.FromHours(6);

    private const string AnyCountry = "default";
    private const int Segments = 1_000;
    private const int Most = 1_000_000;

    /// <summary>By country code, or <c>default</c>.</summary>
    public Dictionary<string, DayLimit> Sms { get; init; } = [];

    /// <summary>Answers to one number or chat of staff; messages with a code have as many of their own.</summary>
    public Rate Staff { get; init; } = new() { Hour = 60, Burst = 20 };

    /// <summary>Messages of one number or chat that nobody has, which are looked at at all.</summary>
    public Rate Stranger { get; init; } = new() { Hour = 20, Burst = 10 };

    /// <summary>Referrals that one organisation opens; immediate ones have as many of their own.</summary>
    public Rate Organisation { get; init; } = new() { Hour = 60, Burst = 20 };

    /// <summary>Answers to all strangers together, by each channel and in each process.</summary>
    public int AnswersToStrangersAnHour { get; init; } = 200;

    /// <param name="country">Its calling code.</param>
    public int SegmentsADay(string country) => (Sms.GetValueOrDefault(country) ?? Sms.GetValueOrDefault(AnyCountry))?.Day ?? Segments;

    /// <summary>The most segments that a process takes at once from a day's limit, and the most that it can waste when it ends.</summary>
    public static int LargestReservation(int limit) => Math.Clamp(limit / 50, 1, 64);

    /// <summary>What is wrong, in sentences that name the setting; empty when all is well.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var (country, limit) in Sms)
        {
            if (country != AnyCountry && !IsCountry(country)) yield return $"Limits__Sms__{country}__Day is for no country: after Limits__Sms__ comes a country's calling code without a plus, or default.";
            if (limit is not { Day: >= 1 and <= Most }) yield return $"Limits__Sms__{country}__Day is not from 1 to {Number(Most)}: the segments that may be texted there on one day. To text a country no more, take it from Sms__AllowedPrefixes.";
        }
        foreach (var (name, rate) in new[] { (nameof(Staff), Staff), (nameof(Stranger), Stranger), (nameof(Organisation), Organisation) })
        {
            if (rate.Hour is < 1 or > Most) yield return $"Limits__{name}__Hour is not from 1 to {Number(Most)}.";
            if (rate.Burst is < 1 or > Most) yield return $"Limits__{name}__Burst is not from 1 to {Number(Most)}.";
        }
        if (AnswersToStrangersAnHour is < 0 or > 10_000) yield return "Limits__AnswersToStrangersAnHour is not from 0 to 10000.";
    }

    private static bool IsCountry(string text) => text is { Length: >= 1 and <= 3 } && text[0] != '0' && text.All(char.IsAsciiDigit);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
