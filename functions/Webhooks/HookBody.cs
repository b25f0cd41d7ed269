using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessAssist.Functions.Webhooks;

/// <summary>What is sent: no person, no place, no need. Whoever may know more asks with a key.</summary>
/// <param name="Type">E.g. <c>referral.taken</c>.</param>
/// <param name="Timestamp">When it happened.</param>
public sealed record HookBody(string Type, DateTimeOffset Timestamp, HookData Data)
{
    /// <summary>Of one notice always the same bytes.</summary>
    public static byte[] Of(Notice notice) => JsonSerializer.SerializeToUtf8Bytes(
        new HookBody(TypeOf(notice), notice.At, new HookData(notice.Reference, notice.Status)), HookBodyJson.Default.HookBody);

    public static string TypeOf(Notice notice) => notice.Type == HookEvents.Test ? "webhook.test" : $"referral.{notice.Type}";
}

/// <param name="Status">As GET v1/referrals/{reference} said it then.</param>
public sealed record HookData(string? Reference, string? Status);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HookBody))]
internal sealed partial class HookBodyJson : JsonSerializerContext;
