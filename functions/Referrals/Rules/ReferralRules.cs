using System.Text.Json;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.CaseFiles;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.ReferralEvent>;
using DeliveryOutcome = ServerlessAssist.Shared.Streams.DeliveryOutcome;

namespace ServerlessAssist.Functions.Referrals.Rules;

/// <summary>The stream of a referral: which rule answers which command. Pure: no clock, no storage.</summary>
[PureRules]
public static class ReferralRules
{
    public const string Kind = "referral";

    /// <summary>Purpose of the wake-up at which the next level of the ladder is alerted.</summary>
    public const string EscalationDue = "escalate";

    /// <summary>Purpose of the wake-up at which the time of a stage, or of an offer, is over.</summary>
    public const string StageOverdue = "stage-overdue";

    /// <summary>The stream's definition.</summary>
    public static readonly StreamDefinition<Referral, ReferralEvent, ReferralCommand> Book = new(
        Kind, Referral.None, Decide, ReferralEvolution.Evolve, ReferralJson.Default.Referral, ReferralJson.Default.ReferralEvent)
    {
        Retention = RetentionRule.InDays(
            "To find help for a person, and to answer for it.", "Referrals", 1825, "it is closed; then it is erased with all that hangs on it"),
        Ownership = Ownership.Person,
        Views = ReferralEvolution.Views,
        WakeUps = ReferralEvolution.WakeUps,
        StillWanted = StillWanted,
        FromWakeUp = wake => wake.Purpose == StageOverdue ? new ReferralCommand.TimeUp() : new ReferralCommand.Escalate(),
        FromEffect = effect => effect.Command.Deserialize(ReferralJson.Default.ReferralCommand) switch
        {
            ReferralCommand.Receive receive => receive with { From = effect.From },
            ReferralCommand.AbsorbDuplicate absorb => absorb with { From = effect.From },
            var other => other!,
        },
        OverSince = (referral, lastDecision) => referral.IsClosed ? lastDecision : null,
        Erased = Referral.Erased,
        Origin = new Origin<Referral, ReferralCommand>(referral => referral.Opening?.Key, RequestOf),
        FromDelivery = (message, fate) => new ReferralCommand.RecordDelivery(message, fate),
    };

