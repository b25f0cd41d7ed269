using System.Text.Json;
using Twilio.Clients;

namespace Twilio.Rest.Messaging.V1;

/// <summary>A messaging service: a pool of senders, and where texts to it are sent. https://www.twilio.com/docs/messaging/api/service-resource</summary>
public class ServiceResource : Base.Resource
{
    private ServiceResource(JsonElement json)
    {
        Sid = Json.Text(json, "sid") ?? "";
        InboundRequestUrl = Json.Address(json, "inbound_request_url");
    }

    public string Sid { get; private set; }

    public Uri? InboundRequestUrl { get; private set; }

    public static async Task<ServiceResource> UpdateAsync(UpdateServiceOptions options, ITwilioRestClient? client = null) =>
        new(await TwilioRestClient.Of(client).Post($"/v1/Services/{options.PathSid}", options.GetParams(), "messaging"));
}

public class UpdateServiceOptions(string pathSid)
{
    public string PathSid { get; } = pathSid;

    public Uri? InboundRequestUrl { get; set; }

    public Http.HttpMethod? InboundMethod { get; set; }

    /// <summary>True: each number of the pool keeps its own address.</summary>
    public bool? UseInboundWebhookOnNumber { get; set; }

    public List<KeyValuePair<string, string>> GetParams() => Parameters.Given(
        ("InboundRequestUrl", InboundRequestUrl?.OriginalString), ("InboundMethod", InboundMethod?.ToString()), ("UseInboundWebhookOnNumber", Parameters.Of(UseInboundWebhookOnNumber)));
}
