using System.Collections.Immutable;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals;

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
