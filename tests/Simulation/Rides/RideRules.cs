using System.Collections.Immutable;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Simulation.Rides.RideEvent;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Simulation.Rides.RideEvent>;
using DeliveryOutcome = ServerlessAssist.Functions.Alerts.DeliveryOutcome;

namespace ServerlessAssist.Simulation.Rides;

/// <summary>The stream of a ride. Pure: no clock, no storage.</summary>
[PureRules]
public static class RideRules
{
    public const string Kind = "ride";

    /// <summary>The table of open rides, by region.</summary>
    public const string OpenRides = "openrides";

    private const string EscalationDue = "ride-escalates";

    /// <summary>How long a level of the ladder has: as for an urgent referral.</summary>
    private const string Urgency = "urgent";

    public static readonly StreamDefinition<Ride, RideEvent, RideCommand> Book = new(
        Kind, Ride.None, Decide, Evolve, RideJson.Default.Ride, RideJson.Default.RideEvent)
    {
        Retention = RetentionRule.InDays("To drive a person to where help is.", "Rides", 30, "it was taken or cancelled"),
        Ownership = Ownership.Person,
        Views = [new ViewDefinition<Ride>(OpenRides, ride => ride.IsOpen ? [new ViewLine(ride.Region, ride.Reference)] : [])],
        OverSince = (ride, lastDecision) => ride.IsOpen ? null : lastDecision,
        WakeUps = ride => ride.Escalation.EscalatesAt is { } due ? [new WakeUp(EscalationDue, due)] : [],
        StillWanted = (ride, message, _) => message.Purpose == MessagePurpose.Alert ? ride.Escalation.Asked.IsPending(message.Id) : ride.IsOpen,
        FromWakeUp = _ => new RideCommand.Escalate(),
        FromDelivery = (message, fate) => new RideCommand.RecordDelivery(message, fate),
    };

