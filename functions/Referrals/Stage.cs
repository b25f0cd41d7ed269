using System.Text.Json.Serialization;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>Where a referral stands on its way from identification to closure.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Stage>))]
public enum Stage
{
    /// <summary>One of those who met her has said so; the other is asked.</summary>
    Identified,

    /// <summary>Those responsible are alerted, level by level, until somebody takes it.</summary>
    Referred,

    /// <summary>A coordinator has taken it.</summary>
    Acknowledged,

    /// <summary>She takes the person on.</summary>
    Accepted,

    /// <summary>A provider has been asked.</summary>
    Assigned,

    /// <summary>At least one provider holds a place.</summary>
    InAssistance,

    Reintegration,

    Closed,
}

/// <summary>Why a referral is closed.</summary>
public static class CloseReasons
{
    public static readonly string[] All = ["completed", "declined-assistance", "not-identified", "lost-contact", "moved", "handed-over", "duplicate", "other"];
}

/// <summary>Why somebody passes a referral on, or a provider declines it.</summary>
public static class DeclineReasons
{
    public static readonly string[] All = ["full", "not-ours", "too-close", "other"];
}
