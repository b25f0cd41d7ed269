using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Api.Document;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;

namespace ServerlessAssist.Functions.Referrals;

[Schema("Opened", """{ "reference": "RA-7F3K-9", "status": "alerted" }""")]
public sealed record ReferralAnswer(string Reference, string Status);

/// <param name="By">Which post, where that says something.</param>
public sealed record HistoryLine(DateTimeOffset At, string What, string? By);

[Schema("History", """
    { "reference": "RA-7F3K-9", "status": "taken", "urgency": "urgent", "history": [{ "at": "2026-03-02T08:00:00+00:00", "what": "referred", "by": "your organisation" }] }
    """)]
public sealed record ReferralHistory(string Reference, string Status, string Urgency, IReadOnlyList<HistoryLine> History)
{
    public static ReferralHistory Of(Referral referral, IReadOnlyList<Happened<ReferralEvent>> history) => new(
        referral.Reference, ReferralEvolution.StatusOf(referral), referral.Facts!.Urgency.ToString().ToLowerInvariant(),
        [.. history.SelectMany(commit => commit.Events.Select(happened => Line(commit.At, happened))).OfType<HistoryLine>()]);

    /// <summary>What the organisation may know: steps and posts, never who.</summary>
    private static HistoryLine? Line(DateTimeOffset at, ReferralEvent happened) => happened switch
    {
        Opened => new(at, "referred", "your organisation"),
        Alerted e => new(at, "alerted", Post(e.Level)),
        AlertDelivered => new(at, "alert-delivered", null),
        AlertUndelivered e => new(at, "alert-undelivered", e.Channel.ToString().ToLowerInvariant()),
        AlertFailed => new(at, "alert-failed", null),
        Escalated { Level: > 0 } e => new(at, "escalated", Post(e.Level)),
        PassedOn => new(at, "passed-on", null),
        Released => new(at, "given-back", null),
        Taken => new(at, "taken", "coordinator"),
        NotReached => new(at, "nobody-reached", null),
        Accepted => new(at, "accepted", null),
        Lapsed => new(at, "given-back", null),
        Offered e => new(at, "provider-asked", e.Offer.Service),
        NoProviderAvailable e => new(at, "no-provider-left", e.Service),
        AssistanceStarted => new(at, "in-assistance", null),
        ReintegrationStarted => new(at, "reintegration", null),
        Closed e => new(at, "closed", e.Why),
        JointConfirmationAnswered e => new(at, $"identification-{e.Status.ToString().ToLowerInvariant()}", null),
        HandOverStarted => new(at, "hand-over-asked", null),
        HandOverAnswered e => new(at, $"hand-over-{e.Answer.ToString().ToLowerInvariant()}", null),
        Merged => new(at, "merged", null),
        Unmerged => new(at, "unmerged", null),
        WrongCode => new(at, "wrong-code", null),
        _ => null,
    };

    private static string Post(int level) => level switch { 0 => "on duty", 1 => "backup", 2 => "regional committee", _ => "Responsible Authority" };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReferralAnswer))]
[JsonSerializable(typeof(ReferralHistory))]
internal sealed partial class ReferralAnswerJson : JsonSerializerContext;
