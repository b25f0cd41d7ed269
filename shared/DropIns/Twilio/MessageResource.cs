using System.Globalization;
using System.Text.Json;
using Twilio.Clients;
using Twilio.Types;
using PhoneNumberType = Twilio.Types.PhoneNumber;

namespace Twilio.Rest.Api.V2010.Account;

/// <summary>A message at the carrier. https://www.twilio.com/docs/messaging/api/message-resource</summary>
public class MessageResource : Base.Resource
{
    private MessageResource(JsonElement json)
    {
        Sid = Json.Text(json, "sid") ?? "";
        Body = Json.Text(json, "body") ?? "";
        To = Json.Text(json, "to") ?? "";
        From = new PhoneNumberType(Json.Text(json, "from") ?? "");
        NumSegments = Json.Text(json, "num_segments") ?? "";
        Direction = Json.Text(json, "direction") ?? "";
        DateSent = DateTime.TryParse(Json.Text(json, "date_sent"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var sent) ? sent : null;
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
        var rest = TwilioRestClient.Of(client);
        return new MessageResource(await rest.Post($"/2010-04-01/Accounts/{rest.AccountSid}/Messages.json", options.GetParams()));
    }

    public static async Task<MessageResource> UpdateAsync(UpdateMessageOptions options, ITwilioRestClient? client = null)
    {
        var rest = TwilioRestClient.Of(client);
        return new MessageResource(await rest.Post($"/2010-04-01/Accounts/{rest.AccountSid}/Messages/{options.PathSid}.json", options.GetParams()));
    }

    public static async Task<Base.ResourceSet<MessageResource>> ReadAsync(ReadMessageOptions options, ITwilioRestClient? client = null)
    {
        var rest = TwilioRestClient.Of(client);
        var rows = await rest.List($"/2010-04-01/Accounts/{rest.AccountSid}/Messages.json", options.GetParams(), "messages", options.Limit);
        return new Base.ResourceSet<MessageResource>(rows.Select(one => new MessageResource(one)));
    }

    public sealed class DirectionEnum : StringEnum
    {
        public static readonly DirectionEnum Inbound = new("inbound");

        private DirectionEnum(string value) : base(value) { }

        public static implicit operator DirectionEnum(string value) => new(value);
    }
}
