using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <param name="What">What was done: the last part of the route. A repeat is answered with the same.</param>
public sealed record Done(string Reference, string What)
{
    /// <summary>Of the message that was written; null: none was.</summary>
    public int? Number { get; init; }
}

/// <summary>A referral, as much of it as the caller may know: no name, no way to reach anybody.</summary>
/// <param name="Possible">What the caller can do now.</param>
/// <param name="Offers">What providers were asked for: all for a coordinator, its own for a provider, none for whoever referred (where a shelter is, is for few).</param>
public sealed record ReferralShown(
    string Reference, string Status, string Region, string? Point, string Urgency, string Age, string Sex, IReadOnlyList<string> Languages, IReadOnlyList<string> Needs,
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
            referral.Reference, ReferralEvolution.StatusOf(referral), facts.Region, facts.Point, facts.Urgency.ToString().ToLowerInvariant(), facts.Age.ToString().ToLowerInvariant(), facts.Sex, facts.Languages, facts.Needs,
            referral.OpenedAt, ReferralEvolution.WakeUps(referral).Select(wake => (DateTimeOffset?)wake.Due).Min(), referral.ClosedBecause, [.. PossibleCalls.Of(referral, caller)],
            [.. OfferRules.ShownTo(referral, actor).Select(offer => new OfferShown(offer.Service, offer.Provider, offer.Status.ToString().ToLowerInvariant()))])
        {
            HandedOver = manages && referral.HandedOver is { } over ? new OtherSide(over.Region, over.Reference, over.Status.ToString().ToLowerInvariant()) : null,
            CameFrom = manages && referral.CameFrom is { } from ? new OtherSide(null, from.Reference, from.Status.ToString().ToLowerInvariant()) : null,
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

public sealed record ReferralLine(string Reference, string Status, string Urgency, DateTimeOffset Opened, DateTimeOffset? Due);

/// <param name="Next">The cursor of the next page; null: this was the last.</param>
public sealed record ReferralList(IReadOnlyList<ReferralLine> Referrals, string? Next);

/// <param name="Why">near, language.</param>
public sealed record ProviderShown(string Provider, string Label, int Free, IReadOnlyList<string> Why);

public sealed record ProviderList(IReadOnlyList<ProviderShown> Providers);

public sealed record PlacesShown(int Places);

/// <param name="Offered">Perhaps the same person, and not told apart yet.</param>
/// <param name="Absorbed">Were about the same person, and ended in this one.</param>
/// <param name="MergedInto">The one in which this one ended; null: none.</param>
public sealed record DuplicateList(IReadOnlyList<string> Offered, IReadOnlyList<string> Absorbed, string? MergedInto);

/// <param name="From">What colleagues call whoever wrote it: a post or a provider; null: a colleague.</param>
/// <param name="Text">Null: removed.</param>
/// <param name="Mine">Whether the caller can remove it.</param>
public sealed record NoteShown(int Number, string? From, string? Text, DateTimeOffset At, bool Mine);

public sealed record NoteList(IReadOnlyList<NoteShown> Notes);

/// <param name="Label">In English, or the first language that it has.</param>
public sealed record RegionShown(string Region, string Country, string Label);

public sealed record RegionList(IReadOnlyList<RegionShown> Regions);

public sealed record CaseworkerShown(string Person, string? CallName);

public sealed record CaseworkerList(IReadOnlyList<CaseworkerShown> Caseworkers);

/// <param name="Answer">agreed, revoked; null: she was not asked.</param>
public sealed record ConsentShown(string Purpose, string? Answer, DateTimeOffset? At);

public sealed record ConsentList(string Reference, IReadOnlyList<ConsentShown> Consents);

/// <param name="Referrals">References of those whom the caller accompanies.</param>
/// <param name="Next">The cursor of the next page; null: this was the last.</param>
public sealed record AccompaniedList(IReadOnlyList<string> Referrals, string? Next);

/// <param name="Person">Null: an organisation's system.</param>
/// <param name="Key">The first digits of the key's hash.</param>
public sealed record Me(string Organisation, string? Person, string Role, IReadOnlyList<string> Regions, ImmutableArray<string> Scopes, string? Key, DateTimeOffset? Expires);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Done))]
[JsonSerializable(typeof(ReferralShown))]
[JsonSerializable(typeof(ReferralList))]
[JsonSerializable(typeof(ProviderList))]
[JsonSerializable(typeof(PlacesShown))]
[JsonSerializable(typeof(Me))]
[JsonSerializable(typeof(DuplicateList))]
[JsonSerializable(typeof(NoteList))]
[JsonSerializable(typeof(RegionList))]
[JsonSerializable(typeof(CaseworkerList))]
[JsonSerializable(typeof(ConsentList))]
[JsonSerializable(typeof(AccompaniedList))]
internal sealed partial class ApiJson : JsonSerializerContext;
