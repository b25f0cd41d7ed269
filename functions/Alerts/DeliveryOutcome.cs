using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Alerts;

/// <summary>How many other channels are tried for a person whom the carrier did not reach.</summary>
public enum OtherChannels
{
    /// <summary>The person counts as not reached at once.</summary>
    None,

    /// <summary>One other channel.</summary>
    One,

    /// <summary>Each channel once; the sender says when none is left.</summary>
    All,
}

/// <summary>What a delivery report means for an alert.</summary>
/// <param name="Alert">As it was before the report.</param>
public abstract record DeliveryOutcome(Alert Alert)
{
    public sealed record Delivered(Alert Alert) : DeliveryOutcome(Alert);

    /// <summary>Not delivered: the same person is to be asked again without this channel.</summary>
    /// <param name="Why">The carrier's reason, e.g. <c>undelivered</c>.</param>
    public sealed record OtherChannel(Alert Alert, ChannelKind Channel, string Why) : DeliveryOutcome(Alert);

    /// <summary>The person cannot be reached.</summary>
    /// <param name="Why">The carrier's reason, or <c>no-channel-left</c>.</param>
    public sealed record Failed(Alert Alert, string Why) : DeliveryOutcome(Alert);
}
