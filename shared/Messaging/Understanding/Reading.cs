using System.Collections.Immutable;

namespace ServerlessAssist.Shared.Messaging.Understanding;

/// <summary>A text with the meanings of its words.</summary>
/// <param name="Said">The text, apart from what it quotes.</param>
public sealed record Reading(SaidText Said, ImmutableArray<Word> Words, ImmutableArray<Token> Tokens)
{
    public bool Has(string meaning)
    {
        foreach (var token in Tokens)
            if (token.Is(meaning)) return true;
        return false;
    }

    /// <summary>Whether the text is this and nothing else but courtesy, however often: "Stop! STOP, please".</summary>
    public bool IsOnly(params ReadOnlySpan<string> meanings)
    {
        var isSaid = false;
        foreach (var token in Tokens)
        {
            var isOne = false;
            foreach (var meaning in meanings) isOne |= token.Is(meaning);
            if (!isOne && !token.Is(Meaning.Polite)) return false;
            isSaid |= isOne;
        }
        return isSaid && !Said.HasQuotation;
    }

    /// <summary>The number that a token is, in digits or as a word; null: none.</summary>
    public int? NumberOf(Token token)
    {
        if (token.Is(Meaning.Number)) return Words[token.First].Number;
        foreach (var meaning in token.Meanings)
            if (meaning.StartsWith("number.", StringComparison.Ordinal) && int.TryParse(meaning.AsSpan(7), out var number)) return number;
        return null;
    }

    /// <summary>The words of a token, as typed.</summary>
    public string TextOf(Token token) => Said.Text[Words[token.First].Start..Words[token.Last].End];

    public override string ToString() => $"{Tokens.Length} tokens";
}
