using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Document;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>A referral, as much of it as the caller may know: no name, no way to reach anybody.</summary>
/// <param name="Possible">What the caller can do now.</param>
/// <param name="Offers">What providers were asked for: all for a coordinator, its own for a provider, none for whoever referred (where a
/// shelter is, is for few).</param>
[Schema("Referral", """
    { "reference": "RA-7F3K-9", "status": "assigned", "region": "al-north", "point": "Morina", "urgency": "urgent", "age": "adult",
      "sex": "female",
      "languages": ["sq"], "needs": ["shelter"], "opened": "2026-03-02T08:00:00+00:00", "next": "2026-03-02T08:30:00+00:00",
        "possible": ["accept", "assign", "close"],
      "offers": [{ "service": "shelter", "provider": "house-lake", "status": "open" }] }
    """)]
public sealed record ReferralShown(
    string Reference, string Status, string Region, string? Point, string Urgency, string Age, string Sex, IReadOnlyList<string> Languages,
    IReadOnlyList<string> Needs,
    DateTimeOffset Opened, DateTimeOffset? Next, string? ClosedBecause, IReadOnlyList<string> Possible, IReadOnlyList<OfferShown> Offers)
{
    /// <summary>To another country; for coordinators.</summary>
    public OtherSide? HandedOver { get; init; }

    /// <summary>From another country; for coordinators.</summary>
    public OtherSide? CameFrom { get; init; }

    /// <summary>Who accompanies the person, or will; for coordinators.</summary>
    public string? Caseworker { get; init; }

    internal static ReferralShown Of(Referral referral, Caller caller)
    {
        var (facts, actor) = (referral.Facts!, caller.Actor);
        var manages = Permissions.May(actor, Permission.ManageReferral, referral.Subject);
        return new ReferralShown(
            referral.Reference, ReferralEvolution.StatusOf(referral), facts.Region, facts.Point,
            facts.Urgency.ToString().ToLowerInvariant(), facts.Age.ToString().ToLowerInvariant(), facts.Sex, facts.Languages, facts.Needs,
            referral.OpenedAt, ReferralEvolution.WakeUps(referral).Select(wake => (DateTimeOffset?)wake.Due).Min(), referral.ClosedBecause,
            [.. PossibleCalls.Of(referral, caller)],
            [.. OfferRules.ShownTo(referral, actor)
            .Select(offer => new OfferShown(offer.Service, offer.Provider, offer.Status.ToString().ToLowerInvariant()))])
        {
            HandedOver = manages && referral.HandedOver is { } over
                ? new OtherSide(over.Region, over.Reference, over.Status.ToString().ToLowerInvariant()) : null,
            CameFrom = manages && referral.CameFrom is { } from
            ? new OtherSide(null, from.Reference, from.Status.ToString().ToLowerInvariant()) : null,
            Caseworker = manages ? referral.Caseworker?.Value : null,
        };
    }
}

/// <param name="Region">Null: not said.</param>
/// <param name="Reference">What the other side calls it.</param>
/// <param name="Status">asked, confirmed, returned, collided.</param>
public sealed record OtherSide(string? Region, string Reference, string Status);

/// <param name="Status">open, taken, accepted, ended.</param>
public sealed record OfferShown(string Service, string Provider, string Status);

public sealed record ReferralLine(string Reference, string Status, string Urgency, DateTimeOffset Opened, DateTimeOffset? Due)
{
    internal static ReferralLine Of(BoardLine line) =>
        new(line.Reference, line.Status, line.Urgency.ToString().ToLowerInvariant(), line.Since, line.Next);
}

/// <param name="Next">The cursor of the next page; null: this was the last.</param>
[Schema("ReferralList", """
    { "referrals": [{ "reference": "RA-7F3K-9", "status": "alerted", "urgency": "urgent", "opened": "2026-03-02T08:00:00+00:00",
      "due": "2026-03-02T08:30:00+00:00" }],
      "next": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" }
    """)]
public sealed record ReferralList(IReadOnlyList<ReferralLine> Referrals, string? Next);

/// <param name="Why">near, language.</param>
public sealed record ProviderShown(string Provider, string Label, int Free, IReadOnlyList<string> Why);

[Schema("Providers", """{ "providers": [{ "provider": "house-lake", "label": "Lake", "free": 2, "why": ["near", "language"] }] }""")]
public sealed record ProviderList(IReadOnlyList<ProviderShown> Providers);

[Schema("Places", """{ "places": 2 }""")]
public sealed record PlacesShown([Range(0, 10_000)] int Places);

/// <param name="Offered">Perhaps the same person, and not told apart yet.</param>
/// <param name="Absorbed">Were about the same person, and ended in this one.</param>
/// <param name="MergedInto">The one in which this one ended; null: none.</param>
[Schema("Duplicates", """{ "offered": ["RA-7F3K-9"], "absorbed": [] }""")]
public sealed record DuplicateList(IReadOnlyList<string> Offered, IReadOnlyList<string> Absorbed, string? MergedInto);

/// <param name="From">What colleagues call whoever wrote it: a post or a provider; null: a colleague.</param>
/// <param name="Text">Null: removed.</param>
/// <param name="Mine">Whether the caller can remove it.</param>
public sealed record NoteShown(int Number, string? From, string? Text, DateTimeOffset At, bool Mine)
{
    internal static NoteShown Of(Note note, Actor caller) =>
        new(note.Number, (note.Label as Argument.Literal)?.Text, note.Text, note.At, note.By == caller.Person);
}

[Schema("Notes", """
    { "notes": [{ "number": 1, "from": "Lake desk", "text": "The room is on the first floor", "at": "2026-03-02T09:00:00+00:00",
      "mine": true },
      { "number": 2, "from": "North 1", "at": "2026-03-02T09:05:00+00:00", "mine": false }] }
    """)]
public sealed record NoteList(IReadOnlyList<NoteShown> Notes);

/// <param name="Label">In English, or the first language that it has.</param>
public sealed record RegionShown(string Region, string Country, string Label)
{
    internal static RegionShown Of(Region region) =>
        new(region.Id, region.Country, region.Labels.GetValueOrDefault("en") ?? region.Labels.Values.First());
}

[Schema("Regions", """{ "regions": [{ "region": "xk-west", "country": "XK", "label": "West" }] }""")]
public sealed record RegionList(IReadOnlyList<RegionShown> Regions);

public sealed record CaseworkerShown(string Person, string? CallName);

[Schema("Caseworkers", """{ "caseworkers": [{ "person": "north-caseworker", "callName": "Caseworker N" }] }""")]
public sealed record CaseworkerList(IReadOnlyList<CaseworkerShown> Caseworkers);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReferralShown))]
[JsonSerializable(typeof(ReferralList))]
[JsonSerializable(typeof(ProviderList))]
[JsonSerializable(typeof(PlacesShown))]
[JsonSerializable(typeof(DuplicateList))]
[JsonSerializable(typeof(NoteList))]
[JsonSerializable(typeof(RegionList))]
[JsonSerializable(typeof(CaseworkerList))]
internal sealed partial class ReferralApiJson : JsonSerializerContext;
