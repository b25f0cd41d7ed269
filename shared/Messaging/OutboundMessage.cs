using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>How soon a message must leave; each has a queue of its own, so that a flood of one never delays the other.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Priority>))]
public enum Priority { Urgent, Routine }

/// <summary>A message that has to leave. It carries no prose and no address: both are found at the moment it is sent.</summary>
/// <param name="Id">Unique within its stream; chosen by the rules, so that a delivery report can be understood.</param>
/// <param name="UsefulUntil">Past this it is dropped with an event, not sent late; null: always useful.</param>
/// <param name="Avoid">Channels already tried in vain.</param>
[method: JsonConstructor]
public sealed record OutboundMessage(
    string Id, RecipientId To, Wording Words, ImmutableArray<Choice> Choices, Priority Priority, DateTimeOffset? UsefulUntil, ImmutableArray<ChannelKind> Avoid)
{
    public OutboundMessage(string id, RecipientId to, Wording words, Priority priority) : this(id, to, words, [], priority, null, []) { }
}
