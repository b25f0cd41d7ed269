using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using DeliveryOutcome = ServerlessAssist.Shared.Streams.DeliveryOutcome;

namespace ServerlessAssist.Functions.Referrals;

/// <remarks>Those that other streams ask for are written down; the others are not.</remarks>
[JsonPolymorphic]
[JsonDerivedType(typeof(RecordPlaceAnswer), "place-answered")]
[JsonDerivedType(typeof(Receive), "receive")]
[JsonDerivedType(typeof(RecordHandOverAnswer), "hand-over-answered")]
[JsonDerivedType(typeof(AbsorbDuplicate), "absorb-duplicate")]
[JsonDerivedType(typeof(ReleaseDuplicate), "release-duplicate")]
[JsonDerivedType(typeof(MergeRejected), "merge-rejected")]
public abstract record ReferralCommand
{
    public sealed record Open(
        CaseReference Reference, string Organisation, Opening Opening, ReferralFacts Facts, Ladder Ladder, string Secret, ImmutableArray<PersonId> Tell,
        ImmutableSortedDictionary<string, string> RegionLabels) : ReferralCommand
    {
        /// <summary>Who says so, where it is a person.</summary>
        public PersonId? By { get; init; }

        /// <summary>Who met her too and is asked to confirm: a social worker's police officers, a police officer's social workers.</summary>
        public ImmutableArray<PersonId> Counterparts { get; init; } = [];

        /// <summary>The list on which referrals stand that could be about the same person; null: on none.</summary>
        public string? AlikeList { get; init; }

        /// <summary>The list of those known under the same number elsewhere; null: no number is known.</summary>
        public string? SameReferenceList { get; init; }

        /// <summary>References that stand on them.</summary>
        public ImmutableArray<string> Alike { get; init; } = [];

        /// <summary>Which stream hears what becomes of it; null: none.</summary>
        public string? Subscription { get; init; }
    }

    /// <param name="CallName">What colleagues call the post that took it.</param>
    public sealed record Take(Actor Actor, string Digits, Argument CallName, ChannelKind Channel) : ReferralCommand;

    /// <summary>Taken by somebody who has proved who she is: no code.</summary>
    public sealed record TakeSignedIn(Actor Actor, Argument CallName) : ReferralCommand;

    /// <summary>A provider's own system accepts what it was asked for.</summary>
    public sealed record AcceptOffer(Actor Actor) : ReferralCommand;

    /// <param name="Why">One of <see cref="DeclineReasons"/>.</param>
    public sealed record DeclineOffer(Actor Actor, string Why) : ReferralCommand;

    public sealed record PassOn(Actor Actor, string Digits, ChannelKind Channel) : ReferralCommand;

    /// <summary>Passed on, or given back, by somebody who has proved who she is: no code, and the reason at once.</summary>
    /// <param name="Why">One of <see cref="DeclineReasons"/>.</param>
    public sealed record PassOnSignedIn(Actor Actor, string Why) : ReferralCommand;

    /// <summary>Whoever met her too has proved who she is and says whether she agrees: no code.</summary>
    /// <param name="Status">Confirmed or disputed.</param>
    public sealed record AnswerJointly(Actor Actor, JointStatus Status) : ReferralCommand;

    /// <summary>Who accompanies the person, or will.</summary>
    public sealed record ChooseCaseworker(Actor Actor, PersonId Caseworker) : ReferralCommand;

    /// <summary>The clock for the urgency has run out, perhaps long ago.</summary>
    public sealed record Escalate : ReferralCommand;

    public sealed record RecordDelivery(string Message, DeliveryOutcome Fate) : ReferralCommand;

    /// <summary>Whoever has it takes the person on, or goes on accompanying her: the clock begins anew.</summary>
    public sealed record Accept(Actor Actor) : ReferralCommand;

    /// <summary>Asks providers for a service, one after the other.</summary>
    /// <param name="Candidates">Best first, as they were found.</param>
    /// <param name="Caseworker">Who will accompany the person once a place is held; null: nobody is there.</param>
    public sealed record Assign(Actor Actor, string Service, ImmutableArray<Candidate> Candidates, PersonId? Caseworker = null) : ReferralCommand;

    /// <summary>A provider's place is held, or there is none: what its own stream decided.</summary>
    public sealed record RecordPlaceAnswer(string Offer, PlaceAnswer Answer) : ReferralCommand;

