using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Shared.Streams;

/// <summary>What became of a command.</summary>
public abstract record Outcome<TState>
{
    /// <summary>Stored now, or stored before by the same message (<paramref name="Repeat"/>), with the reply that it got then.</summary>
    public sealed record Done(TState State, long Version, Reply? Reply, Repeat Repeat) : Outcome<TState>;

    /// <summary>Refused. The refusal's code is the same at every repeat; at a repeat its type is <see cref="RecordedRefusal"/>.</summary>
    /// <param name="Recorded">Stored now, or before by the same message; null: not stored.</param>
    public sealed record Refused(TState State, long Version, Refusal Why, Repeat? Recorded) : Outcome<TState>;

    public sealed record NoChange(TState State) : Outcome<TState>;

    /// <summary>The sender has seen an older version than stands now; nothing was stored.</summary>
    public sealed record VersionConflict(TState State, long Version) : Outcome<TState>;

    /// <summary>The same message id came before with another content; nothing was stored now.</summary>
    public sealed record IdempotencyKeyReused(TState State) : Outcome<TState>;

    /// <summary>Storage has not confirmed the commit: no failure may be reported. Hand the message to the queue.</summary>
    public sealed record Unknown : Outcome<TState>;

    /// <summary>The same outcome, of a part of the state.</summary>
    public Outcome<TPart> Select<TPart>(Func<TState, TPart> part) => this switch
    {
        Done done => new Outcome<TPart>.Done(part(done.State), done.Version, done.Reply, done.Repeat),
        Refused refused => new Outcome<TPart>.Refused(part(refused.State), refused.Version, refused.Why, refused.Recorded),
        NoChange same => new Outcome<TPart>.NoChange(part(same.State)),
        VersionConflict conflict => new Outcome<TPart>.VersionConflict(part(conflict.State), conflict.Version),
        IdempotencyKeyReused reused => new Outcome<TPart>.IdempotencyKeyReused(part(reused.State)),
        _ => new Outcome<TPart>.Unknown(),
    };
}

/// <summary>Whether a message was decided now, or before.</summary>
public enum Repeat { First, Again }
