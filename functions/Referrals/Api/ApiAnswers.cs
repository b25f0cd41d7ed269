using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <param name="What">What was done: the last part of the route. A repeat is answered with the same.</param>
public sealed record Done(string Reference, string What);

/// <summary>A referral, as much of it as the caller may know: no name, no way to reach anybody.</summary>
/// <param name="Possible">What the caller can do now.</param>
/// <param name="Offers">What providers were asked for: all for a coordinator, its own for a provider, none for whoever referred (where a shelter is, is for few).</param>
public sealed record ReferralShown(
    string Reference, string Status, string Region, string? Point, string Urgency, string Age, string Sex, IReadOnlyList<string> Languages, IReadOnlyList<string> Needs,
    DateTimeOffset Opened, DateTimeOffset? Next, string? ClosedBecause, IReadOnlyList<string> Possible, IReadOnlyList<OfferShown> Offers)
{
    internal static ReferralShown Of(Referral referral, Actor actor)
    {
        var facts = referral.Facts!;
        var manages = Permissions.May(actor, Permission.ManageReferral, referral.Subject);
        var offers = referral.Offers.Where(offer => manages || (actor.Role == Role.ServiceProvider && offer.Provider == actor.Organisation)).ToList();
        return new ReferralShown(
            referral.Reference, ReferralEvolution.StatusOf(referral), facts.Region, facts.Point, facts.Urgency.ToString().ToLowerInvariant(), facts.Age.ToString().ToLowerInvariant(), facts.Sex, facts.Languages, facts.Needs,
            referral.OpenedAt, ReferralEvolution.WakeUps(referral).Select(wake => (DateTimeOffset?)wake.Due).Min(), referral.ClosedBecause, [.. Can(referral, actor, manages ? LifeRules.Possible(referral.Stage) : [])],
            [.. offers.Select(offer => new OfferShown(offer.Service, offer.Provider, offer.Status.ToString().ToLowerInvariant()))]);
    }

    /// <summary>What has a call of its own.</summary>
    private static readonly string[] Calls = ["accept", "assign", "reintegration", "close"];

    private static IEnumerable<string> Can(Referral referral, Actor actor, IReadOnlyList<string> life) =>
        referral.IsClosed ? []
        : referral.Offers.Any(offer => offer.Status == OfferStatus.Open && offer.Provider == actor.Organisation) && Permissions.May(actor, Permission.AnswerOffer, referral.Subject) ? ["answer"]
        : referral.TakenBy is not null ? life.Select(what => what == "reintegrate" ? "reintegration" : what).Where(Calls.Contains)
        : referral.Stage != Stage.Identified && Permissions.May(actor, Permission.TakeReferral, referral.Subject) ? ["take"] : [];
}

/// <param name="Status">open, taken, accepted, ended.</param>
public sealed record OfferShown(string Service, string Provider, string Status);

public sealed record ReferralLine(string Reference, string Status, string Urgency, DateTimeOffset Opened, DateTimeOffset? Due);

/// <param name="Next">The cursor of the next page; null: this was the last.</param>
public sealed record ReferralList(IReadOnlyList<ReferralLine> Referrals, string? Next);

/// <param name="Why">near, language.</param>
public sealed record ProviderShown(string Provider, string Label, int Free, IReadOnlyList<string> Why);

public sealed record ProviderList(IReadOnlyList<ProviderShown> Providers);

public sealed record PlacesShown(int Places);

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
internal sealed partial class ApiJson : JsonSerializerContext;
