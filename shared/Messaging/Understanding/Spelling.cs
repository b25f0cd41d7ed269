namespace ServerlessAssist.Shared.Messaging.Understanding;

/// <summary>
/// Whether a typed word is a known one with a slip of the finger: one in words of 5 to 8 letters, two in longer ones.
/// A slip is a letter that is missing, another one, doubled, or changed places with its neighbour. The first letter is right.
/// </summary>
/// <remarks>
/// An added letter is a slip only where it doubles its neighbour: many languages negate by one letter
/// (Turkish "alıyorum", "almıyorum"; Albanian "pajtohet", "s'pajtohet").
/// </remarks>
internal static class Spelling
{
    public const int ShortestWord = 5;
    private const int LongWord = 9;

    /// <returns>How many slips; null: another word.</returns>
    public static int? Slips(string typed, string known)
    {
        if (known.Length < ShortestWord || typed.Length < ShortestWord - 1 || typed[0] != known[0]) return null;
        var allowed = known.Length >= LongWord ? 2 : 1;
        if (typed.Length > known.Length + allowed || typed.Length < known.Length - allowed) return null;
        return Count(typed, 1, known, 1, allowed) is var slips && slips <= allowed ? slips : null;
    }

    private static int Count(string typed, int at, string known, int of, int left)
    {
        while (at < typed.Length && of < known.Length && typed[at] == known[of]) (at, of) = (at + 1, of + 1);
        if (at == typed.Length && of == known.Length) return 0;
        if (left == 0) return 1;
        var best = left + 1;
        if (of < known.Length) best = Math.Min(best, 1 + Count(typed, at, known, of + 1, left - 1));
        if (at < typed.Length && of < known.Length) best = Math.Min(best, 1 + Count(typed, at + 1, known, of + 1, left - 1));
        if (at < typed.Length && IsDoubled(typed, at)) best = Math.Min(best, 1 + Count(typed, at + 1, known, of, left - 1));
        if (at + 1 < typed.Length && of + 1 < known.Length && typed[at] == known[of + 1] && typed[at + 1] == known[of])
            best = Math.Min(best, 1 + Count(typed, at + 2, known, of + 2, left - 1));
        return best;
    }

    private static bool IsDoubled(string typed, int at) => typed[at] == typed[at - 1] || (at + 1 < typed.Length && typed[at] == typed[at + 1]);
}
