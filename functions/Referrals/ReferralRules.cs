using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.CaseFiles;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.ReferralEvent>;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>Who is alerted, who has it, and what the clock does. Pure: no clock, no storage.</summary>
[PureRules]
public static class ReferralRules
{
    public const string Kind = "referral";

    /// <summary>Purpose of the wake-up at which the next level of the ladder is alerted.</summary>
    public const string EscalationDue = "escalate";

    /// <summary>Purpose of the wake-up at which the time of a stage, or of an offer, is over.</summary>
    public const string StageOverdue = "stage-overdue";

    public static Decision Decide(Referral referral, ReferralCommand command, DateTimeOffset now) => command switch
    {
        ReferralCommand.Open open => Open(referral, open, now),
        ReferralCommand.Receive receive => BorderRules.Receive(referral, receive, now),
        _ when !referral.Exists && command is ReferralCommand.Take or ReferralCommand.PassOn => new Decision.Refused(new ReferralRefusal.NotOpen(new Reply(ReferralPhrases.Gone))),
        _ when !referral.Exists => new Decision.Nothing(),
        ReferralCommand.Take { Actor.Role: Role.ServiceProvider } take => OfferRules.Accept(referral, take),
        ReferralCommand.PassOn { Actor.Role: Role.ServiceProvider } pass => OfferRules.Decline(referral, pass, now),
        ReferralCommand.Take { Actor.Role: Role.SocialWorker or Role.PoliceOfficer } take => JointRules.Confirm(referral, take, now),
        ReferralCommand.PassOn { Actor.Role: Role.SocialWorker or Role.PoliceOfficer } pass => JointRules.Dispute(referral, pass, now),
        ReferralCommand.Take or ReferralCommand.PassOn when referral.IsClosed => new Decision.Refused(new ReferralRefusal.NotOpen(new Reply(ReferralPhrases.Gone))),
        ReferralCommand.Take take => Checked(referral, take.Actor, take.Digits, take.Channel) ?? Take(referral, take.Actor, take.CallName, take.Channel, now),
        ReferralCommand.TakeSignedIn take when !Permissions.May(take.Actor, Permission.TakeReferral, referral.Subject) => new Decision.Refused(new ReferralRefusal.NoRight(new Reply(ReferralPhrases.Gone))),
        ReferralCommand.TakeSignedIn when referral.IsClosed || referral.Stage == Stage.Identified => new Decision.Refused(new ReferralRefusal.NotOpen(new Reply(ReferralPhrases.Gone))),
        ReferralCommand.TakeSignedIn take when referral.TakenBy is { } by && by != take.Actor.Person => new Decision.Refused(TakenByOther(referral)),
        ReferralCommand.TakeSignedIn take => Take(referral, take.Actor, take.CallName, null, now),
        ReferralCommand.PassOn pass => Checked(referral, pass.Actor, pass.Digits, pass.Channel) ?? PassOn(referral, pass, now),
        ReferralCommand.PassOnSignedIn pass => PassOnSignedIn(referral, pass, now),
        ReferralCommand.Escalate => Escalate(referral, now),
        ReferralCommand.Learn learn when referral.Offers.Any(offer => offer.Messages.ContainsKey(learn.Message)) => OfferRules.Learn(referral, learn, now),
        ReferralCommand.Learn learn when referral.Joint is { } joint && joint.Messages.ContainsKey(learn.Message) => JointRules.Learn(referral, learn, now),
        ReferralCommand.Learn learn => Learn(referral, learn, now),
        ReferralCommand.AcceptOffer accept => OfferRules.AcceptSignedIn(referral, accept.Actor),
        ReferralCommand.DeclineOffer decline => OfferRules.DeclineSignedIn(referral, decline, now),
        ReferralCommand.Accept accept => LifeRules.Accept(referral, accept, now),
        ReferralCommand.Assign assign => OfferRules.Assign(referral, assign, now),
        ReferralCommand.LearnOfPlace place => OfferRules.LearnOfPlace(referral, place, now),
        ReferralCommand.BeginReintegration begin => LifeRules.BeginReintegration(referral, begin, now),
        ReferralCommand.Close close => LifeRules.Close(referral, close),
        ReferralCommand.GiveReason reason => LifeRules.GiveReason(referral, reason),
        ReferralCommand.TakeAway away => LifeRules.TakeAway(referral, away, now),
        ReferralCommand.AnswerJointly answer => JointRules.AnswerSignedIn(referral, answer, now),
        ReferralCommand.ChooseCaseworker choose => LifeRules.ChooseCaseworker(referral, choose),
        ReferralCommand.PassCaseTo pass => LifeRules.PassCaseTo(referral, pass),
        ReferralCommand.AddNeed add => JointRules.AddNeed(referral, add),
        ReferralCommand.HandOver over => BorderRules.HandOver(referral, over, now),
        ReferralCommand.LearnOfHandOver learn => BorderRules.Learn(referral, learn),
        ReferralCommand.Merge merge => DuplicateRules.Merge(referral, merge),
        ReferralCommand.Unmerge unmerge => DuplicateRules.Unmerge(referral, unmerge, now),
        ReferralCommand.TellApart apart => DuplicateRules.TellApart(referral, apart),
        ReferralCommand.Absorb absorb => DuplicateRules.Absorb(referral, absorb),
        ReferralCommand.LetGo go => DuplicateRules.LetGo(referral, go),
        ReferralCommand.NotAbsorbed not => DuplicateRules.NotAbsorbed(referral, not, now),
        ReferralCommand.Say say => TalkRules.Say(referral, say, now),
        ReferralCommand.Unsay unsay => TalkRules.Unsay(referral, unsay),
        ReferralCommand.ShareFile share => CaseFileRules.Share(referral, share, now),
        ReferralCommand.GiveFile give => CaseFileRules.Give(give),
        ReferralCommand.TimeUp => LifeRules.TimeUp(referral, now),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    /// <summary>What nobody needs any more is not sent: an alert that was taken, passed on or replaced, an offer that is over, words that were taken back.</summary>
    public static bool StillWanted(Referral referral, OutboundMessage message, DateTimeOffset now) => message.Purpose switch
    {
        MessagePurpose.Alert => !referral.IsClosed && referral.TakenBy is null
            && referral.Alerts.FirstOrDefault(alert => alert.Id == message.Id) is { Status: not AlertStatus.Passed },
        MessagePurpose.JointConfirmation => !referral.IsClosed && referral.Joint is { Status: JointStatus.Asked },
        MessagePurpose.Offer => referral.Offers.Any(offer => offer.Status == OfferStatus.Open && offer.Messages.ContainsKey(message.Id)),
        MessagePurpose.Note => !referral.Notes.Any(note => note.Text is null && Draft.NameOf(note) == message.About),
        _ => true,
    };

    private static Decision Open(Referral referral, ReferralCommand.Open open, DateTimeOffset now)
    {
        if (referral.IsErased) return new Decision.Refused(new ReferralRefusal.ReferenceTaken());
        if (referral.Opening is { } opening)
            return opening == open.Opening ? new Decision.Nothing()
                : new Decision.Refused(opening.Key == open.Opening.Key ? new ReferralRefusal.KeyReused() : new ReferralRefusal.ReferenceTaken());
        // A child is always at least urgent.
        var facts = open.Facts.Age == AgeGroup.Child && open.Facts.Urgency == Urgency.Routine ? open.Facts with { Urgency = Urgency.Urgent } : open.Facts;
        var draft = new Draft(referral);
        draft.Add(new Opened(open.Reference.ToString(), open.Organisation, open.Opening, facts, open.Ladder, open.Secret, open.Tell, open.RegionLabels, now) { Hook = open.Hook });
        if (open.AlikeList is { } list) draft.Add(new MaybeTheSame(open.Alike, list, open.SameReferenceList));
        if (!open.Counterparts.IsEmpty) draft.AskJointly(open.By, open.Counterparts, now);
        if (draft.Now.Stage != Stage.Identified) draft.Climb(0, now);
        return draft.Done(null);
    }

    /// <summary>The person's right and the code, in this order, before anything is said about the referral; null: both are good.</summary>
    internal static Decision? Checked(Referral referral, Actor actor, string digits, ChannelKind channel, Permission what = Permission.TakeReferral)
    {
        if (!Permissions.May(actor, what, referral.Subject))
            return Recorded(new ReferralRefusal.NoRight(new Reply(ReferralPhrases.Gone)), new TriedWithoutRight(actor.Person));
        if (!ChannelTraits.Of(channel).SenderIsAuthenticated && referral.IsClosedToSms(actor.Person)) return new Decision.Refused(new ReferralRefusal.ClosedToSms(new Reply(ReferralPhrases.CodeClosed)));
        if (digits == AlertCode.DigitsFor(referral.Secret, actor.Person)) return null;
        return Recorded(new ReferralRefusal.WrongCode(new Reply(ReferralPhrases.CodeWrong)), new WrongCode(actor.Person, channel));
    }

    /// <summary>A refusal that is stored: a repeated message gets the same answer, and it can be seen who tried.</summary>
    internal static Decision.Refused Recorded(ReferralRefusal why, ReferralEvent happened) => new(why) { Recorded = [happened] };

    private static ReferralRefusal.TakenByOther TakenByOther(Referral referral) =>
        new(new Reply(ReferralPhrases.TakenByOther.With(("reference", referral.Reference), ("by", referral.TakerCallName!))));

    private static Decision Take(Referral referral, Actor actor, Argument callName, ChannelKind? channel, DateTimeOffset now)
    {
        var taken = TakenReply(referral, actor.Person, channel);
        // Whoever was asked in vain whether it goes on says so with the code, too.
        if (referral.TakenBy == actor.Person && referral.Nudges > 0) return new Decision.Accepted(new Accepted(actor.Person, LifeRules.GoesOn(referral, now)), taken);
        if (referral.TakenBy == actor.Person) return new Decision.Accepted(new TriedAgain(actor.Person), taken);
        if (referral.TakenBy is not null) return Recorded(TakenByOther(referral), new TriedTooLate(actor.Person));
        var draft = new Draft(referral);
        draft.Add(new Taken(actor.Person, channel, callName, now + LifeRules.TimeFor(referral, Stage.Acknowledged)));
        draft.TellReferrers(ReferralPhrases.ToldTaken);
        return draft.Done(taken);
    }

    /// <summary>A number can be forged: the answer goes to the number on record, asks, and says how to give it back.</summary>
    private static Reply TakenReply(Referral referral, PersonId person, ChannelKind? channel) =>
        channel is { } by && !ChannelTraits.Of(by).SenderIsAuthenticated
        ? new Reply(ReferralPhrases.TakenNotYou.With(("reference", referral.Reference), ("code", CodeOf(referral, person))))
        : new Reply(ReferralPhrases.Taken.With(("reference", referral.Reference)), [ReferralPhrases.More(referral)]);

    private static Decision PassOn(Referral referral, ReferralCommand.PassOn pass, DateTimeOffset now)
    {
        var person = pass.Actor.Person;
        if (referral.TakenBy is { } by && by != person) return Recorded(TakenByOther(referral), new TriedTooLate(person));
        return Passed(new Draft(referral), person, now).Done(PassedReply(referral, pass.Channel));
    }

    private static Decision PassOnSignedIn(Referral referral, ReferralCommand.PassOnSignedIn pass, DateTimeOffset now)
    {
        var person = pass.Actor.Person;
        if (!Permissions.May(pass.Actor, Permission.TakeReferral, referral.Subject)) return new Decision.Refused(new ReferralRefusal.NoRight(new Reply(ReferralPhrases.Gone)));
        if (!referral.IsClosed && referral.TakenBy is { } by && by != person) return new Decision.Refused(TakenByOther(referral));
        if (referral.IsClosed || (referral.TakenBy is null && !referral.Alerts.Any(alert => alert.To == person && alert.IsPending))) return new Decision.Refused(new ReferralRefusal.NotOpen(new Reply(ReferralPhrases.Gone)));
        var draft = new Draft(referral);
        draft.Add(new ReasonGiven(person, pass.Why));
        return Passed(draft, person, now).Done(new Reply(ReferralPhrases.Passed.With(("reference", referral.Reference))));
    }

    /// <summary>Given back by whoever has it, passed on by whoever was alerted.</summary>
    private static Draft Passed(Draft draft, PersonId person, DateTimeOffset now)
    {
        if (draft.Now.TakenBy == person) draft.Add(new Released(person, now + draft.Now.Ladder!.Every(draft.Now.Facts!.Urgency)));
        draft.Add(new PassedOn(person));
        draft.ClimbIfNobodyIsLeft(now);
        return draft;
    }

    /// <summary>It has gone on already; why, can be said afterwards.</summary>
    internal static Reply PassedReply(Referral referral, ChannelKind channel) => new(
        ReferralPhrases.Passed.With(("reference", referral.Reference)), !ChannelTraits.Of(channel).HasButtons ? [] : [.. DeclineReasons.All.Select(why => ReferralPhrases.WhyNot(referral, why))]);

    private static Decision Escalate(Referral referral, DateTimeOffset now)
    {
        if (referral.EscalatesAt is not { } due || now < due) return new Decision.Nothing();
        // After hours of silence on our side it goes to where it would stand by now, not one step at a time.
        var overdue = (int)Math.Min((now - due) / referral.Ladder!.Every(referral.Facts!.Urgency), referral.Ladder.Levels.Length);
        var draft = new Draft(referral);
        draft.Climb(referral.Level + 1 + overdue, now);
        return draft.Done(null);
    }

    private static Decision Learn(Referral referral, ReferralCommand.Learn learn, DateTimeOffset now)
    {
        if (learn.Fate is Fate.Dropped) return new Decision.Accepted(new MessageDropped(learn.Message));
        if (referral.Alerts.FirstOrDefault(one => one.Id == learn.Message) is not { } alert) return new Decision.Nothing();
        var draft = new Draft(referral);
        switch (learn.Fate)
        {
            case Fate.Delivered when alert.Status == AlertStatus.Sent:
                draft.Add(new AlertDelivered(alert.Id));
                break;
            case Fate.Undelivered undelivered when alert.IsPending && !alert.GivenUp.Contains(undelivered.Channel):
                draft.Add(new AlertUndelivered(alert.Id, undelivered.Channel, undelivered.Why.Name));
                if (referral is { TakenBy: null, IsClosed: false }) draft.AlertByOtherChannel(alert, undelivered.Channel);
                break;
            case Fate.Failed failed when alert.IsPending:
                draft.Add(new AlertFailed(alert.Id, failed.Why));
                draft.ClimbIfNobodyIsLeft(now);
                break;
            default:
                return new Decision.Nothing();
        }
        return draft.Done(null);
    }

    public static string CodeOf(Referral referral, PersonId person) =>
        AlertCode.Write(AlertKind.Referral, Reference.BodyOf(referral.Reference), AlertCode.DigitsFor(referral.Secret, person));
}
