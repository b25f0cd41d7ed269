using PhoneNumbers;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>A telephone number that can exist, in E.164. Prints masked.</summary>
public readonly record struct PhoneNumber
{
    private readonly string _e164;

    private PhoneNumber(string e164) => _e164 = e164;

    /// <param name="country">ISO 3166-1 alpha-2, for numbers in national form; null: international form only.</param>
    public static bool TryParse(string text, string? country, out PhoneNumber number)
    {
        number = default;
        if (text.Length is < 5 or > 40) return false;
        try
        {
            var all = PhoneNumberUtil.GetInstance();
            var parsed = all.Parse(text, country);
            if (!all.IsPossibleNumber(parsed)) return false;
            number = new PhoneNumber(all.Format(parsed, PhoneNumberFormat.E164));
            return true;
        }
        catch (NumberParseException)
        {
            return false;
        }
    }

    /// <summary>E.164, in clear: for the carrier and for keyed hashes, never for a log.</summary>
    public string ToE164() => _e164 ?? "";

    public override string ToString() => _e164 is { Length: > 4 } ? $"+•••{_e164[^2..]}" : "+•••";
}
