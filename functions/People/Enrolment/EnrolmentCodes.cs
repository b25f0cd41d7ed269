using System.Globalization;
using System.Numerics;
using QRCoder;
using ServerlessAssist.Bots.Telegram;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;

namespace ServerlessAssist.Functions.People.Enrolment;

/// <summary>Codes by which people join, e.g. <c>K7QMX-3WP9D</c>: ten of 29 letters and digits that are not mistaken, 48 bits. What is stored is their keyed hash.</summary>
/// <remarks>A code for a message is made from the message's id, so that the same message, when it comes again, gets the same answer, and no stored reply has to hold it.</remarks>
public sealed class EnrolmentCodes(BlindIndex index, TelegramSettings telegram)
{
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTWXYZ";
    private const string CodePurpose = "enrolment", ConfirmationPurpose = "enrolment-confirmation-hash";
    private const int Length = 10, ProofDigits = 6;

    /// <param name="messageId">Unique for ever; whoever knows it and not the key learns nothing.</param>
    public string For(string messageId)
    {
        for (var attempt = 0; ; attempt++)
            if (Code(Letters(index.Of("enrolment-code", FormattableString.Invariant($"{messageId}|{attempt}")))) is { } code) return code;
    }

    /// <summary>Six digits that are texted to a number which showed a code.</summary>
    public string ProofFor(Address number, string messageId) =>
        (Number(index.Of("enrolment-confirmation", $"{number.Value}|{messageId}")) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);

    public string Hash(string code) => index.Of(CodePurpose, code);

    /// <summary>Under every key that is in the settings.</summary>
    public IReadOnlyList<string> Hashes(string code) => index.All(CodePurpose, code);

    /// <summary>A hash of digits, which are few: bound to the number.</summary>
    public string HashOfProof(Address number, string digits) => index.Of(ConfirmationPurpose, $"{number.Value}|{digits}");

    public IReadOnlyList<string> HashesOfProof(Address number, string digits) => index.All(ConfirmationPurpose, $"{number.Value}|{digits}");

    /// <summary>A code that a text is, and nothing else, however it is spaced; null: it is none.</summary>
    public static string? Read(string text) => text.Length > 40 ? null : Code(new string([.. text.Where(unit => unit is not (' ' or '-' or '–' or '—' or '\n')).Select(char.ToUpperInvariant)]));

    /// <summary>Six digits of any script and nothing else.</summary>
    public static string? ReadProof(string text)
    {
        var digits = text.Length > 40 ? "" : new string([.. text.Where(unit => unit is not (' ' or '-' or '\n'))]);
        return digits.Length == ProofDigits && digits.All(char.IsDigit) ? new string([.. digits.Select(unit => (char)('0' + (int)char.GetNumericValue(unit)))]) : null;
    }

    /// <summary>As it is read aloud: two groups of five.</summary>
    public static string Grouped(string code) => $"{code[..5]}-{code[5..]}";

    /// <summary>Null: the bot's name is not in the settings.</summary>
    public string? LinkOf(string code) => telegram is { IsOn: true, Bot: { Length: > 0 } bot } ? $"https://t.me/{bot}?start={code}" : null;

    /// <summary>An SVG picture, to be shown on the inviting person's screen.</summary>
    public static string PictureOf(string link)
    {
        using var data = QRCodeGenerator.GenerateQrCode(link, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(data);
        return svg.GetGraphic(4);
    }

    /// <summary>Letters and digits in each: one of letters alone could be a word.</summary>
    private static string? Code(string plain) => plain.Length == Length && plain.All(Alphabet.Contains) && plain.Any(char.IsAsciiDigit) && plain.Any(char.IsAsciiLetter) ? plain : null;

    private static string Letters(string hash)
    {
        var (rest, letters) = (Number(hash), new char[Length]);
        for (var at = 0; at < Length; at++, rest /= Alphabet.Length) letters[at] = Alphabet[(int)(rest % Alphabet.Length)];
        return new string(letters);
    }

    private static BigInteger Number(string hash) => BigInteger.Parse("0" + hash, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