    public static Decision Decide(Ride ride, RideCommand command, DateTimeOffset now) => command switch
    {
        RideCommand.Ask ask => Ask(ride, ask, now),
        RideCommand.Escalate => Followed(ride, [], EscalationRules.TimeUp(ride.Escalation, Every(ride), now)),
        RideCommand.RecordDelivery report => ride.IsOpen
            ? Followed(ride, [], EscalationRules.Learn(ride.Escalation, report.Message, report.Fate, Every(ride), now))
            : new Decision.NoChange(),
        _ when !ride.IsOpen && ride.Escalation.TakenBy is null => new Decision.Refused(new RideRefusal.NotOpen()),
        RideCommand.Take take => Checked(ride, take.Actor, take.Digits, take.Channel) ?? Take(ride, take.Actor.Person),
        RideCommand.PassOn pass => Checked(ride, pass.Actor, pass.Digits, pass.Channel) ?? PassOn(ride, pass.Actor.Person, now),
        RideCommand.Cancel cancel when !Permissions.May(cancel.Actor, Permission.WriteInReferral, ride.Subject) =>
            new Decision.Refused(new RideRefusal.NoRight()),
        RideCommand.Cancel => new Decision.Commit(new Cancelled(), Said(ride, RidePhrases.Cancelled)),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    public static Ride Evolve(Ride ride, RideEvent happened) => happened switch
    {
        Asked e => new Ride(e.Reference, e.Region, e.Where, e.Secret, Escalation.None with { Ladder = e.Ladder }, ride.Messages, true),
        LevelReached e => ride with { Escalation = ride.Escalation.Reached(e.Level, e.Next) },
        Alerted e => ride with { Escalation = ride.Escalation.Alerted(e.Message, e.To, e.Level, e.Avoid), Messages = ride.Messages + 1 },
        NobodyReached => ride with { Escalation = ride.Escalation.NobodyReached() },
        Reported e => ride with { Escalation = ride.Escalation.Reported(e.Message, e.Status) },
        PassedOn e => ride with { Escalation = ride.Escalation.PassedOn(e.By) },
        WrongCode e => ride with { Escalation = ride.Escalation.Guessed(e.By) },
        Taken e => ride with { Escalation = ride.Escalation.Taken(e.By), IsOpen = false },
        Cancelled => ride with { Escalation = ride.Escalation.Stopped(), IsOpen = false },
        _ => ride,
    };

    private static Decision Ask(Ride ride, RideCommand.Ask ask, DateTimeOffset now)
    {
        if (!Permissions.May(ask.Actor, Permission.WriteInReferral, new Resource(ask.Region, ""))) return new Decision.Refused(new RideRefusal.NoRight());
        if (ride.IsOpen) return new Decision.Refused(new RideRefusal.AlreadyAsked(ride.Reference));
        var asked = new Asked(ask.Reference, ask.Region, ask.Where, ask.Secret, ask.Ladder);
        var open = Evolve(ride, asked);
        var reply = new Reply(RidePhrases.Asked.With(("reference", ask.Reference)), [RideMessages.Cancel(open)]);
        return Followed(ride, [asked], EscalationRules.Climb(open.Escalation, 0, Every(open), now), reply);
    }

    /// <returns>Null: the person may, and the code is right.</returns>
    private static Decision? Checked(Ride ride, Actor actor, string digits, ChannelKind channel)
    {
        if (!Permissions.May(actor, Permission.TakeReferral, ride.Subject)) return new Decision.Refused(new RideRefusal.NoRight());
        return EscalationRules.Check(ride.Escalation, ride.Secret, actor.Person, digits, channel) == CodeCheck.Right
            ? null
            : new Decision.Refused(new RideRefusal.WrongCode()) { Recorded = [new WrongCode(actor.Person)] };
    }

    private static Decision Take(Ride ride, PersonId person) => EscalationRules.Take(ride.Escalation, person) == TakeAnswer.TakenByOther
        ? new Decision.Refused(new RideRefusal.TakenByOther(ride.Reference))
        : new Decision.Commit(new Taken(person), new Reply(RidePhrases.Taken.With(("reference", ride.Reference))));

    private static Decision PassOn(Ride ride, PersonId person, DateTimeOffset now) => ride.Escalation.TakenBy is not null
        ? new Decision.Refused(new RideRefusal.TakenByOther(ride.Reference))
        : Followed(ride, [], EscalationRules.PassOn(ride.Escalation, person, Every(ride), now), Said(ride, RidePhrases.Passed));

    private static TimeSpan Every(Ride ride) => ride.Escalation.Ladder.Levels.IsEmpty ? TimeSpan.MaxValue : ride.Escalation.Ladder.TimePerLevel(Urgency);

    private static Reply Said(Ride ride, Phrase phrase) => new(phrase.With(("reference", ride.Reference)));

    /// <summary>What the steps of the escalation mean for a ride: events, and messages that leave.</summary>
    private static Decision Followed(Ride ride, ImmutableArray<RideEvent> first, ImmutableArray<EscalationStep> steps, Reply? reply = null)
    {
        var (events, messages) = (first.ToBuilder(), ImmutableArray.CreateBuilder<OutboundMessage>());
        var now = first.Aggregate(ride, Evolve);
        foreach (var step in steps)
        {
            var happened = EventOf(now, step);
            events.Add(happened);
            now = Evolve(now, happened);
            if (step is EscalationStep.AlertPerson alert) messages.Add(RideMessages.Alert(now, ((Alerted)happened).Message, alert));
            if (step is EscalationStep.NobodyReached) messages.AddRange(RideMessages.Unreached(now));
        }
        return events.Count == 0 ? new Decision.NoChange() : new Decision.Commit(events.ToImmutable(), reply, messages.ToImmutable());
    }

    private static RideEvent EventOf(Ride ride, EscalationStep step) => step switch
    {
        EscalationStep.LevelReached e => new LevelReached(e.Level, e.Next),
        EscalationStep.AlertPerson e => new Alerted(FormattableString.Invariant($"alert-{ride.Messages + 1}"), e.Person, e.Level, e.Avoid),
        EscalationStep.NobodyReached => new NobodyReached(),
        EscalationStep.PassedOn e => new PassedOn(e.By),
        EscalationStep.Reported { Outcome: DeliveryOutcome.Delivered } e => new Reported(e.Outcome.Alert.Id, AlertStatus.Delivered),
        EscalationStep.Reported e => new Reported(e.Outcome.Alert.Id, AlertStatus.Failed),
        _ => throw new InvalidOperationException($"No event for {step.GetType().Name}."),
    };
}
