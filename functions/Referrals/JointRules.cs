using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.ReferralEvent>;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>Social worker and police of a point identify together. Pure: no clock, no storage.</summary>
[PureRules]
public static class JointRules
{
    public static Decision Confirm(Referral referral, ReferralCommand.Take take, DateTimeOffset now) => Answer(referral, take.Actor, take.Digits, take.Channel, JointStatus.Confirmed, now);

    /// <summary>They do not agree: a coordinator decides, nothing is dropped.</summary>
    public static Decision Dispute(Referral referral, ReferralCommand.PassOn pass, DateTimeOffset now) => Answer(referral, pass.Actor, pass.Digits, pass.Channel, JointStatus.Disputed, now);

    /// <summary>Nobody has answered: it goes on without.</summary>
    public static Decision TimeUp(Referral referral, DateTimeOffset now)
    {
        if (referral.Due is not { } due || now < due) return new Decision.Nothing();
        var draft = new Draft(referral);
        GoOn(draft, JointStatus.Unanswered, null, now);
        return draft.Done(null);
    }

    /// <summary>Nobody of those asked can be reached: at once.</summary>
    public static Decision Learn(Referral referral, ReferralCommand.Learn learn, DateTimeOffset now)
    {
        if (learn.Fate is Fate.Dropped) return new Decision.Accepted(new MessageDropped(learn.Message));
        if (learn.Fate is not (Fate.Failed or Fate.Undelivered) || referral.Joint is not { Status: JointStatus.Asked } joint || !joint.Messages.ContainsKey(learn.Message)) return new Decision.Nothing();
        var draft = new Draft(referral);
        draft.Add(new AlertFailed(learn.Message, learn.Fate is Fate.Undelivered undelivered ? undelivered.Why.Name : "no-channel-left"));
        if (draft.Now.Joint!.Messages.IsEmpty) GoOn(draft, JointStatus.Unanswered, null, now);
        return draft.Done(null);
    }

    public static Decision AddNeed(Referral referral, ReferralCommand.AddNeed add)
    {
        if (!IsConcerned(referral, add.Actor) && !Permissions.May(add.Actor, Permission.ManageReferral, referral.Subject)) return new Decision.Refused(new ReferralRefusal.NoRight(new Reply(ReferralPhrases.NotYours)));
        if (referral.IsClosed || referral.Facts!.Needs.Contains(add.Need)) return new Decision.Refused(new ReferralRefusal.NotNow(referral.Stage, [], new Reply(ReferralPhrases.ReasonNoted)));
        return new Decision.Accepted(new NeedAdded(add.Actor.Person, add.Need), new Reply(ReferralPhrases.ReasonNoted, [.. Missing(referral).Where(choice => !choice.Data.EndsWith($" {add.Need}", StringComparison.Ordinal))]));
    }

    /// <summary>Whether she is one of the two sides that identify together.</summary>
    public static bool IsConcerned(Referral referral, Actor actor) =>
        referral.Joint is { } joint && (joint.By == actor.Person || joint.Asked.Contains(actor.Person)) && Permissions.May(actor, Permission.ConfirmIdentification, referral.Subject);

    /// <summary>As by phone, by somebody who has proved who she is: no code.</summary>
    public static Decision AnswerSignedIn(Referral referral, ReferralCommand.AnswerJointly answer, DateTimeOffset now)
    {
        var person = answer.Actor.Person;
        if (!IsConcerned(referral, answer.Actor)) return new Decision.Refused(new ReferralRefusal.NoRight(new Reply(ReferralPhrases.Gone)));
        if (!IsOpenTo(referral, person, answer.Status)) return new Decision.Refused(new ReferralRefusal.NotOpen(new Reply(ReferralPhrases.Gone)));
        var draft = new Draft(referral);
        GoOn(draft, answer.Status, person, now);
        return draft.Done(new Reply(ReferralPhrases.JointNoted.With(("reference", referral.Reference))));
    }

    private static bool IsOpenTo(Referral referral, PersonId person, JointStatus answer) => !referral.IsClosed && referral.Joint is { } joint && joint.Asked.Contains(person) && Counts(joint, answer);

    private static Decision Answer(Referral referral, Actor actor, string digits, ChannelKind channel, JointStatus status, DateTimeOffset now)
    {
        if (ReferralRules.Checked(referral, actor, digits, channel, Permission.ConfirmIdentification) is { } refused) return refused;
        var noted = new Reply(ReferralPhrases.JointNoted.With(("reference", referral.Reference)), !ChannelTraits.Of(channel).HasButtons || status == JointStatus.Disputed ? [] : [.. Missing(referral)]);
        if (!IsOpenTo(referral, actor.Person, status)) return ReferralRules.Recorded(new ReferralRefusal.NotOpen(noted), new TriedAgain(actor.Person));
        var draft = new Draft(referral);
        GoOn(draft, status, actor.Person, now);
        return draft.Done(noted);
    }

    /// <summary>The first answer counts; whoever sees it otherwise is heard also after a colleague has agreed.</summary>
    private static bool Counts(Joint joint, JointStatus answer) => joint.Status is JointStatus.Asked or JointStatus.Unanswered || (joint.Status, answer) is (JointStatus.Confirmed, JointStatus.Disputed);

    private static void GoOn(Draft draft, JointStatus status, PersonId? by, DateTimeOffset now)
    {
        draft.Add(new JointlyAnswered(status, by));
        if (status == JointStatus.Disputed)
        {
            if (draft.Now.Joint!.By is { } first) draft.TellColleague(first, ReferralPhrases.Disputed.With(("reference", draft.Now.Reference)), Priority.Routine);
            draft.TellTaker(ReferralPhrases.DisputedTaker.With(("reference", draft.Now.Reference)), Priority.Urgent, ReferralPhrases.More(draft.Now));
        }
        if (draft.Now.Stage == Stage.Identified) draft.Climb(0, now);
    }

    /// <summary>What could be added.</summary>
    private static IEnumerable<Choice> Missing(Referral referral) => PeopleFile.Needs.Except(referral.Facts!.Needs).Select(need => new Choice(ReferralButtons.About(referral.Reference, ReferralButtons.AddNeed, need), ReferralPhrases.ButtonAdd.With(("service", ReferralPhrases.Services[need]))));
}
