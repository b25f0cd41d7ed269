using System.Globalization;
using PhoneNumberType = Twilio.Types.PhoneNumber;

namespace Twilio.Rest.Api.V2010.Account;

public class CreateMessageOptions(PhoneNumberType to)
{
    public PhoneNumberType To { get; } = to;

    public PhoneNumberType? From { get; set; }

    public string? MessagingServiceSid { get; set; }

    public string? Body { get; set; }

    public Uri? StatusCallback { get; set; }

    /// <summary>Seconds that the carrier may try.</summary>
    public int? ValidityPeriod { get; set; }

    public List<KeyValuePair<string, string>> GetParams() => [.. Parameters().Where(one => one.Value is not null).Select(one => KeyValuePair.Create(one.Key, one.Value!))];

    private IEnumerable<KeyValuePair<string, string?>> Parameters() =>
    [
        new("To", To.ToString()),
        new("StatusCallback", StatusCallback?.AbsoluteUri),
        new("ValidityPeriod", ValidityPeriod?.ToString(CultureInfo.InvariantCulture)),
        new("From", From?.ToString()),
        new("MessagingServiceSid", MessagingServiceSid),
        new("Body", Body),
    ];
}

public class ReadMessageOptions : Base.ReadOptions<MessageResource>
{
    public PhoneNumberType? To { get; set; }

    public DateTime? DateSentAfter { get; set; }

    public List<KeyValuePair<string, string>> GetParams()
    {
        var all = new List<KeyValuePair<string, string>>();
        if (To is not null) all.Add(new("To", To.ToString()));
        if (DateSentAfter is { } after) all.Add(new("DateSent>", after.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)));
        if (PageSize is { } size) all.Add(new("PageSize", size.ToString(CultureInfo.InvariantCulture)));
        return all;
    }
}
