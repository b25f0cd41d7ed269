namespace ServerlessAssist.Shared.Messaging;

public enum SmsEncoding { Gsm7, Ucs2 }

/// <param name="Units">Septets for GSM-7, 16-bit units for UCS-2.</param>
/// <param name="Segments">What the carrier charges: 160 or 70 units in one, 153 or 67 in each of several.</param>
public sealed record SmsCount(SmsEncoding Encoding, int Units, int Segments);

/// <summary>Counts what a text costs as SMS. Alphabet and extension table: 3GPP TS 23.038, 6.2.1.</summary>
public static class SmsSegments
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extension = "^{}\\[~]|€\f";

    public static SmsCount Count(string text)
    {
        var septets = 0;
        foreach (var unit in text)
        {
            if (Basic.Contains(unit)) septets++;
            else if (Extension.Contains(unit)) septets += 2;
            else return new SmsCount(SmsEncoding.Ucs2, text.Length, text.Length <= 70 ? 1 : Parts(text, 67, Ucs2Width));
        }
        return new SmsCount(SmsEncoding.Gsm7, septets, septets <= 160 ? 1 : Parts(text, 153, Gsm7Width));
    }

    /// <summary>What belongs together is never split: an escaped character, a surrogate pair.</summary>
    private static int Parts(string text, int room, Func<string, int, (int Width, int Units)> width)
    {
        var (parts, used) = (1, 0);
        for (var at = 0; at < text.Length;)
        {
            var (wide, units) = width(text, at);
            if (used + wide > room) (parts, used) = (parts + 1, 0);
            used += wide;
            at += units;
        }
        return parts;
    }

    private static (int Width, int Units) Gsm7Width(string text, int at) => (Extension.Contains(text[at]) ? 2 : 1, 1);

    private static (int Width, int Units) Ucs2Width(string text, int at) => char.IsSurrogatePair(text, at) ? (2, 2) : (1, 1);
}
