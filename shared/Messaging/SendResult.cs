using System.Text.Json.Serialization;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>What became of one attempt to hand a message to a carrier.</summary>
public abstract record SendResult
{
    /// <param name="CarrierId">The carrier's id of the message (Twilio SID, Telegram message id).</param>
    /// <param name="Segments">What it cost in SMS segments; 0 elsewhere.</param>
    public sealed record Sent(string CarrierId, int Segments) : SendResult;

    public sealed record Failed(SendFailure Why) : SendResult;
}

/// <summary>What follows from a send failure.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Consequence>))]
public enum Consequence
{
    /// <summary>The same channel again, after the carrier's delay or our own.</summary>
    TryLater,

    /// <summary>This channel is of no use for this message; the next one at once.</summary>
    NextChannel,

    /// <summary>The next channel at once; where none takes it, this one again after the delay.</summary>
    NextChannelOrWait,

    /// <summary>As <see cref="NextChannel"/>, and recorded on the person: it will not work next time either.</summary>
    NextChannelAndRemember,

    /// <summary>Our own settings or a defect: the next channel, and a human is told.</summary>
    TellHuman,
}

/// <summary>Every way that sending fails, by name, with its consequence. Carriers map their codes to these and to nothing else.</summary>
/// <param name="Name">Stable, for events and metrics.</param>
/// <param name="After">The carrier's own delay, where it named one.</param>
public sealed record SendFailure(string Name, Consequence Consequence, TimeSpan? After = null)
{
    public static readonly SendFailure OptedOut = new("opted-out", Consequence.NextChannelAndRemember);
    public static readonly SendFailure Blocked = new("blocked", Consequence.NextChannelAndRemember);
    public static readonly SendFailure InvalidAddress = new("invalid-address", Consequence.NextChannelAndRemember);
    public static readonly SendFailure Undelivered = new("undelivered", Consequence.NextChannel);
    public static readonly SendFailure PrefixNotAllowed = new("prefix-not-allowed", Consequence.NextChannel);
    public static readonly SendFailure TooLong = new("too-long", Consequence.TellHuman);
    public static readonly SendFailure Refused = new("refused", Consequence.TellHuman);
    public static readonly SendFailure SettingsWrong = new("settings-wrong", Consequence.TellHuman);
    public static readonly SendFailure CarrierDown = new("carrier-down", Consequence.TryLater) { MayHaveArrived = true };

    /// <summary>The carrier may have taken the message all the same: no answer came, or one that says nothing.</summary>
    [JsonIgnore]
    public bool MayHaveArrived { get; init; }

    /// <summary>The day's money for texts to this country is spent; what may wait waits. Administrators have been told.</summary>
    public static SendFailure LimitReached(TimeSpan after) => new("limit-reached", Consequence.NextChannelOrWait, after);

    public static SendFailure SlowDown(TimeSpan after) => new("slow-down", Consequence.TryLater, after);
}

/// <summary>What a carrier reported later about a message that it had accepted.</summary>
/// <param name="Channel">By which the message went.</param>
[JsonDerivedType(typeof(Delivered), "delivered")]
[JsonDerivedType(typeof(Undelivered), "undelivered")]
public abstract record DeliveryReport(ChannelKind Channel)
{
    public sealed record Delivered(ChannelKind Channel) : DeliveryReport(Channel);

    public sealed record Undelivered(ChannelKind Channel, SendFailure Why) : DeliveryReport(Channel);
}
