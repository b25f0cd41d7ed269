using System.Text.Json;
using Twilio.Clients;
using PhoneNumberType = Twilio.Types.PhoneNumber;

namespace Twilio.Rest.Api.V2010.Account;

/// <summary>A number that the account has, and where its texts are sent. https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource</summary>
public class IncomingPhoneNumberResource : Base.Resource
{
    private IncomingPhoneNumberResource(JsonElement json)
    {
        Sid = MessageResource.Text(json, "sid") ?? "";
        PhoneNumber = new PhoneNumberType(MessageResource.Text(json, "phone_number") ?? "");
        SmsUrl = Uri.TryCreate(MessageResource.Text(json, "sms_url"), UriKind.Absolute, out var url) ? url : null;
    }

    public string Sid { get; private set; }

    public PhoneNumberType PhoneNumber { get; private set; }

    public Uri? SmsUrl { get; private set; }

    public static async Task<Base.ResourceSet<IncomingPhoneNumberResource>> ReadAsync(ReadIncomingPhoneNumberOptions options, ITwilioRestClient? client = null)
    {
        var rest = (TwilioRestClient)client!;
        var pages = await rest.Pages($"/2010-04-01/Accounts/{rest.AccountSid}/IncomingPhoneNumbers.json", options.GetParams(), "incoming_phone_numbers", options.Limit);
        return new Base.ResourceSet<IncomingPhoneNumberResource>(pages.Select(one => new IncomingPhoneNumberResource(one)));
    }

    public static async Task<IncomingPhoneNumberResource> UpdateAsync(UpdateIncomingPhoneNumberOptions options, ITwilioRestClient? client = null)
    {
        var rest = (TwilioRestClient)client!;
        return new IncomingPhoneNumberResource(await rest.Send(HttpMethod.Post, $"/2010-04-01/Accounts/{rest.AccountSid}/IncomingPhoneNumbers/{options.PathSid}.json", options.GetParams()));
    }
}

public class ReadIncomingPhoneNumberOptions : Base.ReadOptions<IncomingPhoneNumberResource>
{
    public PhoneNumberType? PhoneNumber { get; set; }

    public List<KeyValuePair<string, string>> GetParams()
    {
        var all = new List<KeyValuePair<string, string>>();
        if (PhoneNumber is not null) all.Add(new("PhoneNumber", PhoneNumber.ToString()));
        if (PageSize is { } size) all.Add(new("PageSize", size.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return all;
    }
}

public class UpdateIncomingPhoneNumberOptions(string pathSid)
{
    public string PathSid { get; } = pathSid;

    public Uri? SmsUrl { get; set; }

    public Http.HttpMethod? SmsMethod { get; set; }

    public List<KeyValuePair<string, string>> GetParams()
    {
        var all = new List<KeyValuePair<string, string>>();
        if (SmsUrl is not null) all.Add(new("SmsUrl", SmsUrl.AbsoluteUri));
        if (SmsMethod is not null) all.Add(new("SmsMethod", SmsMethod.ToString()));
        return all;
    }
}
