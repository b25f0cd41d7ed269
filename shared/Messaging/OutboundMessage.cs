using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>How soon a message must leave; each has a queue of its own, so that a flood of one never delays the other.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Priority>))]
public enum Priority { Urgent, Routine }

/// <summary>A message that has to leave. It carries no prose and no address: both are found at the moment it is sent.</summary>
/// <param name="Id">Unique within its stream, so that a delivery report names it; nothing else is read from it.</param>
/// <param name="UsefulUntil">Past this it is dropped with an event, not sent late; null: always useful.</param>
/// <param name="Avoid">Channels already tried in vain.</param>
[method: JsonConstructor]
public sealed record OutboundMessage(
    string Id, MessagePurpose Purpose, RecipientId To, Wording Words, ImmutableArray<Choice> Choices, Priority Priority, DateTimeOffset? UsefulUntil, ImmutableArray<ChannelKind> Avoid)
{
    public OutboundMessage(string id, MessagePurpose purpose, RecipientId to, Wording words, Priority priority)
        : this(id, purpose, to, words, [], priority, null, []) { }

    /// <summary>What in its stream it is about, as the purpose says, e.g. an offer's id; null: the purpose says enough.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? About { get; init; }
}
