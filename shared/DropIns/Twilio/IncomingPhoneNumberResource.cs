using System.Text.Json;
using Twilio.Clients;
using PhoneNumberType = Twilio.Types.PhoneNumber;

namespace Twilio.Rest.Api.V2010.Account;

/// <summary>A number that the account has, and where its texts are sent. https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource</summary>
public class IncomingPhoneNumberResource : Base.Resource
{
    private IncomingPhoneNumberResource(JsonElement json)
    {
        Sid = Json.Text(json, "sid") ?? "";
        PhoneNumber = new PhoneNumberType(Json.Text(json, "phone_number") ?? "");
        SmsUrl = Json.Address(json, "sms_url");
    }

    public string Sid { get; private set; }

    public PhoneNumberType PhoneNumber { get; private set; }

    public Uri? SmsUrl { get; private set; }

    public static async Task<Base.ResourceSet<IncomingPhoneNumberResource>> ReadAsync(ReadIncomingPhoneNumberOptions options, ITwilioRestClient? client = null)
    {
        var rest = TwilioRestClient.Of(client);
        var rows = await rest.List($"/2010-04-01/Accounts/{rest.AccountSid}/IncomingPhoneNumbers.json", options.GetParams(), "incoming_phone_numbers", options.Limit);
        return new Base.ResourceSet<IncomingPhoneNumberResource>(rows.Select(one => new IncomingPhoneNumberResource(one)));
    }

    public static async Task<IncomingPhoneNumberResource> UpdateAsync(UpdateIncomingPhoneNumberOptions options, ITwilioRestClient? client = null)
    {
        var rest = TwilioRestClient.Of(client);
        return new IncomingPhoneNumberResource(await rest.Post($"/2010-04-01/Accounts/{rest.AccountSid}/IncomingPhoneNumbers/{options.PathSid}.json", options.GetParams()));
    }
}

public class ReadIncomingPhoneNumberOptions : Base.ReadOptions<IncomingPhoneNumberResource>
{
    /// <summary>A pattern: numbers that only hold it are listed too.</summary>
    public PhoneNumberType? PhoneNumber { get; set; }

    public List<KeyValuePair<string, string>> GetParams() => Parameters.Given(("PhoneNumber", PhoneNumber?.ToString()), ("PageSize", Parameters.Of(PageSize)));
}

public class UpdateIncomingPhoneNumberOptions(string pathSid)
{
    public string PathSid { get; } = pathSid;

    public Http.HttpMethod? SmsMethod { get; set; }

    public Uri? SmsUrl { get; set; }

    public List<KeyValuePair<string, string>> GetParams() => Parameters.Given(("SmsMethod", SmsMethod?.ToString()), ("SmsUrl", SmsUrl?.OriginalString));
}
