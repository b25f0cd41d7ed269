using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Shared.Streams;

/// <summary>The rules of one capability, all pure functions, and how its state and events are written down.</summary>
public sealed record StreamDefinition<TState, TEvent, TCommand>(
    string Kind,
    TState Start,
    Func<TState, TCommand, DateTimeOffset, Decision<TEvent>> Decide,
    Func<TState, TEvent, TState> Evolve,
    JsonTypeInfo<TState> StateJson,
    JsonTypeInfo<TEvent> EventJson) : IStreamDefinition
{
    /// <inheritdoc/>
    public required RetentionRule Retention { get; init; }

    /// <inheritdoc/>
    public required Ownership Ownership { get; init; }

    /// <summary>What lists and boards show of a state, by table; empty: no list shows these streams.</summary>
    public required ImmutableArray<ViewDefinition<TState>> Views { get; init; }

    /// <summary>
    /// Since when a stream is over, of its state and the time of its last decision; null: it is not over.
    /// Null instead of a function: these streams are never over by themselves, and <see cref="Retention"/> counts no days.
    /// </summary>
    public Func<TState, DateTimeOffset, DateTimeOffset?>? OverSince { get; init; }

    /// <summary>When this state wants to be looked at again. Hints are written from it; the nightly audit compares with it.</summary>
    public Func<TState, IEnumerable<WakeUp>> WakeUps { get; init; } = _ => [];

    /// <summary>Asked again at the moment of sending.</summary>
    public Func<TState, OutboundMessage, DateTimeOffset, bool> StillWanted { get; init; } = (_, _, _) => true;

    /// <summary>How a stream that was erased looks to the rules; null: as one that never was.</summary>
    public TState? Erased { get; init; }

    /// <summary>By which request a stream was begun; null: a late repeat of that request is decided as any other command.</summary>
    public Origin<TState, TCommand>? Origin { get; init; }

    /// <summary>The command that a wake-up means.</summary>
    public Func<WakeUp, TCommand>? FromWakeUp { get; init; }

    /// <summary>The command that the fate of one of its messages means.</summary>
    public Func<string, DeliveryOutcome, TCommand>? FromDelivery { get; init; }

    /// <summary>The command that an effect of another stream means.</summary>
    /// <exception cref="System.Text.Json.JsonException">Not one that is understood here: a defect.</exception>
    public Func<Effect, TCommand>? FromEffect { get; init; }

    IReadOnlyList<string> IStreamDefinition.ViewTables => [.. Views.Select(view => view.Table)];

    bool IStreamDefinition.SaysWhenOver => OverSince is not null;

    JsonTypeInfo IStreamDefinition.StateType => StateJson;

    /// <summary>The lines of a state in all lists, in the order of <see cref="Views"/>.</summary>
    public IEnumerable<ViewRow> Lines(TState state) => Views.SelectMany(view => view.Rows(state));

    internal TState StateOf(Snapshot snapshot) =>
        snapshot.Envelope is { } envelope ? envelope.State.Deserialize(StateJson)!
        : snapshot.IsErased && Erased is { } erased ? erased
        : Start;
}

/// <summary>
/// Names the request that began a stream, so that a repeat of it, coming after the stream was erased, begins it no second time.
/// </summary>
/// <param name="Of">The request that a state began with; null: not known.</param>
/// <param name="By">The request that a command would begin a stream with; null: it begins none.</param>
public sealed record Origin<TState, TCommand>(Func<TState, string?> Of, Func<TCommand, string?> By);

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
public abstract record DeliveryOutcome
{
    public sealed record Delivered : DeliveryOutcome;

    /// <summary>The carrier took it and could not deliver it.</summary>
    public sealed record Undelivered(SendFailure Why, ChannelKind Channel) : DeliveryOutcome;

    /// <summary>No channel is left, or none was there.</summary>
    public sealed record Failed(string Why) : DeliveryOutcome;

    /// <summary>It came too late for its purpose, or was no longer wanted.</summary>
    public sealed record Dropped : DeliveryOutcome;

    /// <summary>A carrier may have taken it and cannot say so. It is not sent again; a human has to know.</summary>
    public sealed record Unconfirmed : DeliveryOutcome;
}
