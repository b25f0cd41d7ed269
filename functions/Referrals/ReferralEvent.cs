using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals;

[JsonPolymorphic]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(Alerted), "alerted")]
[JsonDerivedType(typeof(Taken), "taken")]
[JsonDerivedType(typeof(TakenByOther), "taken-by-other")]
[JsonDerivedType(typeof(AlreadyTaken), "already-taken")]
[JsonDerivedType(typeof(RefusedNoRight), "refused-no-right")]
[JsonDerivedType(typeof(PassedOn), "passed-on")]
[JsonDerivedType(typeof(Released), "released")]
[JsonDerivedType(typeof(WrongCode), "wrong-code")]
[JsonDerivedType(typeof(Escalated), "escalated")]
[JsonDerivedType(typeof(NotReached), "not-reached")]
[JsonDerivedType(typeof(AlertDelivered), "alert-delivered")]
[JsonDerivedType(typeof(AlertUndelivered), "alert-undelivered")]
[JsonDerivedType(typeof(AlertFailed), "alert-failed")]
[JsonDerivedType(typeof(MessageDropped), "message-dropped")]
[JsonDerivedType(typeof(ReferrerNotified), "referrer-notified")]
[JsonDerivedType(typeof(ColleagueNotified), "colleague-notified")]
[JsonDerivedType(typeof(Accepted), "accepted")]
[JsonDerivedType(typeof(Reminded), "reminded")]
[JsonDerivedType(typeof(Lapsed), "lapsed")]
[JsonDerivedType(typeof(ReasonGiven), "reason-given")]
[JsonDerivedType(typeof(Offered), "offered")]
[JsonDerivedType(typeof(OfferResent), "offer-resent")]
[JsonDerivedType(typeof(OfferTaken), "offer-taken")]
[JsonDerivedType(typeof(OfferAccepted), "offer-accepted")]
[JsonDerivedType(typeof(OfferEnded), "offer-ended")]
[JsonDerivedType(typeof(NoProviderAvailable), "no-provider-available")]
[JsonDerivedType(typeof(AssistanceStarted), "assistance-started")]
[JsonDerivedType(typeof(ReintegrationStarted), "reintegration-started")]
[JsonDerivedType(typeof(Closed), "closed")]
[JsonDerivedType(typeof(JointConfirmationRequested), "joint-confirmation-requested")]
[JsonDerivedType(typeof(JointConfirmationAnswered), "joint-confirmation-answered")]
[JsonDerivedType(typeof(NeedAdded), "need-added")]
[JsonDerivedType(typeof(SharedAcrossBorder), "shared-across-border")]
[JsonDerivedType(typeof(HandOverStarted), "hand-over-started")]
[JsonDerivedType(typeof(Received), "received")]
[JsonDerivedType(typeof(HandOverReplySent), "hand-over-reply-sent")]
[JsonDerivedType(typeof(HandOverAnswered), "hand-over-answered")]
[JsonDerivedType(typeof(PossibleDuplicate), "possible-duplicate")]
[JsonDerivedType(typeof(NotADuplicate), "not-a-duplicate")]
[JsonDerivedType(typeof(Merged), "merged")]
[JsonDerivedType(typeof(Unmerged), "unmerged")]
[JsonDerivedType(typeof(AbsorbedDuplicate), "absorbed-duplicate")]
[JsonDerivedType(typeof(ReleasedDuplicate), "released-duplicate")]
[JsonDerivedType(typeof(NoteAdded), "note-added")]
[JsonDerivedType(typeof(NoteRemoved), "note-removed")]
[JsonDerivedType(typeof(ReleasedByAbsence), "released-by-absence")]
[JsonDerivedType(typeof(CaseworkerChosen), "caseworker-chosen")]
[JsonDerivedType(typeof(FileExported), "file-exported")]
public abstract record ReferralEvent
{
    public sealed record Opened(
        string Reference, string Organisation, Opening Opening, ReferralFacts Facts, Ladder Ladder, string Secret, ImmutableArray<PersonId> Tell,
        ImmutableSortedDictionary<string, string> RegionLabels, DateTimeOffset At) : ReferralEvent
    {
        /// <summary>Which stream hears what becomes of it; null: none.</summary>
        public string? Subscription { get; init; }
    }

    /// <param name="GivenUp">Channels that have failed for this person.</param>
    public sealed record Alerted(string Message, PersonId To, int Level, ImmutableArray<ChannelKind> GivenUp) : ReferralEvent;

    /// <param name="Channel">Null: signed in, not from a phone.</param>
    /// <param name="CallName">What colleagues call that post.</param>
    /// <param name="Next">When it is asked whether it goes on; default: asked at once.</param>
    public sealed record Taken(PersonId By, ChannelKind? Channel, Argument CallName, DateTimeOffset Next = default) : ReferralEvent;

    /// <summary>Asked for, and not to be had or had already. Stored, so that the same message, when it comes again, gets the same answer and does nothing.</summary>
    public sealed record TakenByOther(PersonId Who) : ReferralEvent;

    public sealed record AlreadyTaken(PersonId Who) : ReferralEvent;

    public sealed record RefusedNoRight(PersonId Who) : ReferralEvent;