    public static Decision Decide(Referral referral, ReferralCommand command, DateTimeOffset now) => command switch
    {
        ReferralCommand.Open open => Open(referral, open, now),
        ReferralCommand.Receive receive => CrossBorderRules.Receive(referral, receive, now),
        _ when !referral.Exists && command is ReferralCommand.Take or ReferralCommand.PassOn => new Decision.Refused(new ReferralRefusal.NotOpen(new Reply(ReferralPhrases.Gone))),
        _ when !referral.Exists => new Decision.NoChange(),
        ReferralCommand.Take { Actor.Role: Role.ServiceProvider } take => OfferRules.Accept(referral, take),
        ReferralCommand.PassOn { Actor.Role: Role.ServiceProvider } pass => OfferRules.Decline(referral, pass, now),
        ReferralCommand.Take { Actor.Role: Role.SocialWorker or Role.PoliceOfficer } take => JointIdentificationRules.Confirm(referral, take, now),
        ReferralCommand.PassOn { Actor.Role: Role.SocialWorker or Role.PoliceOfficer } pass => JointIdentificationRules.Dispute(referral, pass, now),
        ReferralCommand.Take or ReferralCommand.PassOn when referral.IsClosed => new Decision.Refused(new ReferralRefusal.NotOpen(new Reply(ReferralPhrases.Gone))),
        ReferralCommand.Take take => AlertRules.Take(referral, take, now),
        ReferralCommand.TakeSignedIn take => AlertRules.TakeSignedIn(referral, take, now),
        ReferralCommand.PassOn pass => AlertRules.PassOn(referral, pass, now),
        ReferralCommand.PassOnSignedIn pass => AlertRules.PassOnSignedIn(referral, pass, now),
        ReferralCommand.Escalate => AlertRules.Escalate(referral, now),
        ReferralCommand.RecordDelivery learn => Learn(referral, learn, now),
        ReferralCommand.AcceptOffer accept => OfferRules.AcceptSignedIn(referral, accept.Actor),
        ReferralCommand.DeclineOffer decline => OfferRules.DeclineSignedIn(referral, decline, now),
        ReferralCommand.Accept accept => LifecycleRules.Accept(referral, accept, now),
        ReferralCommand.Assign assign => OfferRules.Assign(referral, assign, now),
        ReferralCommand.RecordPlaceAnswer place => OfferRules.LearnOfPlace(referral, place, now),
        ReferralCommand.BeginReintegration begin => LifecycleRules.BeginReintegration(referral, begin, now),
        ReferralCommand.Close close => LifecycleRules.Close(referral, close),
        ReferralCommand.GiveReason reason => LifecycleRules.GiveReason(referral, reason),
        ReferralCommand.ReleaseByAbsence away => LifecycleRules.TakeAway(referral, away, now),
        ReferralCommand.AnswerJointly answer => JointIdentificationRules.AnswerSignedIn(referral, answer, now),
        ReferralCommand.ChooseCaseworker choose => LifecycleRules.ChooseCaseworker(referral, choose),
        ReferralCommand.PassCaseTo pass => LifecycleRules.PassCaseTo(referral, pass),
        ReferralCommand.AddNeed add => JointIdentificationRules.AddNeed(referral, add),
        ReferralCommand.HandOver over => CrossBorderRules.HandOver(referral, over, now),
        ReferralCommand.RecordHandOverAnswer learn => CrossBorderRules.Learn(referral, learn),
        ReferralCommand.Merge merge => DuplicateRules.Merge(referral, merge),
        ReferralCommand.Unmerge unmerge => DuplicateRules.Unmerge(referral, unmerge, now),
        ReferralCommand.MarkNotDuplicate apart => DuplicateRules.TellApart(referral, apart),
        ReferralCommand.AbsorbDuplicate absorb => DuplicateRules.Absorb(referral, absorb),
        ReferralCommand.ReleaseDuplicate go => DuplicateRules.LetGo(referral, go),
        ReferralCommand.MergeRejected not => DuplicateRules.NotAbsorbed(referral, not, now),
        ReferralCommand.AddNote say => NoteRules.Say(referral, say, now),
        ReferralCommand.RemoveNote unsay => NoteRules.Unsay(referral, unsay),
        ReferralCommand.ShareFile share => CaseFileRules.Share(referral, share, now),
        ReferralCommand.GiveFile give => CaseFileRules.Give(give),
        ReferralCommand.TimeUp => LifecycleRules.TimeUp(referral, now),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    /// <summary>What nobody needs any more is not sent: an alert that was taken, passed on or replaced, an offer that is over, words that were taken back.</summary>
    public static bool StillWanted(Referral referral, OutboundMessage message, DateTimeOffset now) => message.Purpose switch
    {
        MessagePurpose.Alert => !referral.IsClosed && referral.TakenBy is null
            && referral.Escalation.Asked.Find(message.Id) is { Status: not AlertStatus.Passed },
        MessagePurpose.JointConfirmation => !referral.IsClosed && referral.Joint is { Status: JointStatus.Asked },
        MessagePurpose.Offer => referral.Offers.Any(offer => offer.Status == OfferStatus.Open && offer.Asked.IsPending(message.Id)),
        MessagePurpose.Note => !referral.Notes.Any(note => note.Text is null && note.About() == message.About),
        _ => true,
    };

    private static ReferralCommand Affected(Effect effect) => effect.Command.Deserialize(ReferralJson.Default.ReferralCommand) switch
    {
        ReferralCommand.Receive receive => receive with { From = effect.From },
        ReferralCommand.AbsorbDuplicate absorb => absorb with { From = effect.From },
        var other => other!,
    };

    private static Decision Open(Referral referral, ReferralCommand.Open open, DateTimeOffset now)
    {
        if (referral.IsErased) return new Decision.Refused(new ReferralRefusal.ReferenceTaken());
        if (referral.Opening is { } opening)
            return opening == open.Opening ? new Decision.NoChange()
                : new Decision.Refused(opening.Key == open.Opening.Key ? new ReferralRefusal.KeyReused() : new ReferralRefusal.ReferenceTaken());
        // A child is always at least urgent.
        var facts = open.Facts.Age == AgeGroup.Child && open.Facts.Urgency == Urgency.Routine ? open.Facts with { Urgency = Urgency.Urgent } : open.Facts;
        var draft = new ReferralDecision(referral);
        draft.Add(new Opened(open.Reference.ToString(), open.Organisation, open.Opening, facts, open.Ladder, open.Secret, open.Tell, open.RegionLabels, now) { Subscription = open.Subscription });
        if (open.AlikeList is { } list) draft.Add(new PossibleDuplicate(open.Alike, list, open.SameReferenceList));
        if (!open.Counterparts.IsEmpty) JointIdentificationRules.Ask(draft, open.By, open.Counterparts, now);
        if (draft.Now.Stage != Stage.Identified) draft.Climb(0, now);
        return draft.Done(null);
    }

    /// <summary>A delivery report: of an offer, of a joint confirmation, or of an alert.</summary>
    private static Decision Learn(Referral referral, ReferralCommand.RecordDelivery learn, DateTimeOffset now)
    {
        if (learn.Fate is DeliveryOutcome.Dropped) return new Decision.Commit(new MessageDropped(learn.Message));
        if (referral.Offers.FirstOrDefault(offer => offer.Asked.Find(learn.Message) is not null) is { } offer)
            return OfferRules.Learn(referral, offer, learn, now);
        if (referral.Joint is { } joint && joint.Asked.Find(learn.Message) is not null) return JointIdentificationRules.Learn(referral, joint, learn, now);
        return AlertRules.Learn(referral, learn, now);
    }

    /// <summary>The request that a command would begin a referral with; null: it begins none.</summary>
    private static string? RequestOf(ReferralCommand command) => command switch
    {
        ReferralCommand.Open open => open.Opening.Key,
        ReferralCommand.Receive receive => CrossBorderRules.KeyOf(receive),
        _ => null,
    };
}
