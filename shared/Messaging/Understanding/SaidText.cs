using System.Buffers;

namespace ServerlessAssist.Shared.Messaging.Understanding;

/// <summary>A text apart from what it quotes: a reaction such as <c>Liked "…"</c> repeats one of our own messages.</summary>
/// <param name="Text">What the sender said; what was quoted is replaced by as many spaces, so that positions stay.</param>
/// <param name="Quoted">What was quoted; empty: nothing.</param>
/// <remarks>
/// Recognised by its shape, not by the verb, which phones write in their own language: three words or more in quotation marks,
/// closed or cut off, or lines that begin with <c>&gt;</c>. Fewer words in quotation marks are the sender's own ("send", a code).
/// </remarks>
public sealed record SaidText(string Text, string Quoted)
{
    /// <summary>So many words in quotation marks are a quotation.</summary>
    private const int FewestWords = 3;

    private static readonly SearchValues<char> Opening = SearchValues.Create("\"“„‟«‹＂「『");
    private static readonly SearchValues<char> Marks = SearchValues.Create("\"“„‟«‹＂「『'‘’`");
    private static readonly SearchValues<char> Closing = SearchValues.Create("\"”“»›＂」』");

    public bool HasQuotation => Quoted.Length > 0;

    public static SaidText Of(string text)
    {
        Range? quotes = text.AsSpan().ContainsAny(Marks) ? QuotationIn(text) : null;
        var hasLines = text.Contains('>', StringComparison.Ordinal);
        if (quotes is null && !hasLines) return new SaidText(text, "");
        var said = text.ToCharArray();
        var quoted = text.ToCharArray();
        Array.Fill(quoted, ' ');
        if (quotes is { } found) Move(said, quoted, found.Start.Value, found.End.Value);
        if (hasLines) MoveQuotedLines(text, said, quoted);
        return new SaidText(new string(said), new string(quoted).Trim());
    }

    /// <summary>From the first opening mark to the last closing one, or to the end: our messages hold marks of their own.</summary>
    private static Range? QuotationIn(string text)
    {
        var first = text.AsSpan().IndexOfAny(Opening);
        if (first >= 0)
        {
            var last = text.AsSpan().LastIndexOfAny(Closing);
            // Short quotations, each by itself, are the sender's own words.
            if (last <= first) last = text.Length;
            if (IsLong(text, first, last) && HasLongPart(text, first, last)) return first..Math.Min(last + 1, text.Length);
        }
        return SingleQuotationIn(text);
    }

    /// <summary>Whether one part between two marks has enough words: <c>"send" and "pass"</c> has none.</summary>
    private static bool HasLongPart(string text, int first, int last)
    {
        var at = first;
        while (at < last)
        {
            var next = text.AsSpan(at + 1, last - at - 1).IndexOfAny(Closing) is >= 0 and var found ? at + 1 + found : last;
            if (IsLong(text, at, next)) return true;
            var open = next + 1 < last ? text.AsSpan(next + 1, last - next - 1).IndexOfAny(Opening) : -1;
            if (open < 0) return false;
            at = next + 1 + open;
        }
        return false;
    }

    /// <summary>An apostrophe opens only before a word and closes only behind one.</summary>
    private static Range? SingleQuotationIn(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!IsSingleMark(text[at]) || (at > 0 && char.IsLetterOrDigit(text[at - 1]))) continue;
            if (at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1])) continue;
            for (var end = text.Length - 1; end > at; end--)
            {
                if (!IsSingleMark(text[end]) || (end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1]))) continue;
                return IsLong(text, at, end) ? at..(end + 1) : null;
            }
            return null;
        }
        return null;
    }

    private static bool IsSingleMark(char unit) => unit is '\'' or '‘' or '’' or '`';

    private static bool IsLong(string text, int first, int last)
    {
        var words = 0;
        var isInWord = false;
        for (var at = first + 1; at < last; at++)
        {
            var isLetter = char.IsLetterOrDigit(text[at]);
            if (isLetter && !isInWord) words++;
            isInWord = isLetter || (isInWord && text[at] is '-' or '\'' or '’');
        }
        return words >= FewestWords;
    }

    private static void MoveQuotedLines(string text, char[] said, char[] quoted)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is >= 0 and var found ? found : text.Length;
            if (text.AsSpan(start, end - start).TrimStart().StartsWith('>')) Move(said, quoted, start, end);
            start = end + 1;
        }
    }

    private static void Move(char[] said, char[] quoted, int start, int end)
    {
        for (var at = start; at < end; at++)
        {
            if (said[at] is not ('\0' or ' ')) quoted[at] = said[at];
            said[at] = ' ';
        }
    }

    public override string ToString() => "text";
}
