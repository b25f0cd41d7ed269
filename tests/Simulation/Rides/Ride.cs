using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Simulation.Rides;

/// <summary>A ride that a person needs: staff of the region are alerted until one of them drives.</summary>
/// <param name="Reference">Of the person's case.</param>
/// <param name="Where">As it was typed.</param>
/// <param name="Secret">From which the codes of its alerts are made.</param>
/// <param name="Messages">How many alerts there have been.</param>
public sealed record Ride(string Reference, string Region, string Where, string Secret, Escalation Escalation, int Messages, bool IsOpen)
{
    public static readonly Ride None = new("", "", "", "", Escalation.None, 0, false);

    [JsonIgnore]
    public Resource Subject => new(Region, "");

    public override string ToString() => "ride";
}

public abstract record RideCommand
{
    /// <param name="Ladder">Whom to alert, as it is now.</param>
    public sealed record Ask(Actor Actor, string Reference, string Region, string Where, string Secret, Ladder Ladder) : RideCommand;

    public sealed record Take(Actor Actor, string Digits, ChannelKind Channel) : RideCommand;

    public sealed record PassOn(Actor Actor, string Digits, ChannelKind Channel) : RideCommand;

    public sealed record Cancel(Actor Actor) : RideCommand;

    /// <summary>The time of a level is over.</summary>
    public sealed record Escalate : RideCommand;

    public sealed record RecordDelivery(string Message, Shared.Streams.DeliveryOutcome Fate) : RideCommand;
}

[JsonPolymorphic]
[JsonDerivedType(typeof(Asked), "asked")]
[JsonDerivedType(typeof(LevelReached), "level-reached")]
[JsonDerivedType(typeof(Alerted), "alerted")]
[JsonDerivedType(typeof(NobodyReached), "nobody-reached")]
[JsonDerivedType(typeof(Reported), "reported")]
[JsonDerivedType(typeof(PassedOn), "passed-on")]
[JsonDerivedType(typeof(WrongCode), "wrong-code")]
[JsonDerivedType(typeof(Taken), "taken")]
[JsonDerivedType(typeof(Cancelled), "cancelled")]
public abstract record RideEvent
{
    public sealed record Asked(string Reference, string Region, string Where, string Secret, Ladder Ladder) : RideEvent;

    public sealed record LevelReached(int Level, DateTimeOffset Next) : RideEvent;

    public sealed record Alerted(string Message, PersonId To, int Level, ImmutableArray<ChannelKind> Avoid) : RideEvent;

    public sealed record NobodyReached : RideEvent;

    public sealed record Reported(string Message, AlertStatus Status) : RideEvent;

    public sealed record PassedOn(PersonId By) : RideEvent;

    public sealed record WrongCode(PersonId By) : RideEvent;

    /// <summary>By who drives; also when the same person takes it again.</summary>
    public sealed record Taken(PersonId By) : RideEvent;

    public sealed record Cancelled : RideEvent;
}

public abstract record RideRefusal(string Code, Reply Answer) : Refusal(Code, Answer)
{
    public sealed record NotOpen() : RideRefusal("not-open", new Reply(RidePhrases.None));

    public sealed record NoRight() : RideRefusal("not-allowed", new Reply(RidePhrases.None));

    public sealed record AlreadyAsked(string Reference) : RideRefusal("already-asked", new Reply(RidePhrases.AlreadyAsked.With(("reference", Reference))));

    public sealed record WrongCode() : RideRefusal("wrong-code", new Reply(RidePhrases.CodeWrong));

    public sealed record TakenByOther(string Reference) : RideRefusal("taken", new Reply(RidePhrases.TakenByOther.With(("reference", Reference))));
}

[JsonSerializable(typeof(Ride))]
[JsonSerializable(typeof(RideEvent))]
internal sealed partial class RideJson : JsonSerializerContext;
