using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Alerts;

[JsonConverter(typeof(JsonStringEnumConverter<AlertStatus>))]
public enum AlertStatus { Sent, Delivered, Passed, Failed }

/// <summary>One message that asks one person for an answer.</summary>
/// <param name="Id">Also the message's id.</param>
/// <param name="Level">The level of the ladder on which the person stands; 0 where there is no ladder.</param>
/// <param name="GivenUp">Channels on which the carrier could not deliver it.</param>
public sealed record Alert(string Id, PersonId To, int Level, AlertStatus Status, ImmutableArray<ChannelKind> GivenUp)
{
    /// <summary>An answer to it still counts.</summary>
    [JsonIgnore]
    public bool IsPending => Status is AlertStatus.Sent or AlertStatus.Delivered;

    public override string ToString() => $"{Status}";
}
