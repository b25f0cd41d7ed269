using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>What each event makes of a referral, and what is derived from it: wake-ups and lines on the board.</summary>
public static class ReferralEvolution
{
    public static Referral Evolve(Referral referral, ReferralEvent happened) => happened switch
    {
        Opened e => referral with
        {
            Reference = e.Reference, Organisation = e.Organisation, Opening = e.Opening, Facts = e.Facts, Ladder = e.Ladder, Secret = e.Secret, Tell = e.Tell,
            RegionLabels = e.RegionLabels, OpenedAt = e.At,
        },
        Alerted e => referral with { Alerts = Append(referral.Alerts, new Alert(e.Message, e.To, e.Level, AlertStatus.Sent, e.GivenUp)), Messages = referral.Messages + 1 },
        Escalated e => referral with { Level = e.Level, EscalatesAt = e.Next },
        Taken e => referral with { TakenBy = e.By, TakerCallName = e.CallName, EscalatesAt = null },
        Released e => referral with { EscalatesAt = e.Next, TakenBy = null, TakerCallName = null, Unreached = false },
        PassedOn e => referral with { Alerts = Mark(referral, alert => alert.To == e.By && alert.IsOpen, AlertStatus.Passed) },
        WrongCode e => referral with { Guesses = referral.Guesses.SetItem(e.From, referral.Guesses.GetValueOrDefault(e.From) + 1) },
        NobodyReached => referral with { Unreached = true, Messages = referral.Messages + 1 },
        AlertDelivered e => referral with { Alerts = Mark(referral, alert => alert.Id == e.Message, AlertStatus.Delivered) },
        AlertUndelivered e => referral with { Alerts = Mark(referral, alert => alert.Id == e.Message, AlertStatus.Failed) },
        AlertFailed e => referral with { Alerts = Mark(referral, alert => alert.Id == e.Message, AlertStatus.Failed) },
        ReferrerTold => referral with { Messages = referral.Messages + 1 },
        _ => referral,
    };

    public static IEnumerable<WakeUp> WakeUps(Referral referral) => referral.EscalatesAt is { } due ? [new WakeUp(ReferralRules.EscalationDue, due)] : [];

    public static IEnumerable<ViewRow> Board(Referral referral) => referral.Facts is { } facts
        ? [new ViewRow("board", facts.Region, JsonSerializer.Serialize(new BoardLine(referral.Reference, facts.Urgency, StatusOf(referral), referral.OpenedAt), BoardJson.Default.BoardLine))]
        : [];

    public static string StatusOf(Referral referral) => referral switch
    {
        { TakenBy: not null } => "taken",
        { Unreached: true } => "nobody-reached",
        { Level: > 0 } => "escalated",
        _ => "alerted",
    };

    /// <summary>The authority is alerted again and again until somebody takes it: of one person's alerts on one level the last few say all that matters.</summary>
    private static ImmutableArray<Alert> Append(ImmutableArray<Alert> alerts, Alert alert)
    {
        var before = alerts.Where(one => one.To == alert.To && one.Level == alert.Level).ToList();
        return (before.Count < Referral.AlertsKept ? alerts : alerts.Remove(before[0])).Add(alert);
    }

    private static ImmutableArray<Alert> Mark(Referral referral, Func<Alert, bool> which, AlertStatus status) =>
        [.. referral.Alerts.Select(alert => which(alert) ? alert with { Status = status } : alert)];
}

/// <summary>One line of a region's board.</summary>
public sealed record BoardLine(string Reference, Urgency Urgency, string Status, DateTimeOffset Since);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BoardLine))]
internal sealed partial class BoardJson : JsonSerializerContext;
