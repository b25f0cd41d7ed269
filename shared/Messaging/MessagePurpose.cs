using System.Text.Json.Serialization;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>What a message is for. Rules decide by it whether the message is still wanted; stored by name, so names stay.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MessagePurpose>))]
public enum MessagePurpose
{
    /// <summary>Asks somebody to take a referral.</summary>
    Alert,

    /// <summary>Tells administrators that a referral's last level was not reached.</summary>
    Escalation,

    /// <summary>Asks a provider for a place; about an offer.</summary>
    Offer,

    /// <summary>Asks the other side to confirm an identification.</summary>
    JointConfirmation,

    /// <summary>Passes on what somebody wrote within a referral; about a note's number.</summary>
    Note,

    /// <summary>Asks who is on duty to swap; about a swap.</summary>
    SwapRequest,

    /// <summary>Asks a second administrator to approve; about an approval.</summary>
    ApprovalRequest,

    /// <summary>Tells somebody what has happened; wanted whatever happens next.</summary>
    Notice,
}
