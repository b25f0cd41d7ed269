using System.Globalization;

namespace ServerlessAssist.Bots.Telegram;

/// <summary>Cuts a long text into messages: between lines, else between words, else between letters as a reader sees them.</summary>
public static class TextParts
{
    /// <summary>In UTF-16 units; Telegram's limit of a message: https://core.telegram.org/bots/api#sendmessage</summary>
    public const int MaxLength = 4096;

    /// <returns>At least one part; white space at a cut is left out.</returns>
    public static IReadOnlyList<string> Of(string text, int atMost = MaxLength)
    {
        var parts = new List<string>();
        var rest = text.AsSpan();
        while (rest.Length > atMost)
        {
            var cut = CutOf(rest, atMost);
            Add(rest[..cut]);
            rest = rest[cut..].TrimStart();
        }

        if (parts.Count == 0 || !rest.IsWhiteSpace()) parts.Add(rest.ToString());
        return parts;

        void Add(ReadOnlySpan<char> part)
        {
            if (!part.IsWhiteSpace()) parts.Add(part.TrimEnd().ToString());      // Telegram refuses an empty message
        }
    }

    private static int CutOf(ReadOnlySpan<char> text, int atMost)
    {
        int line = 0, word = 0, letter = 0;
        while (letter < text.Length)
        {
            var next = letter + StringInfo.GetNextTextElementLength(text[letter..]);
            var isSpace = char.IsWhiteSpace(text[letter]);
            if (isSpace && letter <= atMost)
            {
                if (text[letter] == '\n') line = letter;
                word = letter;
            }

            if (next > atMost) break;
            letter = next;
        }

        if (line > atMost / 2) return line;
        if (word > 0) return word;
        if (letter > 0) return letter;
        return char.IsHighSurrogate(text[atMost - 1]) && atMost > 1 ? atMost - 1 : atMost;      // one letter longer than a message: a tower of marks
    }
}
