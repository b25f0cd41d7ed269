using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals;

[JsonConverter(typeof(JsonStringEnumConverter<JointStatus>))]
public enum JointStatus { Asked, Confirmed, Disputed, Unanswered }

/// <summary>Social worker and police of a point identify together: one has said so, the other is asked.</summary>
/// <param name="By">Who has said so; null: an organisation's system.</param>
/// <param name="Asked">Who is asked to confirm, by which messages.</param>
public sealed record Joint(PersonId? By, AskedPeople Asked, JointStatus Status)
{
    public override string ToString() => $"{Status}";
}
