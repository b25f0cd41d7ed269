using System.Collections.Immutable;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Shared.Streams;

/// <summary>What a decision stores: an acceptance, or a refusal that is recorded.</summary>
/// <param name="Why">Null: an acceptance.</param>
internal sealed record CommitContent<TEvent>(
    ImmutableArray<TEvent> Events, ImmutableArray<OutboundMessage> Messages, ImmutableArray<Effect> Effects, Reply? Reply, Refusal? Why)
{
    /// <returns>Null: the decision stores nothing.</returns>
    public static CommitContent<TEvent>? Of(Decision<TEvent> decision) => decision switch
    {
        Decision<TEvent>.Commit accepted => new(accepted.Events, accepted.Messages, accepted.Effects, accepted.Reply, null),
        Decision<TEvent>.Refused { Recorded.IsEmpty: false } refused =>
            new(refused.Recorded, [], refused.Effects, refused.Why.Reply, refused.Why),
        _ => null,
    };

    /// <summary>The outcome of the commit that stored it.</summary>
    public Outcome<TState> OutcomeAt<TState>(TState state, long version) => Why is null
        ? new Outcome<TState>.Done(state, version, Reply, Repeat.First)
        : new Outcome<TState>.Refused(state, version, Why, Repeat.First);
}
