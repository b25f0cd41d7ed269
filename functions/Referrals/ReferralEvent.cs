using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals;

public abstract record ReferralCommand
{
    public sealed record Open(
        Reference Reference, string Organisation, Opening Opening, ReferralFacts Facts, Ladder Ladder, string Secret, ImmutableArray<PersonId> Tell,
        ImmutableSortedDictionary<string, string> RegionLabels) : ReferralCommand;

    /// <param name="CallName">What colleagues call the post that took it.</param>
    public sealed record Take(Actor Actor, string Digits, Argument CallName, ChannelKind Channel) : ReferralCommand;

    public sealed record PassOn(Actor Actor, string Digits, ChannelKind Channel) : ReferralCommand;

    /// <summary>The clock for the urgency has run out, perhaps long ago.</summary>
    public sealed record Escalate : ReferralCommand;

    public sealed record Learn(string Message, Fate Fate) : ReferralCommand;
}

[JsonPolymorphic]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(Alerted), "alerted")]
[JsonDerivedType(typeof(Taken), "taken")]
[JsonDerivedType(typeof(TriedTooLate), "tried-too-late")]
[JsonDerivedType(typeof(TriedAgain), "tried-again")]
[JsonDerivedType(typeof(TriedWithoutRight), "tried-without-right")]
[JsonDerivedType(typeof(PassedOn), "passed-on")]
[JsonDerivedType(typeof(Released), "released")]
[JsonDerivedType(typeof(WrongCode), "wrong-code")]
[JsonDerivedType(typeof(Escalated), "escalated")]
[JsonDerivedType(typeof(NobodyReached), "nobody-reached")]
[JsonDerivedType(typeof(AlertDelivered), "alert-delivered")]
[JsonDerivedType(typeof(AlertUndelivered), "alert-undelivered")]
[JsonDerivedType(typeof(AlertFailed), "alert-failed")]
[JsonDerivedType(typeof(MessageDropped), "message-dropped")]
[JsonDerivedType(typeof(ReferrerTold), "referrer-told")]
public abstract record ReferralEvent
{
    public sealed record Opened(
        string Reference, string Organisation, Opening Opening, ReferralFacts Facts, Ladder Ladder, string Secret, ImmutableArray<PersonId> Tell,
        ImmutableSortedDictionary<string, string> RegionLabels, DateTimeOffset At) : ReferralEvent;

    /// <param name="GivenUp">Channels that have failed for this person.</param>
    public sealed record Alerted(string Message, PersonId To, int Level, ImmutableArray<ChannelKind> GivenUp) : ReferralEvent;

    /// <param name="CallName">What colleagues call that post.</param>
    public sealed record Taken(PersonId By, ChannelKind Channel, Argument CallName) : ReferralEvent;

    /// <summary>Asked for, and not to be had or had already. Stored, so that the same message, when it comes again, gets the same answer and does nothing.</summary>
    public sealed record TriedTooLate(PersonId Who) : ReferralEvent;

    public sealed record TriedAgain(PersonId Who) : ReferralEvent;

    public sealed record TriedWithoutRight(PersonId Who) : ReferralEvent;

    public sealed record PassedOn(PersonId By) : ReferralEvent;

    /// <summary>Whoever had it gave it back: it is open again.</summary>
    public sealed record Released(PersonId By, DateTimeOffset Next) : ReferralEvent;

    public sealed record WrongCode(PersonId From, ChannelKind Channel) : ReferralEvent;

    public sealed record Escalated(int Level, DateTimeOffset Next) : ReferralEvent;

    public sealed record NobodyReached : ReferralEvent;

    public sealed record AlertDelivered(string Message) : ReferralEvent;

    public sealed record AlertUndelivered(string Message, ChannelKind Channel, string Why) : ReferralEvent;

    public sealed record AlertFailed(string Message, string Why) : ReferralEvent;

    public sealed record MessageDropped(string Message) : ReferralEvent;

    public sealed record ReferrerTold(string Message, PersonId To, string Phrase) : ReferralEvent;
}

/// <summary>Why a command on a referral is refused.</summary>
public abstract record ReferralRefusal(string Code, Reply? Reply) : Refusal(Code, Reply)
{
    /// <summary>The same Idempotency-Key with another body.</summary>
    public sealed record KeyReused() : ReferralRefusal("idempotency-key-reused", null);

    /// <summary>Another referral has this reference; the next candidate is tried.</summary>
    public sealed record ReferenceTaken() : ReferralRefusal("reference-taken", null);

    public sealed record NotOpen(Reply Answer) : ReferralRefusal("not-open", Answer);

    public sealed record ClosedToSms(Reply Answer) : ReferralRefusal("closed-to-sms", Answer);
}

[JsonSerializable(typeof(Referral))]
[JsonSerializable(typeof(ReferralEvent))]
internal sealed partial class ReferralJson : JsonSerializerContext;
