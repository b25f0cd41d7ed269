using System.Collections.Immutable;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Shared.Streams;

/// <summary>What the rules answer to a command. A value; the rules touch nothing.</summary>
public abstract record Decision<TEvent>
{
    /// <param name="Messages">What has to leave once this is stored.</param>
    public sealed record Commit(ImmutableArray<TEvent> Events, Reply? Reply, ImmutableArray<OutboundMessage> Messages) : Decision<TEvent>
    {
        public Commit(TEvent happened, Reply? reply = null) : this([happened], reply, []) { }

        /// <summary>What other streams have to do because of this.</summary>
        public ImmutableArray<Effect> Effects { get; init; } = [];
    }

    /// <summary>Not done. Without <see cref="Recorded"/> nothing is stored, and a repeat is decided again.</summary>
    public sealed record Refused(Refusal Why) : Decision<TEvent>
    {
        /// <summary>Events that record the attempt: with any, it is committed as an acceptance is, and a repeat gets the same.</summary>
        public ImmutableArray<TEvent> Recorded { get; init; } = [];

        /// <summary>What other streams have to know of it; only of a refusal that is recorded.</summary>
        public ImmutableArray<Effect> Effects { get; init; } = [];
    }

    /// <summary>Nothing to do any more: a wake-up that is no longer due, a report that says nothing new.</summary>
    public sealed record NoChange : Decision<TEvent>;
}
