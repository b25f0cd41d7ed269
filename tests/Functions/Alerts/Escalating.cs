using System.Collections.Immutable;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Functions.Alerts;

/// <summary>A capability that does nothing but alert: it applies what the rules say has to happen.</summary>
internal sealed class Escalating
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(30);

    private int _messages;

    public Escalating(params PersonId[][] levels)
    {
        State = Escalation.None with { Ladder = new Ladder([.. levels.Select(level => level.ToImmutableArray())], ImmutableSortedDictionary<string, TimeSpan>.Empty, []) };
        Do(EscalationRules.Climb(State, 0, Every, Start));
    }

    public Escalation State { get; private set; }

    /// <summary>What had to happen last.</summary>
    public ImmutableArray<EscalationStep> Last { get; private set; }

    /// <summary>Whom the last steps alert.</summary>
    public IEnumerable<PersonId> Whom => Last.OfType<EscalationStep.AlertPerson>().Select(step => step.Person);

    public void PassOn(PersonId person, DateTimeOffset now) => Do(EscalationRules.PassOn(State, person, Every, now));

    public void TimeUp(DateTimeOffset now) => Do(EscalationRules.TimeUp(State, Every, now));

    public void Learn(string message, ServerlessAssist.Shared.Streams.DeliveryOutcome fate, DateTimeOffset now) =>
        Do(EscalationRules.Learn(State, message, fate, Every, now));

    public void Take(PersonId person) => State = State.Taken(person);

    public void GiveBack(PersonId person, DateTimeOffset now)
    {
        State = State.Reopened(now + Every);
        PassOn(person, now);
    }

    private void Do(ImmutableArray<EscalationStep> steps)
    {
        Last = steps;
        State = steps.Aggregate(State, After);
    }

    private Escalation After(Escalation state, EscalationStep step) => step switch
    {
        EscalationStep.LevelReached reached => state.Reached(reached.Level, reached.Next),
        EscalationStep.AlertPerson alert => state.Alerted(FormattableString.Invariant($"alert-{++_messages}"), alert.Person, alert.Level, alert.Avoid),
        EscalationStep.NobodyReached => state.NobodyReached(),
        EscalationStep.PassedOn passed => state.PassedOn(passed.By),
        EscalationStep.Reported { Outcome: DeliveryOutcome.Delivered delivered } => state.Reported(delivered.Alert.Id, AlertStatus.Delivered),
        EscalationStep.Reported reported => state.Reported(reported.Outcome.Alert.Id, AlertStatus.Failed),
        _ => throw new InvalidOperationException(),
    };
}
