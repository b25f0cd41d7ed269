using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Alerts;

/// <summary>
/// How far an alert has climbed its ladder and who has taken it: part of the state of any capability that alerts.
/// What happens next is decided by <see cref="EscalationRules"/>; the members here apply what has happened.
/// </summary>
/// <param name="Level">The highest level that was alerted.</param>
/// <param name="EscalatesAt">When the next level is alerted; null: somebody has taken it, it has not begun, or it is over.</param>
/// <param name="Unreached">True once administrators were notified that no alerted person can be reached.</param>
/// <param name="Guesses">Wrong codes by person.</param>
public sealed record Escalation(
    Ladder Ladder, int Level, DateTimeOffset? EscalatesAt, AskedPeople Asked, PersonId? TakenBy, bool Unreached,
    ImmutableDictionary<PersonId, int> Guesses)
{
    /// <summary>Wrong codes by person, after which text messages from that number do nothing.</summary>
    public const int GuessesAllowed = 5;

    public static readonly Escalation None =
        new(Ladder.None, 0, null, AskedPeople.None, null, false, ImmutableDictionary<PersonId, int>.Empty);

    /// <summary>Somebody is wanted: the clock runs.</summary>
    [JsonIgnore]
    public bool IsRunning => EscalatesAt is not null;

    public bool IsClosedToSms(PersonId person) => Guesses.GetValueOrDefault(person) >= GuessesAllowed;

    public Escalation Reached(int level, DateTimeOffset next) => this with { Level = level, EscalatesAt = next };

    public Escalation Alerted(string message, PersonId to, int level, ImmutableArray<ChannelKind> givenUp) =>
        this with { Asked = Asked.With(new Alert(message, to, level, AlertStatus.Sent, givenUp)) };

    public Escalation NobodyReached() => this with { Unreached = true };

    public Escalation Taken(PersonId by) => this with { TakenBy = by, EscalatesAt = null };

    public Escalation PassedOn(PersonId by) => this with { Asked = Asked.PassedOn(by) };

    public Escalation Reported(string message, AlertStatus status) => this with { Asked = Asked.With(message, status) };

    public Escalation Guessed(PersonId person) => this with { Guesses = Guesses.SetItem(person, Guesses.GetValueOrDefault(person) + 1) };

    /// <summary>Given back, or taken away: it goes on from the level where it stood.</summary>
    public Escalation Reopened(DateTimeOffset next) => this with { TakenBy = null, Unreached = false, EscalatesAt = next };

    /// <summary>Restarts at the first level, without any earlier alert.</summary>
    public Escalation Restarted() => this with { TakenBy = null, Unreached = false, Level = 0, Asked = AskedPeople.None };

    /// <summary>Stops the escalation: no further alert is sent.</summary>
    public Escalation Stopped() => this with { EscalatesAt = null };

    public override string ToString() => $"level {Level}";
}
