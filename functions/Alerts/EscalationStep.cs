using System.Collections.Immutable;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Alerts;

/// <summary>Whether a person is alerted of this for the first time.</summary>
public enum AlertRound { First, Again }

/// <summary>What has to happen next; the capability makes events and messages of it, in this order.</summary>
public abstract record EscalationStep
{
    /// <summary>The alert stands on this level from now on.</summary>
    /// <param name="Next">When it escalates, unless somebody takes it before.</param>
    public sealed record LevelReached(int Level, DateTimeOffset Next) : EscalationStep;

    /// <param name="Avoid">Channels that have failed for this person.</param>
    public sealed record AlertPerson(PersonId Person, int Level, AlertRound Round, ImmutableArray<ChannelKind> Avoid) : EscalationStep;

    /// <summary>The last level did not answer or cannot be reached: administrators are told, once.</summary>
    public sealed record NobodyReached : EscalationStep;

    public sealed record PassedOn(PersonId By) : EscalationStep;

    /// <summary>A delivery report is noted.</summary>
    public sealed record Reported(DeliveryOutcome Outcome) : EscalationStep;
}
