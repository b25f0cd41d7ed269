using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Alerts;

/// <summary>What a person sends back to take or pass on an alert, e.g. <c>A7F3K-4821</c>. Prints masked.</summary>
/// <param name="Kind">Of the stream that alerted: the letter in front.</param>
/// <param name="Body">Which stream it is: four characters, see <see cref="CodeAlphabet.IsBody"/>.</param>
/// <param name="Digits">Four digits that are this person's alone: who sends them has read the alert.</param>
public sealed partial record AlertCode(AlertKind Kind, string Body, string Digits)
{
    private const int DigitCount = 4;

    /// <summary>The four digits of one person for one stream: a MAC under the stream's own secret.</summary>
    public static string DigitsFor(string secret, PersonId person)
    {
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(person.Value));
        return (BinaryPrimitives.ReadUInt32BigEndian(mac) % 10_000).ToString("D4", CultureInfo.InvariantCulture);
    }

    /// <summary>A code as it stands in messages.</summary>
    public static string Write(AlertKind kind, string body, string digits) => $"{kind}{body}-{digits}";

    /// <summary>
    /// Finds a code anywhere in a text: in either script or both, digits of any script,
    /// with any dash, space, dot or nothing between its parts.
    /// A body that was typed with a digit goes before one whose only digits are letters that look like 0 or 1 ("a room 1234").
    /// </summary>
    /// <returns>Null: none; a letter in front that is none of <paramref name="kinds"/> makes no code.</returns>
    public static AlertCode? Find(string text, AlertKinds kinds) => FindIn(text, kinds)?.Code;

    /// <summary>As <see cref="Find"/>, with the text around the code; the same code once more is left out too.</summary>
    public static FoundCode? FindIn(string text, AlertKinds kinds)
    {
        var found = FindFirst(text, kinds);
        while (found is { } first && FindFirst(first.Rest, kinds) is { } again && again.Code == first.Code) found = again;
        return found;
    }

    private static FoundCode? FindFirst(string text, AlertKinds kinds)
    {
        var typed = Ascii.IsValid(text) ? text : InboundText.Normalise(text).Normalize(NormalizationForm.FormKC);
        var read = string.Create(typed.Length, typed, static (units, typed) =>
        {
            for (var at = 0; at < units.Length; at++) units[at] = Sign(typed[at]);
        });
        FoundCode? spelled = null;
        foreach (var match in Pattern().EnumerateMatches(read))
        {
            var found = read.AsSpan(match.Index, match.Length);
            var body = match.Index + 1 + found[1..].IndexOfAnyExcept(' ', '.', '-');
            var digits = match.Index + match.Length - DigitCount;
            if (kinds.OfLetter(found[0]) is not { } kind || !CodeAlphabet.IsBody(read.AsSpan(body, CodeAlphabet.BodyLength))) continue;
            if (!IsTypedWithDigit(typed.AsSpan(digits, DigitCount))) continue;
            var code = new AlertCode(kind, read.Substring(body, CodeAlphabet.BodyLength), read.Substring(digits, DigitCount));
            var where = new FoundCode(code, Without(typed, match.Index, match.Length));
            if (IsTypedWithDigit(typed.AsSpan(body, CodeAlphabet.BodyLength))) return where;
            var stands = IsJoined(read, body, digits) || match.Length == typed.AsSpan().Trim().Length;
            if (stands && MayBeSpelled(code.Body)) spelled ??= where;
        }
        return spelled;
    }

    private static string Without(string text, int start, int length) =>
        string.Concat(text.AsSpan(0, start), new string(' ', length), text.AsSpan(start + length));

    private static bool IsTypedWithDigit(ReadOnlySpan<char> typed)
    {
        foreach (var unit in typed)
            if (char.IsDigit(unit)) return true;
        return false;
    }

    /// <summary>Letters that look like other digits stand in too many words.</summary>
    private static bool MayBeSpelled(string body) => !body.AsSpan().ContainsAnyInRange('2', '9');

    /// <summary>By one dash, as a code is written: "April 2026" is none.</summary>
    private static bool IsJoined(string read, int body, int digits) =>
        digits == body + CodeAlphabet.BodyLength + 1 && read[digits - 1] == '-';

    /// <summary>A character of the code alphabet, '-' for any dash, ' ' for any space, '.', '_' for any other part of a word, or '!'.</summary>
    private static char Sign(char typed) => typed switch
    {
        '.' => '.',
        '\n' => '!',
        '-' or (>= '\u2010' and <= '\u2015') or '\u2212' or '\uFE58' or '\uFE63' or '\uFF0D' or '\u00AD' => '-',
        '\u200B' or '\u2060' => ' ',
        _ when CodeAlphabet.Read(typed) is { } character => character,
        _ when char.IsWhiteSpace(typed) => ' ',
        _ when char.IsLetterOrDigit(typed) || char.GetUnicodeCategory(typed) is UnicodeCategory.NonSpacingMark => '_',
        _ => '!',
    };

    [GeneratedRegex(@"\b[0-9A-Z][ .-]{0,3}[0-9A-Z]{4}[ .-]{0,3}[0-9]{4}\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();

    public override string ToString() => "code";
}

/// <param name="Rest">The text, with spaces where the code stood.</param>
public sealed record FoundCode(AlertCode Code, string Rest)
{
    public override string ToString() => "code";
}
