using System.Collections.Frozen;

namespace ServerlessAssist.Shared.Messaging.Understanding;

/// <summary>What a text says to a question with two sides.</summary>
public enum Answer
{
    /// <summary>It says nothing about it.</summary>
    None,
    Yes,
    No,

    /// <summary>Both or neither could be meant: the sender is asked.</summary>
    Unclear,
}

/// <summary>Weighs what a text says to a question where a wrong answer does harm.</summary>
/// <param name="yes">Meanings that say yes.</param>
/// <param name="no">Meanings that say no.</param>
/// <param name="neutral">Meanings that may stand beside the answer and do not touch it. Courtesy and fillers always may.</param>
/// <remarks>
/// A side counts only if every word of the text is known, is no question and no hedge, nothing is quoted,
/// and nothing speaks for the other side. A negation turns the word that it belongs to; one that belongs to nothing makes the text unclear.
/// </remarks>
public sealed class Evidence(IEnumerable<string> yes, IEnumerable<string> no, IEnumerable<string> neutral)
{
    private readonly FrozenSet<string> _yes = yes.ToFrozenSet(StringComparer.Ordinal);
    private readonly FrozenSet<string> _no = no.ToFrozenSet(StringComparer.Ordinal);
    private readonly FrozenSet<string> _neutral = neutral.Append(Meaning.Polite).Append(Meaning.Filler).ToFrozenSet(StringComparer.Ordinal);

    private enum Part { Neutral, Yes, No, Negation, Doubt, Unknown }

    public Answer Weigh(Reading reading)
    {
        Span<Part> parts = reading.Tokens.Length <= 128 ? stackalloc Part[reading.Tokens.Length] : new Part[reading.Tokens.Length];
        for (var at = 0; at < parts.Length; at++) parts[at] = PartOf(reading.Tokens[at]);
        var (hasYes, hasDoubt, isAllKnown) = (parts.Contains(Part.Yes), parts.Contains(Part.Doubt), !parts.Contains(Part.Unknown));
        // "No" before a word that says yes negates it; alone it is the answer.
        var hasNo = false;
        for (var at = 0; at < parts.Length; at++)
        {
            if (parts[at] == Part.No && hasYes && reading.Tokens[at].Is(Meaning.Negation)) parts[at] = Part.Negation;
            hasNo |= parts[at] == Part.No;
        }
        var hasNegation = parts.Contains(Part.Negation);
        if (!hasYes && !hasNo) return hasNegation ? Answer.Unclear : Answer.None;
        if (hasDoubt || !isAllKnown || reading.Said.HasQuotation) return Answer.Unclear;
        if (!hasYes) return IsNoNegated(reading, parts) ? Answer.Unclear : Answer.No;
        if (!hasNegation) return hasNo ? Answer.Unclear : Answer.Yes;
        return IsEachYesNegated(reading, parts) ? Answer.No : Answer.Unclear;
    }

    /// <summary>Whether nothing in the text touches the question: every word is known, none doubts, and nothing is quoted.</summary>
    public bool IsNeutral(Reading reading)
    {
        foreach (var token in reading.Tokens)
            if (PartOf(token) != Part.Neutral) return false;
        return !reading.Said.HasQuotation;
    }

    private Part PartOf(Token token)
    {
        if (!token.IsKnown) return Part.Unknown;
        if (token.Is(Meaning.Hedge) || token.Is(Meaning.Question) || token.Is(Meaning.Automatic)) return Part.Doubt;
        if (token.IsAny(_no)) return Part.No;
        if (token.Is(Meaning.Negation)) return Part.Negation;
        if (token.IsAny(_yes)) return Part.Yes;
        return token.IsAny(_neutral) ? Part.Neutral : Part.Unknown;
    }

    /// <summary>
    /// Each negation has its word, directly before or behind it but for fillers, and no word that says yes is without one.
    /// A plain "no" needs none: "no, I cannot take it".
    /// </summary>
    private static bool IsEachYesNegated(Reading reading, ReadOnlySpan<Part> parts)
    {
        Span<bool> isNegated = parts.Length <= 128 ? stackalloc bool[parts.Length] : new bool[parts.Length];
        isNegated.Clear();
        for (var at = 0; at < parts.Length; at++)
        {
            if (parts[at] != Part.Negation) continue;
            if (Neighbour(reading, parts, at, 1) is { } after) isNegated[after] = true;
            else if (Neighbour(reading, parts, at, -1) is { } before) isNegated[before] = true;
            else if (!reading.Tokens[at].Is(Meaning.No)) return false;
        }
        for (var at = 0; at < parts.Length; at++)
            if (parts[at] == Part.Yes && !isNegated[at]) return false;
        return true;
    }

    /// <summary>"Does not refuse": a negation before a word that says no by itself.</summary>
    private static bool IsNoNegated(Reading reading, ReadOnlySpan<Part> parts)
    {
        for (var at = 0; at + 1 < parts.Length; at++)
        {
            if (!reading.Tokens[at].Is(Meaning.Negation)) continue;
            var after = at + 1;
            while (after < parts.Length && parts[after] == Part.Neutral) after++;
            if (after == parts.Length || parts[after] != Part.No || reading.Tokens[after].Is(Meaning.Negation)) continue;
            if (reading.Words[reading.Tokens[after].First].Clause == reading.Words[reading.Tokens[at].First].Clause) return true;
        }
        return false;
    }

    /// <summary>The nearest word that says yes, in the same clause, with nothing but fillers and negations between.</summary>
    private static int? Neighbour(Reading reading, ReadOnlySpan<Part> parts, int from, int step)
    {
        var clause = reading.Words[reading.Tokens[from].First].Clause;
        for (var at = from + step; at >= 0 && at < parts.Length; at += step)
        {
            if (reading.Words[reading.Tokens[at].First].Clause != clause) return null;
            if (parts[at] == Part.Yes) return at;
            if (parts[at] is not (Part.Neutral or Part.Negation)) return null;
        }
        return null;
    }
}
