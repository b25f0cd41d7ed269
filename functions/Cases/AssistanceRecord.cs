using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Cases;

/// <summary>A person who is assisted: what check-ins, family contact and services hang on. No name stands here.</summary>
/// <param name="Reference">Of the referral that it came from.</param>
/// <param name="Caseworker">Null: nobody accompanies her yet.</param>
/// <param name="Consents">By purpose, the last word on each.</param>
public sealed record AssistanceRecord(string Reference, string Region, PersonId? Caseworker, DateTimeOffset Begun, ImmutableSortedDictionary<string, Consent> Consents, string? EndedBecause, int Messages)
{
    public static readonly AssistanceRecord None = new("", "", null, default, ImmutableSortedDictionary<string, Consent>.Empty, null, 0);

    /// <summary>The last choice of a coordinator that was taken in.</summary>
    public int Chosen { get; init; }

    /// <summary>How often assistance has begun; that it ended may be heard before.</summary>
    public int Round { get; init; }

    /// <summary>Assistance has begun and has not ended.</summary>
    [JsonIgnore]
    public bool IsActive => Reference.Length > 0 && EndedBecause is null;

    [JsonIgnore]
    public Subject Subject => new(Region, "") { Caseworker = Caseworker };

    /// <summary>What may be done only while she agrees to it.</summary>
    public bool Allows(string purpose) => IsActive && Consents.TryGetValue(purpose, out var consent) && consent.Given;

    public override string ToString() => "assistance record";
}

/// <summary>What she agreed to, or agrees to no longer.</summary>
/// <param name="TakenBy">Who asked her.</param>
public sealed record Consent(bool Given, PersonId TakenBy, DateTimeOffset At);

/// <summary>What consent is asked for, each for itself.</summary>
public static class Purposes
{
    public static readonly string[] All = ["check-ins", "family-contact", "services"];
}

[JsonPolymorphic]
[JsonDerivedType(typeof(Begin), "start")]
[JsonDerivedType(typeof(End), "end")]
[JsonDerivedType(typeof(Accompany), "assign-caseworker")]
public abstract record AssistanceCommand
{
    /// <summary>A provider holds a place: assistance begins.</summary>
    /// <param name="Round">The how manieth time: what is said of an earlier one comes late.</param>
    public sealed record Begin(string Reference, string Region, PersonId? Caseworker, int Round = 1) : AssistanceCommand;

    public sealed record End(string Why, int Round = 1) : AssistanceCommand;

    /// <summary>A coordinator has chosen who accompanies her, in the referral.</summary>
    /// <param name="Nth">Of all choices: one that comes late changes nothing.</param>
    public sealed record Accompany(string Reference, string Region, PersonId Caseworker, int Nth, int Round = 1) : AssistanceCommand;

    /// <summary>Whoever accompanies her has left, or is away.</summary>
    /// <param name="To">Null: there is nobody else.</param>
    public sealed record PassTo(PersonId From, PersonId? To) : AssistanceCommand;

    /// <summary>She was asked, and agreed.</summary>
    public sealed record Agree(Actor Actor, string Purpose) : AssistanceCommand;

    /// <summary>She agrees no longer: from this moment on.</summary>
    public sealed record Revoke(Actor Actor, string Purpose) : AssistanceCommand;
}

[JsonPolymorphic]
[JsonDerivedType(typeof(Begun), "started")]
[JsonDerivedType(typeof(BegunAgain), "restarted")]
[JsonDerivedType(typeof(Entrusted), "caseworker-assigned")]
[JsonDerivedType(typeof(Chosen), "assignment-recorded")]
[JsonDerivedType(typeof(Agreed), "consent-given")]
[JsonDerivedType(typeof(Revoked), "consent-revoked")]
[JsonDerivedType(typeof(Ended), "ended")]
public abstract record AssistanceEvent
{
    public sealed record Begun(string Reference, string Region, DateTimeOffset At, int Round = 1) : AssistanceEvent;

    public sealed record BegunAgain(int Round = 2) : AssistanceEvent;

    /// <param name="Message">That tells her.</param>
    public sealed record Entrusted(PersonId Caseworker, string Message) : AssistanceEvent;

    public sealed record Chosen(int Nth) : AssistanceEvent;

    public sealed record Agreed(string Purpose, PersonId TakenBy, DateTimeOffset At) : AssistanceEvent;

    public sealed record Revoked(string Purpose, PersonId TakenBy, DateTimeOffset At) : AssistanceEvent;

    public sealed record Ended(string Why, int Round = 1) : AssistanceEvent;
}

/// <summary>Why a command on an assistance record is refused.</summary>
public abstract record AssistanceRefusal(string Code, Reply? Reply) : Refusal(Code, Reply)
{
    public sealed record NoRight(Reply Answer) : AssistanceRefusal("not-allowed", Answer);

    public sealed record NotOpen(Reply Answer) : AssistanceRefusal("not-open", Answer);
}

[JsonSerializable(typeof(AssistanceRecord))]
[JsonSerializable(typeof(AssistanceEvent))]
[JsonSerializable(typeof(AssistanceCommand))]
public sealed partial class AssistanceJson : JsonSerializerContext;
