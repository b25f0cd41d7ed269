using System.Globalization;
using PhoneNumbers;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>A telephone number that can exist, in E.164. Prints masked.</summary>
public readonly record struct PhoneNumber
{
    private readonly string _e164;

    private PhoneNumber(string e164) => _e164 = e164;

    /// <summary>Reads one whole number, and nothing that only holds one: no words, no extension, no second number, no local form without its area.</summary>
    /// <param name="country">ISO 3166-1 alpha-2, for numbers in national form; null: international form only.</param>
    public static bool TryParse(string text, string? country, out PhoneNumber number)
    {
        number = default;
        if (text.Length is < 5 or > 40 || !text.All(IsPart)) return false;
        try
        {
            var all = PhoneNumberUtil.GetInstance();
            var parsed = all.Parse(text, country);
            if (parsed.HasExtension || all.IsPossibleNumberWithReason(parsed) != PhoneNumberUtil.ValidationResult.IS_POSSIBLE) return false;
            var e164 = all.Format(parsed, PhoneNumberFormat.E164);
            if (all.Format(all.Parse(e164, null), PhoneNumberFormat.E164) != e164) return false;      // a second national zero would be read away next time
            number = new PhoneNumber(e164);
            return true;
        }
        catch (NumberParseException)
        {
            return false;
        }
    }

    /// <summary>The country's calling code, without a plus.</summary>
    public string CountryCode => PhoneNumberUtil.GetInstance().Parse(ToE164(), null).CountryCode.ToString(CultureInfo.InvariantCulture);

    /// <summary>Not a phone that somebody carries, but a line at a price or in a role of its own: premium, shared cost, free, personal, voicemail and the like.</summary>
    public bool IsSpecial => PhoneNumberUtil.GetInstance() is var all && all.GetNumberType(all.Parse(ToE164(), null)) is
        PhoneNumberType.PREMIUM_RATE or PhoneNumberType.SHARED_COST or PhoneNumberType.TOLL_FREE or PhoneNumberType.PERSONAL_NUMBER or PhoneNumberType.PAGER or PhoneNumberType.UAN or PhoneNumberType.VOICEMAIL;

    private static bool IsPart(char unit) => char.IsDigit(unit) || unit is '+' or '\uff0b' or ' ' or '\u00a0' or '(' or ')' or '-' or '\u2011' or '\u2013' or '.';

    /// <summary>E.164, in clear: for the carrier and for keyed hashes, never for a log.</summary>
    public string ToE164() => _e164 ?? "";

    public override string ToString() => _e164 is { Length: > 4 } ? $"+•••{_e164[^2..]}" : "+•••";
}
