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

    /// <summary>The first quotation with enough words, up to the last closing mark, or to the end: our messages hold marks of their own.</summary>
    private static Range? QuotationIn(string text)
    {
        for (var at = text.AsSpan().IndexOfAny(Opening); at >= 0;)
        {
            var end = EndOf(text, at);
            if (IsLong(text, at, end)) return at..Math.Min(Math.Max(end, text.AsSpan().LastIndexOfAny(Closing)) + 1, text.Length);
            var next = end + 1 < text.Length ? text.AsSpan(end + 1).IndexOfAny(Opening) : -1;
            at = next < 0 ? -1 : end + 1 + next;
        }
        return SingleQuotationIn(text);
    }

    /// <summary>Where the quotation that is opened ends: the next straight mark, or the mark that closes this one; the text's end if there is none.</summary>
    private static int EndOf(string text, int opened)
    {
        var closing = text[opened] switch { '"' => "\"", '“' or '‟' => "”", '„' => "“”‟", '«' => "»", '‹' => "›", '＂' => "＂", '「' => "」", _ => "』" };
        var found = text.AsSpan(opened + 1).IndexOfAny(closing);
        return found < 0 ? text.Length : opened + 1 + found;
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
