using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>A referral's reference, e.g. <c>RA-7F3K-9</c>: four characters of 31 that are not mistaken for one another, and a check character.</summary>
/// <remarks>
/// 31 is prime, so one wrong character and two swapped neighbours always show.
/// Letters and digits stand in each, 719,040 in all: one of digits alone would be taken for the second half of a code ("take 3217"), and one of letters alone can be a word.
/// </remarks>
public readonly record struct Reference
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXY";

    private Reference(string body) => Body = body;

    /// <summary>The four characters, as they stand in the alert's code.</summary>
    public string Body { get; }

    /// <param name="digest">At least 16 hex digits, e.g. a keyed hash.</param>
    public static Reference From(string digest)
    {
        var number = ulong.Parse(digest.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        while (true)
        {
            var (body, rest) = (new char[4], number);
            for (var at = 0; at < 4; at++, rest /= 31) body[at] = Alphabet[(int)(rest % 31)];
            if (OfBody(new string(body)) is { } reference) return reference;
            number = unchecked(number * 6364136223846793005UL + 1442695040888963407UL); // Knuth's MMIX generator: visits every number.
        }
    }

    /// <summary>Reads what people type: lower case, O for 0, I and L for 1, with or without hyphens; with the check character right.</summary>
    public static Reference? Parse(string text)
    {
        var plain = Plain(text);
        if (plain.StartsWith("RA", StringComparison.Ordinal) && plain.Length == 7) plain = plain[2..];
        return plain.Length == 5 && OfBody(plain[..4]) is { } reference && reference.Check == plain[4] ? reference : null;
    }

    /// <summary>The first reference that stands in a text of ours, e.g. one that somebody answers; null: none.</summary>
    public static Reference? Find(string text)
    {
        for (var at = text.IndexOf("RA-", StringComparison.Ordinal); at >= 0; at = text.IndexOf("RA-", at + 3, StringComparison.Ordinal))
            if (at + 9 <= text.Length && Parse(text.Substring(at, 9)) is { } found) return found;
        return null;
    }

    /// <summary>As <see cref="Parse"/>, for what a stranger may have made as long as a request.</summary>
    public static Reference? Read(string text) => text.Length <= 20 ? Parse(text) : null;

    /// <summary>The key of its streams: nothing in storage shows it.</summary>
    public string KeyIn(BlindIndex index) => index.Of("referral", Body);

    internal static Reference? OfBody(string body) => body.Length == 4 && body.All(Alphabet.Contains) && body.Any(char.IsAsciiDigit) && body.Any(char.IsAsciiLetter) ? new Reference(body) : null;

    internal static string Plain(string text) =>
        new([.. text.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Select(unit => unit switch { 'O' => '0', 'I' or 'L' => '1', _ => unit })]);

    public override string ToString() => $"RA-{Body}-{Check}";

    private char Check => Alphabet[Body.Select((unit, at) => Alphabet.IndexOf(unit, StringComparison.Ordinal) * (at + 1)).Sum() % 31];
}

/// <summary>What a coordinator texts back, e.g. <c>7F3K-4821</c>: whose alert it is stands in the first half, that she has read it in the second.</summary>
public sealed partial record AlertCode(Reference Reference, string Digits)
{
    /// <summary>The code of one person for one referral: five digits of a MAC under the referral's own secret.</summary>
    public static string DigitsFor(string secret, PersonId person)
    {
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(person.Value));
        return (BinaryPrimitives.ReadUInt32BigEndian(mac) % 10_000).ToString("D4", CultureInfo.InvariantCulture);
    }

    /// <summary>Finds a code anywhere in a text, however it is spaced; digits of any script. One whose first half was typed with a digit in it goes before a word that only could be one ("room 1234").</summary>
    public static AlertCode? Find(string text)
    {
        var plain = new string([.. text.Select(unit => char.IsDigit(unit) ? (char)('0' + (int)char.GetNumericValue(unit)) : unit)]);
        var spelled = default(AlertCode);
        foreach (var match in Pattern().EnumerateMatches(plain))
        {
            var typed = plain.Substring(match.Index, match.Length);
            var code = Reference.Plain(typed);
            if (code.Length != 8 || !code[4..].All(char.IsAsciiDigit) || Reference.OfBody(code[..4]) is not { } reference) continue;
            var found = new AlertCode(reference, code[4..]);
            if (typed[..4].Any(char.IsAsciiDigit)) return found;
            spelled ??= found;
        }
        return spelled;
    }

    [GeneratedRegex(@"\b[0-9A-Za-z]{4} ?[-–—]? ?[0-9OoIl]{4}\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();

    public override string ToString() => "code";
}
