namespace ServerlessAssist.Shared.Streams;

/// <summary>Who is recorded with an event where it was no person and no organisation.</summary>
public static class Actors
{
    /// <summary>The system itself: wake-ups, delivery outcomes, effects of other streams.</summary>
    public const string System = "system";

    /// <summary>A number or chat that nobody here has.</summary>
    public const string UnknownSender = "unknown-sender";

    /// <summary>Somebody invited who shows a code or answers an invitation, before the channel is known.</summary>
    public const string Invitee = "invitee";

    /// <summary>The nightly run that removes what is past its retention.</summary>
    public const string Retention = "retention";
}
