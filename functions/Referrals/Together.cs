using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals;

[JsonConverter(typeof(JsonStringEnumConverter<JointStatus>))]
public enum JointStatus { Asked, Confirmed, Disputed, Unanswered }

/// <summary>Social worker and police of a point identify together: one has said so, the other is asked.</summary>
/// <param name="Messages">The messages that ask, and whom.</param>
public sealed record Joint(PersonId? By, ImmutableArray<PersonId> Asked, ImmutableSortedDictionary<string, PersonId> Messages, JointStatus Status)
{
    public override string ToString() => $"{Status}";
}

[JsonConverter(typeof(JsonStringEnumConverter<HandOverAnswer>))]
public enum HandOverAnswer
{
    Asked,

    /// <summary>The receiving side has accepted it.</summary>
    Confirmed,

    /// <summary>The receiving side has closed it without accepting it.</summary>
    Returned,

    /// <summary>Its reference was taken in that very moment: to be tried again.</summary>
    Collided,
}

/// <summary>Handed over to another country, or on its way there.</summary>
public sealed record HandedOver(string Region, string Reference, HandOverAnswer Status);

/// <summary>Handed over by another country.</summary>
public sealed record CameFrom(string Stream, string Reference, HandOverAnswer Status)
{
    public override string ToString() => $"{Status}";
}

/// <summary>What was shared with whom, when, and on what ground.</summary>
/// <param name="Basis">One of <see cref="ShareBases"/>.</param>
public sealed record Share(string With, ImmutableArray<string> Fields, string Basis, PersonId By, DateTimeOffset At);

/// <summary>On what ground something is shared with another country.</summary>
public static class ShareBases
{
    /// <summary>She was asked, and agreed.</summary>
    public const string Consent = "consent";

    /// <summary>A life is at risk, and there is no time to ask.</summary>
    public const string LifeAtRisk = "life-at-risk";

    public static readonly string[] All = [Consent, LifeAtRisk];

    /// <summary>What another country may see, and nothing else.</summary>
    public static readonly ImmutableArray<string> Fields = ["origin", "urgency", "age", "sex", "languages", "needs"];
}

/// <summary>One message that those concerned have written to each other.</summary>
/// <param name="Label">What colleagues call whoever wrote it.</param>
/// <param name="Text">Null: removed.</param>
public sealed record Note(int Number, PersonId By, Argument Label, string? Text, DateTimeOffset At)
{
    public override string ToString() => "note";
}
