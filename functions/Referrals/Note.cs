using System.Globalization;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>One message that those concerned have written to each other.</summary>
/// <param name="Label">What colleagues call the author.</param>
/// <param name="Text">Null: removed.</param>
public sealed record Note(int Number, PersonId By, Argument Label, string? Text, DateTimeOffset At)
{
    /// <summary>What messages that pass on this note are about: <see cref="OutboundMessage.About"/>.</summary>
    public string About() => Number.ToString(CultureInfo.InvariantCulture);

    public override string ToString() => "note";
}
