using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals;

[JsonConverter(typeof(JsonStringEnumConverter<OfferStatus>))]
public enum OfferStatus
{
    /// <summary>The provider's people have been asked.</summary>
    Open,

    /// <summary>They want it; their stream says whether a place is free.</summary>
    Taken,

    /// <summary>A place is held.</summary>
    Accepted,

    /// <summary>Declined, not answered, full, unreachable, or over.</summary>
    Ended,
}

/// <summary>A provider that could be asked.</summary>
/// <param name="Stream">Where its places are kept.</param>
/// <param name="Label">What colleagues call it; on screens.</param>
/// <param name="People">Who is asked on its side.</param>
/// <param name="Capacity">Its places, all told.</param>
/// <param name="Why">What speaks for it beside a free place: <c>near</c>, <c>language</c>.</param>
public sealed record Candidate(string Provider, string Stream, string Label, ImmutableArray<PersonId> People, int Capacity, ImmutableArray<string> Why)
{
    /// <summary>Places that were free when it was found.</summary>
    public int Free { get; init; }

    public override string ToString() => "candidate";
}

/// <summary>A provider that is or was asked for one service.</summary>
/// <param name="Asked">Who is asked on its side, by which messages.</param>
/// <param name="Due">When the next one is asked instead.</param>
public sealed record Offer(string Id, string Service, Candidate Whom, OfferStatus Status, AskedPeople Asked, DateTimeOffset Due)
{
    /// <summary>Whom to ask next; empty once it is over.</summary>
    public ImmutableArray<Candidate> Waiting { get; init; } = [];

    [JsonIgnore]
    public string Provider => Whom.Provider;

    [JsonIgnore]
    public bool IsOpen => Status is OfferStatus.Open or OfferStatus.Taken;

    public override string ToString() => $"{Service} {Status}";
}

/// <summary>What a provider's stream says to a wish for a place.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PlaceAnswer>))]
public enum PlaceAnswer { Held, Full }
