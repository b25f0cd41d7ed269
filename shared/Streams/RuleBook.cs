using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Shared.Streams;

/// <summary>The rules of one capability, all pure functions, and how its state and events are written down.</summary>
public sealed record RuleBook<TState, TEvent, TCommand>(
    string Kind,
    TState Start,
    Func<TState, TCommand, DateTimeOffset, Decision<TEvent>> Decide,
    Func<TState, TEvent, TState> Evolve,
    JsonTypeInfo<TState> StateJson,
    JsonTypeInfo<TEvent> EventJson)
{
    /// <summary>When this state wants to be looked at again. Hints are written from it; the nightly audit compares with it.</summary>
    public Func<TState, IEnumerable<WakeUp>> WakeUps { get; init; } = _ => [];

    /// <summary>What lists and boards show of this state.</summary>
    public Func<TState, IEnumerable<ViewRow>> Views { get; init; } = _ => [];

    /// <summary>Asked again at the moment of sending.</summary>
    public Func<TState, OutboundMessage, DateTimeOffset, bool> StillWanted { get; init; } = (_, _, _) => true;

    /// <summary>Since when a stream has been over, so that all of it may go after the days that the settings give its kind; null: it is kept.</summary>
    public Func<TState, DateTimeOffset?> OverSince { get; init; } = _ => null;

    /// <summary>Over since its last decision, where <see cref="OverSince"/> does not say since when.</summary>
    public Func<TState, bool> IsOver { get; init; } = _ => false;

    /// <summary>How a stream that was erased looks to the rules; null: as one that never was.</summary>
    public TState? Erased { get; init; }

    /// <summary>Which request a stream began with, so that the same one, when it comes late, begins it again neither; null: not known.</summary>
    public Func<TState, string?> Origin { get; init; } = _ => null;

    /// <summary>As <see cref="Origin"/>, of a command that begins a stream; null: it begins none.</summary>
    public Func<TCommand, string?> Begins { get; init; } = _ => null;

    /// <summary>The command that a wake-up means.</summary>
    public Func<WakeUp, TCommand>? Woken { get; init; }

    /// <summary>The command that the fate of one of its messages means.</summary>
    public Func<string, Fate, TCommand>? Told { get; init; }

    /// <summary>Told of each event that stands, with the state after its commit, for measurements alone: nothing is decided by it. Null: not measured.</summary>
    public Action<TState, TEvent, DateTimeOffset>? Measured { get; init; }

    /// <summary>The command that an effect of another stream means.</summary>
    /// <exception cref="System.Text.Json.JsonException">Not one that is understood here: a defect.</exception>
    public Func<Effect, TCommand>? Affected { get; init; }

    internal TState StateOf(Snapshot snapshot) =>
        snapshot.Envelope is { } envelope ? envelope.State.Deserialize(StateJson)!
        : snapshot.IsErased && Erased is { } erased ? erased
        : Start;
}

/// <summary>A moment at which a stream wants to be looked at: a hint, never the truth.</summary>
public readonly record struct WakeUp(string Purpose, DateTimeOffset Due);

/// <summary>One line of a list.</summary>
/// <param name="View">The table.</param>
/// <param name="Partition">How it is read: a region, a coordinator. Never a name or number.</param>
/// <param name="Shown">What is shown (JSON), sealed in storage; null: no longer listed.</param>
public sealed record ViewRow(string View, string Partition, string? Shown)
{
    internal const string Personal = "person|";

    /// <summary>The partition of somebody's own list; in storage a keyed hash stands for it.</summary>
    public static string Of(PersonId person) => $"{Personal}{person.Value}";

    /// <summary>The partition of an organisation's list, in storage a keyed hash as well: who refers how much is nobody's business.</summary>
    public static string OfOrganisation(string organisation) => $"{Personal}organisation|{organisation}";
}

/// <summary>What became of a message that had to leave.</summary>
public abstract record Fate
{
    public sealed record Delivered : Fate;

    /// <summary>The carrier took it and could not deliver it.</summary>
    public sealed record Undelivered(SendFailure Why, ChannelKind Channel) : Fate;

    /// <summary>No channel is left, or none was there.</summary>
    public sealed record Failed(string Why) : Fate;

    /// <summary>It came too late for its purpose, or was no longer wanted.</summary>
    public sealed record Dropped : Fate;

    /// <summary>A carrier may have taken it and cannot say so. It is not sent again; a human has to know.</summary>
    public sealed record Unconfirmed : Fate;
}
