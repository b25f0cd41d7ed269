using System.Collections.Immutable;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Alerts.EscalationStep;

namespace ServerlessAssist.Functions.Alerts;

/// <summary>Whether a code lets somebody act.</summary>
public enum CodeCheck
{
    Right,

    Wrong,

    /// <summary>Too many wrong codes came from this person: text messages do nothing, a button still does.</summary>
    ClosedToSms,
}

/// <summary>What becomes of a wish to take something.</summary>
public enum TakeAnswer { Free, AlreadyTheirs, TakenByOther }

/// <summary>Who is alerted next, and what an answer, a delivery report or the clock means. Pure: no clock, no storage.</summary>
[PureRules]
public static class EscalationRules
{
    /// <summary>Alerts up to a level: empty levels are passed over, the top level is alerted again until somebody takes it.</summary>
    /// <param name="level">Where it is to stand; cut to the ladder, and never below the next level.</param>
    /// <param name="every">The time that a level has.</param>
    public static ImmutableArray<EscalationStep> Climb(Escalation escalation, int level, TimeSpan every, DateTimeOffset now)
    {
        var top = escalation.Ladder.Top;
        var isFirst = escalation.Asked.Alerts.IsEmpty;
        var isTopAgain = !isFirst && escalation.Level == top;
        var from = isFirst ? 0 : Math.Min(escalation.Level + 1, top);
        var to = Math.Clamp(level, from, top);
        while (to < top && Between(escalation, from, to).IsEmpty) to++;
        return
        [
            .. isTopAgain && !escalation.Unreached ? [new NobodyReached()] : ImmutableArray<EscalationStep>.Empty,
            new LevelReached(to, now + every),
            .. Between(escalation, from, to),
        ];
    }

    /// <summary>
    /// When everybody on this level has passed it on or cannot be reached: the next level at once, and at the top the administrators.
    /// </summary>
    /// <returns>Empty: a person on this level can still answer, or the alert has been stopped.</returns>
    public static ImmutableArray<EscalationStep> NextIfNobodyIsLeft(Escalation escalation, TimeSpan every, DateTimeOffset now)
    {
        if (!escalation.IsRunning || escalation.Asked.Alerts.Any(alert => alert.IsPending && alert.Level == escalation.Level)) return [];
        if (escalation.Level < escalation.Ladder.Top) return Climb(escalation, escalation.Level + 1, every, now);
        return escalation.Unreached ? [] : [new NobodyReached()];
    }

    /// <summary>The clock: after an outage it goes to where it would stand by now, not one level at a time.</summary>
    /// <returns>Empty: not due.</returns>
    public static ImmutableArray<EscalationStep> TimeUp(Escalation escalation, TimeSpan every, DateTimeOffset now)
    {
        if (escalation.EscalatesAt is not { } due || now < due) return [];
        var overdue = (int)Math.Min((now - due) / every, escalation.Ladder.Levels.Length);
        return Climb(escalation, escalation.Level + 1 + overdue, every, now);
    }

    public static TakeAnswer Take(Escalation escalation, PersonId person) =>
        escalation.TakenBy is not { } by ? TakeAnswer.Free : by == person ? TakeAnswer.AlreadyTheirs : TakeAnswer.TakenByOther;

    /// <summary>Somebody who was alerted passes it on.</summary>
    public static ImmutableArray<EscalationStep> PassOn(Escalation escalation, PersonId person, TimeSpan every, DateTimeOffset now) =>
        [new PassedOn(person), .. NextIfNobodyIsLeft(escalation.PassedOn(person), every, now)];

    /// <summary>A delivery report: another channel for the same person; without one, the next who can answer.</summary>
    /// <returns>Empty: it says nothing new.</returns>
    public static ImmutableArray<EscalationStep> Learn(
        Escalation escalation, string message, Shared.Streams.DeliveryOutcome fate, TimeSpan every, DateTimeOffset now) =>
        escalation.Asked.Learn(message, fate, OtherChannels.All) switch
        {
            null => [],
            DeliveryOutcome.OtherChannel { Alert: var alert } lost when escalation.IsRunning =>
                [new Reported(lost), new AlertPerson(alert.To, alert.Level, AlertRound.First, alert.GivenUp.Add(lost.Channel))],
            DeliveryOutcome.Failed failed =>
                [new Reported(failed), .. NextIfNobodyIsLeft(escalation.Reported(message, AlertStatus.Failed), every, now)],
            var outcome => [new Reported(outcome)],
        };

    /// <param name="secret">From which the stream's codes are made.</param>
    public static CodeCheck Check(Escalation escalation, string secret, PersonId person, string digits, ChannelKind channel)
    {
        if (!ChannelTraits.Of(channel).SenderIsAuthenticated && escalation.IsClosedToSms(person)) return CodeCheck.ClosedToSms;
        return digits == AlertCode.DigitsFor(secret, person) ? CodeCheck.Right : CodeCheck.Wrong;
    }

    /// <summary>Whom levels alert, each person once, on the lowest level.</summary>
    private static ImmutableArray<EscalationStep> Between(Escalation escalation, int from, int to) =>
    [
        .. Enumerable.Range(from, to - from + 1)
            .SelectMany(level => OnLevel(escalation, level).Select(person => (Person: person, Level: level)))
            .DistinctBy(one => one.Person)
            .Select(one => new AlertPerson(one.Person, one.Level, RoundOf(escalation, one.Person), [])),
    ];

    private static AlertRound RoundOf(Escalation escalation, PersonId person) =>
        escalation.Asked.Alerts.Any(alert => alert.To == person) ? AlertRound.Again : AlertRound.First;

    /// <summary>Without those who have passed it on; the last level cannot pass it on for good.</summary>
    private static IEnumerable<PersonId> OnLevel(Escalation escalation, int level) => escalation.Ladder.Levels[level].Where(person =>
        level == escalation.Ladder.Top || !escalation.Asked.Alerts.Any(alert => alert.To == person && alert.Status == AlertStatus.Passed));
}
