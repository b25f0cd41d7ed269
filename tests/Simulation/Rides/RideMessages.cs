using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Simulation.Rides;

/// <summary>What leaves for phones. Where the ride goes is shown to who asked alone: it may be a place that few may know.</summary>
public static class RideMessages
{
    /// <summary>The codes of rides begin with T.</summary>
    public static readonly AlertKind Kind = new('T');

    public static string CodeOf(Ride ride, PersonId person) =>
        AlertCode.Write(Kind, CaseReference.BodyOf(ride.Reference), AlertCode.DigitsFor(ride.Secret, person));

    public static OutboundMessage Alert(Ride ride, string id, EscalationStep.AlertPerson step)
    {
        var code = CodeOf(ride, step.Person);
        return new OutboundMessage(
            id, MessagePurpose.Alert, step.Person, RidePhrases.Alert.With(("reference", ride.Reference), ("code", code)),
            [
                new Choice(AlertButtons.For(AlertButtons.Take, code), RidePhrases.ButtonTake),
                new Choice(AlertButtons.For(AlertButtons.Pass, code), RidePhrases.ButtonPass),
            ],
            Priority.Urgent, null, step.Avoid);
    }

    /// <summary>To each administrator: nobody on the ladder drives.</summary>
    public static IEnumerable<OutboundMessage> Unreached(Ride ride) =>
        ride.Escalation.Ladder.Administrators.Select((administrator, at) => new OutboundMessage(
            FormattableString.Invariant($"unreached-{ride.Messages}-{at}"), MessagePurpose.Escalation, administrator,
            RidePhrases.Unreached.With(("reference", ride.Reference)), Priority.Urgent));

    public static Choice Cancel(Ride ride) =>
        new(ButtonPress.Data(RideButtons.Prefix, RideButtons.Cancel, CaseReference.BodyOf(ride.Reference)), RidePhrases.ButtonCancel);
}

/// <summary>The data of buttons: a verb and the body of the reference.</summary>
public static class RideButtons
{
    public const string Prefix = "ride";

    public const string Cancel = "cancel";
}
