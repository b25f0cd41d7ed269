using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Providers;

/// <summary>The places of one provider: never more held than there are.</summary>
/// <param name="Organisation">Set by the first thing that happens.</param>
/// <param name="Capacity">As the people file said when it was last looked at.</param>
/// <param name="Held">Which offer of which referral holds a place.</param>
/// <param name="Declared">What its people last said is free, less what was held since; null: they never said.</param>
/// <param name="Freed">Offers that were over before they held anything: a wish that comes late holds nothing.</param>
public sealed record Provider(string Organisation, int Capacity, ImmutableArray<Place> Held, int? Declared, ImmutableArray<Place> Freed)
{
    /// <summary>Late wishes that are remembered.</summary>
    public const int FreedKept = 50;

    public static readonly Provider None = new("", 0, [], null, []);

    [JsonIgnore]
    public int Free => Math.Max(0, Math.Min(Declared ?? int.MaxValue, Capacity - Held.Length));

    public override string ToString() => "provider";
}

/// <param name="Referral">The referral's stream.</param>
public sealed record Place(string Referral, string Offer)
{
    public override string ToString() => "place";
}

[JsonPolymorphic]
[JsonDerivedType(typeof(HoldPlace), "hold-place")]
[JsonDerivedType(typeof(ReleasePlace), "release-place")]
public abstract record ProviderCommand
{
    /// <param name="Referral">The stream that asks; filled in from where the wish comes.</param>
    public sealed record HoldPlace(string Referral, string Offer, string Organisation, int Capacity) : ProviderCommand;

    public sealed record ReleasePlace(string Referral, string Offer) : ProviderCommand;

    /// <summary>Its people say how many places are free.</summary>
    public sealed record Declare(string Organisation, int Places, int Capacity) : ProviderCommand;
}

/// <summary>No place is free.</summary>
public sealed record ProviderFull() : Refusal("full", null);

[JsonPolymorphic]
[JsonDerivedType(typeof(PlaceHeld), "place-held")]
[JsonDerivedType(typeof(PlaceAlreadyHeld), "place-already-held")]
[JsonDerivedType(typeof(NoPlaceFree), "no-place-free")]
[JsonDerivedType(typeof(PlaceReleased), "place-released")]
[JsonDerivedType(typeof(FreePlacesDeclared), "free-places-declared")]
public abstract record ProviderEvent
{
    public sealed record PlaceHeld(Place Place, string Organisation, int Capacity) : ProviderEvent;

    public sealed record PlaceAlreadyHeld(Place Place) : ProviderEvent;

    public sealed record NoPlaceFree(Place Place, string Organisation, int Capacity) : ProviderEvent;

    public sealed record PlaceReleased(Place Place) : ProviderEvent;

    public sealed record FreePlacesDeclared(string Organisation, int Places, int Capacity) : ProviderEvent;
}

[JsonSerializable(typeof(Provider))]
[JsonSerializable(typeof(ProviderEvent))]
[JsonSerializable(typeof(ProviderCommand))]
internal sealed partial class ProviderJson : JsonSerializerContext;
