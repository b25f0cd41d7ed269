using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ServerlessAssist.Shared.Messaging.Understanding;

/// <summary>Splits a text into its words. Linear in its length; total for any string.</summary>
public static class WordSplitter
{
    /// <summary>A word that is longer is cut: no language has one, and comparing words must stay cheap.</summary>
    private const int LongestWord = 40;

    public static ImmutableArray<Word> Split(string text)
    {
        var words = ImmutableArray.CreateBuilder<Word>();
        var plain = new StringBuilder();
        var (start, clause, at) = (-1, 0, 0);
        while (at < text.Length)
        {
            if (char.IsAsciiLetterOrDigit(text[at]))
            {
                if (start < 0) start = at;
                if (plain.Length < LongestWord) plain.Append(char.ToLowerInvariant(text[at]));
                at++;
                continue;
            }
            if (text[at] == ' ')
            {
                End(at++);
                continue;
            }
            if (!Rune.TryGetRuneAt(text, at, out var rune))
            {
                End(at++);
                continue;
            }
            var next = at + rune.Utf16SequenceLength;
            if (IsPartOfWord(rune))
            {
                if (start < 0) start = at;
                if (plain.Length < LongestWord) plain.Append(Letters.Plain(rune));
            }
            else if (!IsInsideWord(text, at, next, start))
            {
                End(at);
                if (IsSign(rune)) words.Add(new Word(at, next - at, rune.ToString(), rune.ToString(), clause));
                if (EndsClause(text, rune, at)) clause++;
            }
            at = next;
        }
        End(text.Length);
        return words.ToImmutable();

        void End(int end)
        {
            if (start < 0) return;
            var read = WithoutElongation(plain);
            if (read.Length > 0) words.Add(new Word(start, end - start, read, Letters.Fold(read), clause));
            plain.Clear();
            start = -1;
        }
    }

    private static bool IsPartOfWord(Rune rune) =>
        (Rune.IsLetterOrDigit(rune) && !Letters.IsApostrophe(rune.Value)) || (IsMark(rune) && rune.Value is not (0xFE0E or 0xFE0F));

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>An apostrophe between letters joins them, and what nobody sees separates nothing.</summary>
    private static bool IsInsideWord(string text, int at, int next, int start)
    {
        if (Rune.GetUnicodeCategory(Rune.GetRuneAt(text, at)) is UnicodeCategory.Format or UnicodeCategory.EnclosingMark
            or UnicodeCategory.NonSpacingMark) return true;
        return start >= 0 && Letters.IsApostrophe(text[at]) && next < text.Length
            && Rune.TryGetRuneAt(text, next, out var after) && Rune.IsLetter(after);
    }

    /// <summary>Emoji say something; so do a question mark and a plus.</summary>
    private static bool IsSign(Rune rune) => rune.Value is '?' or '؟' or '+'
        || (Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.OtherNotAssigned
            && rune.Value is not ('^' or '`' or '´' or '¨' or '°') && rune.Value is < 0x1F3FB or > 0x1F3FF);

    private static bool EndsClause(string text, Rune rune, int at) => rune.Value switch
    {
        ',' or '.' => at + 1 >= text.Length || !char.IsDigit(text[at + 1]),
        ';' or ':' or '!' or '?' or '\n' or '(' or ')' or '…' or '–' or '—' => true,
        '-' => at > 0 && text[at - 1] == ' ',
        _ => false,
    };

    /// <summary>"stooop" is "stop": three equal letters in a row are in no word. Digits stay.</summary>
    private static string WithoutElongation(StringBuilder word)
    {
        for (var at = 0; at + 2 < word.Length;)
        {
            if (char.IsAsciiDigit(word[at]) || word[at] != word[at + 1] || word[at] != word[at + 2])
            {
                at++;
                continue;
            }
            var end = at + 1;
            while (end < word.Length && word[end] == word[at]) end++;
            word.Remove(at + 1, end - at - 1);
        }
        return word.ToString();
    }
}
