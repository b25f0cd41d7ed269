using System.Collections.Immutable;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Shared.Streams;

/// <summary>What the rules answer to a command. A value; the rules touch nothing.</summary>
public abstract record Decision<TEvent>
{
    /// <param name="Messages">What has to leave once this is stored.</param>
    public sealed record Accepted(ImmutableArray<TEvent> Events, Reply? Reply, ImmutableArray<OutboundMessage> Messages) : Decision<TEvent>
    {
        public Accepted(TEvent happened, Reply? reply = null) : this([happened], reply, []) { }

        /// <summary>What other streams have to do because of this.</summary>
        public ImmutableArray<Effect> Effects { get; init; } = [];
    }

    /// <summary>Not done, and not stored: asked again, it is decided again.</summary>
    public sealed record Refused(Refusal Why) : Decision<TEvent>;

    /// <summary>Nothing to do any more: a wake-up that is no longer due, a report that says nothing new.</summary>
    public sealed record Nothing : Decision<TEvent>;
}

/// <summary>Why a command is refused. Each capability closes this hierarchy with its own.</summary>
/// <param name="Code">Stable, for other systems.</param>
/// <param name="Reply">What the person is told, or null where nobody is asking.</param>
public abstract record Refusal(string Code, Reply? Reply);

/// <summary>What became of a command.</summary>
public abstract record Outcome<TState>
{
    /// <summary>Stored now, or stored before by the same message (<paramref name="Repeat"/>), with the reply that it got then.</summary>
    public sealed record Done(TState State, long Version, Reply? Reply, Repeat Repeat) : Outcome<TState>;

    public sealed record Refused(TState State, Refusal Why) : Outcome<TState>;

    public sealed record Nothing(TState State) : Outcome<TState>;

    /// <summary>The sender has seen an older version than stands now; nothing was stored.</summary>
    public sealed record Moved(TState State, long Version) : Outcome<TState>;

    /// <summary>The same message id came before with another content; nothing was stored now.</summary>
    public sealed record OtherContent(TState State) : Outcome<TState>;

    /// <summary>Storage has not said whether it is stored: nobody may be told that it failed. Hand the message to the queue.</summary>
    public sealed record Unsettled : Outcome<TState>;
}

public enum Repeat { First, Again }
