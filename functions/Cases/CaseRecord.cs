using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Cases;

/// <summary>A person who is assisted: what check-ins, family contact and services hang on. No name stands here.</summary>
/// <param name="Reference">Of the referral that it came from.</param>
/// <param name="Caseworker">Null: no caseworker is assigned yet.</param>
/// <param name="Consents">By purpose, the last word on each.</param>
public sealed record CaseRecord(string Reference, string Region, PersonId? Caseworker, DateTimeOffset Begun, ImmutableSortedDictionary<string, Consent> Consents, string? EndedBecause, int Messages)
{
    public static readonly CaseRecord None = new("", "", null, default, ImmutableSortedDictionary<string, Consent>.Empty, null, 0);

    /// <summary>The last choice of a coordinator that was taken in.</summary>
    public int Chosen { get; init; }

    /// <summary>How often assistance has begun; that it ended may be heard before.</summary>
    public int Round { get; init; }

    /// <summary>Assistance has begun and has not ended.</summary>
    [JsonIgnore]
    public bool IsActive => Reference.Length > 0 && EndedBecause is null;

    [JsonIgnore]
    public Resource Subject => new(Region, "") { Caseworker = Caseworker };

    /// <summary>Purposes that need the consent of the assisted person.</summary>
    public bool Allows(string purpose) => IsActive && Consents.TryGetValue(purpose, out var consent) && consent.Given;

    public override string ToString() => "assistance record";
}

/// <summary>What she agreed to, or agrees to no longer.</summary>
/// <param name="TakenBy">Who asked her.</param>
public sealed record Consent(bool Given, PersonId TakenBy, DateTimeOffset At);

/// <summary>What consent is asked for, each for itself.</summary>
public static class ConsentPurposes
{
    public static readonly string[] All = ["check-ins", "family-contact", "services"];
}

[JsonPolymorphic]
[JsonDerivedType(typeof(Start), "start")]
[JsonDerivedType(typeof(End), "end")]
[JsonDerivedType(typeof(AssignCaseworker), "assign-caseworker")]
public abstract record CaseCommand
{
    /// <summary>A provider holds a place: assistance begins.</summary>
    /// <param name="Round">The how manieth time: what is said of an earlier one comes late.</param>
    public sealed record Start(string Reference, string Region, PersonId? Caseworker, int Round = 1) : CaseCommand;

    public sealed record End(string Why, int Round = 1) : CaseCommand;

    /// <summary>A coordinator has chosen who accompanies her, in the referral.</summary>
    /// <param name="Nth">Of all choices: one that comes late changes nothing.</param>
    public sealed record AssignCaseworker(string Reference, string Region, PersonId Caseworker, int Nth, int Round = 1) : CaseCommand;

    /// <summary>Whoever accompanies her has left, or is away.</summary>
    /// <param name="To">Null: there is nobody else.</param>
    public sealed record PassTo(PersonId From, PersonId? To) : CaseCommand;

    /// <summary>She was asked, and agreed.</summary>
    public sealed record Agree(Actor Actor, string Purpose) : CaseCommand;

    /// <summary>She agrees no longer: from this moment on.</summary>
    public sealed record Revoke(Actor Actor, string Purpose) : CaseCommand;
}

[JsonPolymorphic]
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(Restarted), "restarted")]
[JsonDerivedType(typeof(CaseworkerAssigned), "caseworker-assigned")]
[JsonDerivedType(typeof(AssignmentRecorded), "assignment-recorded")]
[JsonDerivedType(typeof(ConsentGiven), "consent-given")]
[JsonDerivedType(typeof(ConsentRevoked), "consent-revoked")]
[JsonDerivedType(typeof(Ended), "ended")]
public abstract record CaseEvent
{
    public sealed record Started(string Reference, string Region, DateTimeOffset At, int Round = 1) : CaseEvent;

    public sealed record Restarted(int Round = 2) : CaseEvent;

    /// <param name="Message">That tells her.</param>
    public sealed record CaseworkerAssigned(PersonId Caseworker, string Message) : CaseEvent;

    public sealed record AssignmentRecorded(int Nth) : CaseEvent;

    public sealed record ConsentGiven(string Purpose, PersonId TakenBy, DateTimeOffset At) : CaseEvent;

    public sealed record ConsentRevoked(string Purpose, PersonId TakenBy, DateTimeOffset At) : CaseEvent;

    public sealed record Ended(string Why, int Round = 1) : CaseEvent;
}

/// <summary>Why a command on an assistance record is refused.</summary>
public abstract record CaseRefusal(string Code, Reply? Reply) : Refusal(Code, Reply)
{
    public sealed record NoRight(Reply Answer) : CaseRefusal("not-allowed", Answer);

    public sealed record NotOpen(Reply Answer) : CaseRefusal("not-open", Answer);
}

[JsonSerializable(typeof(CaseRecord))]
[JsonSerializable(typeof(CaseEvent))]
[JsonSerializable(typeof(CaseCommand))]
public sealed partial class CaseJson : JsonSerializerContext;