    public sealed record BeginReintegration(Actor Actor) : ReferralCommand;

    /// <param name="Why">One of <see cref="CloseReasons"/>.</param>
    public sealed record Close(Actor Actor, string Why) : ReferralCommand;

    /// <summary>Why somebody has passed it on, said afterwards: the passing on does not wait for it.</summary>
    /// <param name="Why">One of <see cref="DeclineReasons"/>.</param>
    public sealed record GiveReason(Actor Actor, string Why) : ReferralCommand;

    /// <summary>The clock of a stage that somebody has it in has run out.</summary>
    public sealed record TimeUp : ReferralCommand;

    /// <summary>Whoever was asked to confirm, or has it, knows of something else that is needed.</summary>
    public sealed record AddNeed(Actor Actor, string Need) : ReferralCommand;

    /// <summary>Hands it over to another country's coordinators; it is theirs once they have accepted it.</summary>
    /// <param name="Basis">One of <see cref="ShareBases"/>.</param>
    /// <param name="Stream">Where the receiving side's referral will stand.</param>
    public sealed record HandOver(Actor Actor, Receive What, string Stream, string Basis) : ReferralCommand;

    /// <summary>A case leaves as a file for another organisation; two persons have agreed to it.</summary>
    /// <param name="With">The organisation, as whoever shares it calls it.</param>
    /// <param name="Basis">One of <see cref="ShareBases"/>.</param>
    public sealed record ShareFile(Actor Actor, string With, string Basis) : ReferralCommand;

    /// <summary>All that is kept about her was put together for her; two persons have agreed to it.</summary>
    /// <param name="By">An operator's name.</param>
    /// <param name="Second">Who has agreed.</param>
    public sealed record GiveFile(string By, string Second) : ReferralCommand;

    /// <summary>Another country hands somebody over: opened here as any other referral.</summary>
    /// <param name="From">The sending side's stream; filled in from where it comes.</param>
    /// <param name="FromReference">What the sending side calls it.</param>
    public sealed record Receive(
        string Reference, string Organisation, ReferralFacts Facts, Ladder Ladder, string Secret, ImmutableArray<PersonId> Tell, ImmutableSortedDictionary<string, string> RegionLabels,
        string FromReference, string From) : ReferralCommand
    {
        /// <summary>Which stream hears what becomes of it; null: none.</summary>
        public string? Subscription { get; init; }
    }

    public sealed record RecordHandOverAnswer(HandOverAnswer Answer) : ReferralCommand;

    /// <summary>Two referrals are about one person: this one ends, its history stays.</summary>
    public sealed record Merge(Actor Actor, string Into, string Stream) : ReferralCommand;

    /// <summary>They were two people after all: alerted anew.</summary>
    /// <param name="Stream">Of the referral that it was merged into.</param>
    public sealed record Unmerge(Actor Actor, string Stream) : ReferralCommand;

    /// <summary>Looked at: not the same person.</summary>
    public sealed record MarkNotDuplicate(Actor Actor, string Reference) : ReferralCommand;

    /// <summary>Another referral was about the same person.</summary>
    public sealed record AbsorbDuplicate(string Reference) : ReferralCommand
    {
        /// <summary>That referral's stream; filled in from where it comes.</summary>
        public string From { get; init; } = "";
    }

    /// <summary>What it was merged into was closed itself by then: nobody would look after the person.</summary>
    public sealed record MergeRejected(string By) : ReferralCommand;

    public sealed record ReleaseDuplicate(string Reference) : ReferralCommand;

    /// <param name="Label">What colleagues call whoever writes.</param>
    /// <param name="Text">At most <see cref="NoteRules.Longest"/> characters.</param>
    public sealed record AddNote(Actor Actor, Argument Label, string Text) : ReferralCommand;

    /// <summary>Takes one message back; a mark stays.</summary>
    public sealed record RemoveNote(Actor Actor, int Number) : ReferralCommand;

    /// <summary>Whoever accompanies the person has left, or is away.</summary>
    public sealed record PassCaseTo(PersonId From, PersonId To) : ReferralCommand;

    /// <summary>Whoever has it has left, or is away: open again, for those who are on duty now.</summary>
    public sealed record ReleaseByAbsence(PersonId From, Ladder Ladder) : ReferralCommand;
}
