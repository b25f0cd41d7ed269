using System.Globalization;
using System.Text.Json;
using Twilio.Clients;
using PhoneNumberType = Twilio.Types.PhoneNumber;

namespace Twilio.Rest.Api.V2010.Account;

/// <summary>A message at the carrier. https://www.twilio.com/docs/messaging/api/message-resource</summary>
public class MessageResource : Base.Resource
{
    private MessageResource(JsonElement json)
    {
        Sid = Text(json, "sid") ?? "";
        Body = Text(json, "body") ?? "";
        To = Text(json, "to") ?? "";
        From = new PhoneNumberType(Text(json, "from") ?? "");
        NumSegments = Text(json, "num_segments") ?? "";
        Direction = new DirectionEnum(Text(json, "direction") ?? "");
        DateSent = DateTime.TryParse(Text(json, "date_sent"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var sent) ? sent : null;
    }

    public string Sid { get; private set; }

    public string Body { get; private set; }

    public string To { get; private set; }

    public PhoneNumberType From { get; private set; }

    public string NumSegments { get; private set; }

    public DirectionEnum Direction { get; private set; }

    public DateTime? DateSent { get; private set; }

    public static async Task<MessageResource> CreateAsync(CreateMessageOptions options, ITwilioRestClient? client = null)
    {
        var rest = (TwilioRestClient)client!;
        return new MessageResource(await rest.Send(System.Net.Http.HttpMethod.Post, $"/2010-04-01/Accounts/{rest.AccountSid}/Messages.json", options.GetParams()));
    }

    public static async Task<Base.ResourceSet<MessageResource>> ReadAsync(ReadMessageOptions options, ITwilioRestClient? client = null)
    {
        var rest = (TwilioRestClient)client!;
        var pages = await rest.Pages($"/2010-04-01/Accounts/{rest.AccountSid}/Messages.json", options.GetParams(), "messages", options.Limit);
        return new Base.ResourceSet<MessageResource>(pages.Select(one => new MessageResource(one)));
    }

    internal static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public sealed class DirectionEnum
    {
        public static readonly DirectionEnum Inbound = new("inbound");
        private readonly string _value;

        internal DirectionEnum(string value) => _value = value;

        public override string ToString() => _value;
    }
}