    public sealed record PassedOn(PersonId By) : ReferralEvent;

    /// <summary>Whoever had it gave it back: it is open again.</summary>
    public sealed record Released(PersonId By, DateTimeOffset Next) : ReferralEvent;

    public sealed record WrongCode(PersonId From, ChannelKind Channel) : ReferralEvent;

    public sealed record Escalated(int Level, DateTimeOffset Next) : ReferralEvent;

    public sealed record NotReached : ReferralEvent;

    public sealed record AlertDelivered(string Message) : ReferralEvent;

    public sealed record AlertUndelivered(string Message, ChannelKind Channel, string Why) : ReferralEvent;

    public sealed record AlertFailed(string Message, string Why) : ReferralEvent;

    public sealed record MessageDropped(string Message) : ReferralEvent;

    public sealed record ReferrerNotified(string Message, PersonId To, string Phrase) : ReferralEvent;

    /// <summary>Whoever has it, or a provider, was told how it goes on.</summary>
    public sealed record ColleagueNotified(string Message, PersonId To, string Phrase) : ReferralEvent;

    /// <param name="Next">When it is asked whether it goes on.</param>
    public sealed record Accepted(PersonId By, DateTimeOffset Next) : ReferralEvent;

    /// <summary>Whoever has it was asked whether it goes on.</summary>
    public sealed record Reminded(DateTimeOffset Next) : ReferralEvent;

    /// <summary>Whoever had it gave no sign, asked again and again: it is open again.</summary>
    public sealed record Lapsed(PersonId By, DateTimeOffset Next) : ReferralEvent;

    /// <summary>Whoever had it has left, or is away.</summary>
    public sealed record ReleasedByAbsence(PersonId From, Ladder Ladder, DateTimeOffset Next) : ReferralEvent;

    public sealed record ReasonGiven(PersonId By, string Why) : ReferralEvent;

    /// <summary>A provider was asked.</summary>
    public sealed record Offered(Offer Offer) : ReferralEvent;

    /// <summary>The carrier could not deliver it: the same person is asked by another channel.</summary>
    /// <param name="Message">Which one did not arrive.</param>
    public sealed record OfferResent(string Offer, string Message, string Instead, PersonId To, ChannelKind GivenUp) : ReferralEvent;

    /// <summary>The provider wants it; whether a place is free its own stream decides.</summary>
    public sealed record OfferTaken(string Offer, PersonId By) : ReferralEvent;

    /// <summary>A place is held.</summary>
    public sealed record OfferAccepted(string Offer) : ReferralEvent;

    /// <param name="Why">declined, no-answer, full, unreachable, closed.</param>
    public sealed record OfferEnded(string Offer, string Why, PersonId? By) : ReferralEvent;

    public sealed record CaseworkerChosen(PersonId Caseworker) : ReferralEvent;

    public sealed record NoProviderAvailable(string Service) : ReferralEvent;

    public sealed record AssistanceStarted(DateTimeOffset Next) : ReferralEvent;

    public sealed record ReintegrationStarted(PersonId By, DateTimeOffset Next) : ReferralEvent;

    public sealed record Closed(PersonId By, string Why) : ReferralEvent;

    /// <param name="Due">When it goes on without an answer; null: it does not wait.</param>
    public sealed record JointConfirmationRequested(Joint Joint, DateTimeOffset? Due) : ReferralEvent;

    /// <param name="By">Null: nobody answered.</param>
    public sealed record JointConfirmationAnswered(JointStatus Status, PersonId? By) : ReferralEvent;

    public sealed record NeedAdded(PersonId By, string Need) : ReferralEvent;

    public sealed record SharedAcrossBorder(Share What) : ReferralEvent;

    /// <summary>Somebody has read all of it, to give it to her.</summary>
    public sealed record FileExported(string By, string Second) : ReferralEvent;

    public sealed record HandOverStarted(PersonId By, string Region, string Reference) : ReferralEvent;

    public sealed record Received(string Stream, string Reference) : ReferralEvent;

    /// <summary>The sending side is told that it is ours, or that it is not.</summary>
    public sealed record HandOverReplySent(HandOverAnswer Answer) : ReferralEvent;

    public sealed record HandOverAnswered(HandOverAnswer Answer) : ReferralEvent;

    public sealed record PossibleDuplicate(ImmutableArray<string> References, string List, string? SameReferenceList = null) : ReferralEvent;

    public sealed record NotADuplicate(PersonId By, string Reference) : ReferralEvent;

    public sealed record Merged(PersonId By, string Into) : ReferralEvent;

    /// <param name="By">Null: what it was merged into was closed itself.</param>
    public sealed record Unmerged(PersonId? By) : ReferralEvent;

    public sealed record AbsorbedDuplicate(string Reference) : ReferralEvent;

    public sealed record ReleasedDuplicate(string Reference) : ReferralEvent;

    public sealed record NoteAdded(Note Note) : ReferralEvent;

    public sealed record NoteRemoved(PersonId By, int Number) : ReferralEvent;
}

[JsonSerializable(typeof(Referral))]
[JsonSerializable(typeof(ReferralEvent))]
[JsonSerializable(typeof(ReferralCommand))]
internal sealed partial class ReferralJson : JsonSerializerContext;
