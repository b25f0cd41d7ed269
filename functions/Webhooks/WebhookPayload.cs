using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessAssist.Functions.Webhooks;

/// <summary>What is sent: no person, no place, no need. Whoever may know more asks with a key.</summary>
/// <param name="Type">E.g. <c>referral.taken</c>.</param>
/// <param name="Timestamp">When it happened.</param>
public sealed record WebhookPayload(string Type, DateTimeOffset Timestamp, WebhookPayloadData Data)
{
    /// <summary>Of one notice always the same bytes.</summary>
    public static byte[] Of(WebhookDelivery notice) => JsonSerializer.SerializeToUtf8Bytes(
        new WebhookPayload(TypeOf(notice), notice.At, new WebhookPayloadData(notice.Reference, notice.Status)), WebhookPayloadJson.Default.WebhookPayload);

    public static string TypeOf(WebhookDelivery notice) => notice.Type == WebhookEventTypes.Test ? "webhook.test" : $"referral.{notice.Type}";
}

/// <param name="Status">As GET v1/referrals/{reference} said it then.</param>
public sealed record WebhookPayloadData(string? Reference, string? Status);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WebhookPayload))]
internal sealed partial class WebhookPayloadJson : JsonSerializerContext;
