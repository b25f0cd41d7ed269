using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals;

[JsonConverter(typeof(JsonStringEnumConverter<Urgency>))]
public enum Urgency { Routine, Urgent, Immediate }

[JsonConverter(typeof(JsonStringEnumConverter<AgeGroup>))]
public enum AgeGroup { Adult, Child }

/// <summary>The least that lets a coordinator act. Names of codes follow the field's data standard where it has them.</summary>
/// <param name="Override">Why it is shared without consent: to save a life, explicit and recorded.</param>
/// <param name="Contact">A safe way to reach the one who refers, or the person. Never part of an alert.</param>
public sealed record ReferralFacts(
    string Region, string? Point, string? Origin, Urgency Urgency, AgeGroup Age, string Sex, ImmutableArray<string> Languages, ImmutableArray<string> Needs,
    bool Consent, string? Override, string? Contact, string? Name)
{
    /// <summary>Under which number the person is known elsewhere: in the files of whoever refers, or of the police. Never part of an alert.</summary>
    public string? ExternalReference { get; init; }

    public override string ToString() => $"{Urgency} {Age}";
}

/// <summary>One referral, from the hour that it is sent until it is closed.</summary>
/// <param name="Opening">Recognises the request that opened it: a keyed hash of organisation, key and body.</param>
/// <param name="Secret">From which the codes are made.</param>
/// <param name="TakerCallName">What colleagues call the post that has taken it.</param>
public sealed record Referral(
    string Reference, string Organisation, Opening? Opening, ReferralFacts? Facts, string Secret, ImmutableArray<PersonId> Tell, int Messages,
    Argument? TakerCallName, ImmutableSortedDictionary<string, string> RegionLabels, DateTimeOffset OpenedAt)
{
    /// <summary>Offers that are remembered once they are over.</summary>
    public const int OffersKept = 8;

    public const int NotesKept = 20;

    public const int SharesKept = 20;

    public static readonly Referral None = new("", "", null, null, "", [], 0, null, ImmutableSortedDictionary<string, string>.Empty, default);

    /// <summary>Who is alerted, how far that has got, and who has taken it.</summary>
    public Escalation Escalation { get; init; } = Escalation.None;

    [JsonIgnore]
    public Ladder Ladder => Escalation.Ladder;

    [JsonIgnore]
    public int Level => Escalation.Level;

    /// <summary>When the next level is alerted; null: nothing to escalate.</summary>
    [JsonIgnore]
    public DateTimeOffset? EscalatesAt => Escalation.EscalatesAt;

    [JsonIgnore]
    public ImmutableArray<Alert> Alerts => Escalation.Asked.Alerts;

    [JsonIgnore]
    public PersonId? TakenBy => Escalation.TakenBy;

    [JsonIgnore]
    public bool Unreached => Escalation.Unreached;

    /// <summary>The time that a level of the ladder has before the next is alerted.</summary>
    [JsonIgnore]
    public TimeSpan TimePerLevel => Ladder.TimePerLevel(Facts!.Urgency.ToString());

    /// <summary>What is left of one that was erased.</summary>
    public static readonly Referral Erased = None with { IsErased = true };

    public Stage Stage { get; init; } = Stage.Referred;

    /// <summary>When the clock of the present stage runs out, once somebody has it; null: the ladder's own clock runs (<see cref="EscalatesAt"/>), or it is closed.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>How often whoever has it was asked in vain whether it goes on.</summary>
    public int Nudges { get; init; }

    /// <summary>What providers were asked for, in order.</summary>
    public ImmutableArray<Offer> Offers { get; init; } = [];

    /// <summary>Null: nobody else had to confirm.</summary>
    public Joint? Joint { get; init; }

    public HandedOver? HandedOver { get; init; }

    public CameFrom? CameFrom { get; init; }

    /// <summary>The last of what was shared across borders.</summary>
    public ImmutableArray<Share> Shares { get; init; } = [];

    public string? AlikeList { get; init; }

    /// <summary>The list of those that are known under the same number elsewhere.</summary>
    public string? SameReferenceList { get; init; }

    /// <summary>Referrals that could be about the same person, and have not been told apart.</summary>
    public ImmutableArray<string> Alike { get; init; } = [];

    public string? MergedInto { get; init; }

    /// <summary>Referrals that were about the same person.</summary>
    public ImmutableArray<string> Absorbed { get; init; } = [];

    /// <summary>The last of what those concerned have written.</summary>
    public ImmutableArray<Note> Notes { get; init; } = [];

    public int NotesWritten { get; init; }

    /// <summary>The stream that hears what becomes of it, for the system of the organisation that referred; null: nobody listens.</summary>
    public string? Subscription { get; init; }

    /// <summary>Who accompanies the person, or will.</summary>
    public PersonId? Caseworker { get; init; }

    /// <summary>How often one was chosen: tells a later choice from one that comes late.</summary>
    public int CaseworkersChosen { get; init; }

    /// <summary>How often assistance has begun.</summary>
    public int Assisted { get; init; }

    /// <summary>Why it was closed, in the words of <see cref="CloseReasons"/>.</summary>
    public string? ClosedBecause { get; init; }

    /// <summary>False before it is opened, and once it is erased.</summary>
    public bool Exists => Facts is not null;

    /// <summary>Nothing is known of it any more, and its reference is given to no other.</summary>
    [JsonIgnore]
    public bool IsErased { get; private init; }

    /// <summary>Whether its reference can be given: nothing was opened under it, ever.</summary>
    [JsonIgnore]
    public bool IsFree => Opening is null && !IsErased;

    [JsonIgnore]
    public bool IsClosed => Stage == Stage.Closed;

    /// <summary>What it is in the table of rights.</summary>
    [JsonIgnore]
    public Resource Subject => new(Facts!.Region, Organisation) { Providers = [.. Offers.Where(offer => offer.Status is not OfferStatus.Ended).Select(offer => offer.Provider)], Caseworker = Caseworker };

    public override string ToString() => "referral";
}

/// <param name="Key">Hash of organisation and Idempotency-Key.</param>
/// <param name="Body">Hash of the body.</param>
public sealed record Opening(string Key, string Body);
