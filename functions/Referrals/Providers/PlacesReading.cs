using System.Collections.Frozen;
using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Functions.Referrals.Providers;

/// <summary>What a text says about free places.</summary>
/// <param name="IsAboutPlaces">A word for places, or for being full, stands in it.</param>
/// <param name="Free">Null: not clear how many.</param>
public sealed record PlacesReading(bool IsAboutPlaces, int? Free)
{
    public const int Most = 10_000;

    private static readonly FrozenSet<string> Neutral = FrozenSet.ToFrozenSet(
        [Meaning.Filler, Meaning.Polite, Meaning.Now, Meaning.Today, Meaning.Yes, Meaning.Places, "only"], StringComparer.Ordinal);

    public static PlacesReading Of(Reading reading)
    {
        var (isFull, hasPlaces, isNegated, isUnclear) = (false, false, false, reading.Said.HasQuotation);
        var numbers = new List<int>();
        foreach (var token in reading.Tokens)
        {
            if (token.Is(Meaning.Full)) isFull = true;
            else if (reading.NumberOf(token) is { } number && !token.Is(Meaning.Filler)) numbers.Add(number);
            else if (token.Is(Meaning.Places)) hasPlaces = true;
            else if (token.Is(Meaning.Negation)) isNegated = true;
            else if (!token.IsAny(Neutral)) isUnclear = true;
        }
        // "One" is also an article.
        if (numbers.Count == 0 && hasPlaces) numbers.AddRange(reading.Tokens.Select(reading.NumberOf).OfType<int>().Take(1));
        if (!isFull && !hasPlaces) return new PlacesReading(false, null);
        if (isUnclear || (isNegated && (isFull || numbers.Count > 0))) return new PlacesReading(true, null);
        if (isFull) return new PlacesReading(true, numbers.TrueForAll(number => number == 0) ? 0 : null);
        return new PlacesReading(true, numbers is [<= Most and var free] ? free : null);
    }
}
