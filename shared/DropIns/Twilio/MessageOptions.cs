using PhoneNumberType = Twilio.Types.PhoneNumber;

namespace Twilio.Rest.Api.V2010.Account;

public class CreateMessageOptions(PhoneNumberType to)
{
    public PhoneNumberType To { get; } = to;

    public PhoneNumberType? From { get; set; }

    public string? MessagingServiceSid { get; set; }

    /// <summary>At most 1,600 characters.</summary>
    public string? Body { get; set; }

    public Uri? StatusCallback { get; set; }

    /// <summary>Seconds that the carrier may try, 1 to 36,000.</summary>
    public int? ValidityPeriod { get; set; }

    public List<KeyValuePair<string, string>> GetParams() => Parameters.Given(
        ("To", To.ToString()), ("StatusCallback", StatusCallback?.OriginalString), ("ValidityPeriod", Parameters.Of(ValidityPeriod)),
        ("From", From?.ToString()), ("MessagingServiceSid", MessagingServiceSid), ("Body", Body));
}

/// <summary>Changes a message that has left: an empty body redacts it.</summary>
public class UpdateMessageOptions(string pathSid)
{
    public string PathSid { get; } = pathSid;

    /// <summary>Empty, or not given.</summary>
    public string? Body { get; set; }

    public List<KeyValuePair<string, string>> GetParams() => Parameters.Given(("Body", Body));
}

public class ReadMessageOptions : Base.ReadOptions<MessageResource>
{
    public PhoneNumberType? To { get; set; }

    public PhoneNumberType? From { get; set; }

    /// <summary>UTC, inclusive; to the second.</summary>
    public DateTime? DateSentBefore { get; set; }

    /// <summary>UTC, inclusive; to the second.</summary>
    public DateTime? DateSentAfter { get; set; }

    public List<KeyValuePair<string, string>> GetParams() => Parameters.Given(
        ("To", To?.ToString()), ("From", From?.ToString()), ("DateSent<", Parameters.Of(DateSentBefore)), ("DateSent>", Parameters.Of(DateSentAfter)), ("PageSize", Parameters.Of(PageSize)));
}
