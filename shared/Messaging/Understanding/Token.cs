using System.Collections.Immutable;

namespace ServerlessAssist.Shared.Messaging.Understanding;

/// <summary>One or more words of a text that mean something together, or one that is unknown.</summary>
/// <param name="Meanings">As the language files name them, e.g. <c>negation</c>; empty: unknown. More than one where the word has several.</param>
/// <param name="First">Index of its first word in <see cref="Reading.Words"/>.</param>
/// <param name="Count">Of its words.</param>
/// <param name="IsTypo">Found by <see cref="Spelling"/>, not as it stands in the files.</param>
public sealed record Token(ImmutableArray<string> Meanings, int First, int Count, bool IsTypo)
{
    public int Last => First + Count - 1;

    public bool IsKnown => !Meanings.IsEmpty;

    public bool Is(string meaning) => Meanings.Contains(meaning, StringComparer.Ordinal);

    public bool IsAny(IReadOnlySet<string> meanings)
    {
        foreach (var meaning in Meanings)
            if (meanings.Contains(meaning)) return true;
        return false;
    }

    public override string ToString() => IsKnown ? string.Join('|', Meanings) : "unknown";
}
