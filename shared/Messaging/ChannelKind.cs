using System.Text.Json.Serialization;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>A way that words travel to a person.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChannelKind>))]
public enum ChannelKind
{
    [JsonStringEnumMemberName("sms")] Sms,
    [JsonStringEnumMemberName("telegram")] Telegram,
}
