using System.Collections.Immutable;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Functions.Referrals.Messages;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.ReferralEvent>;
using DeliveryOutcome = ServerlessAssist.Functions.Alerts.DeliveryOutcome;

namespace ServerlessAssist.Functions.Referrals.Rules;

/// <summary>Social worker and police of a point identify together. Pure: no clock, no storage.</summary>
[PureRules]
public static class JointIdentificationRules
{
    public static Decision Confirm(Referral referral, ReferralCommand.Take take, DateTimeOffset now) => Answer(referral, take.Actor, take.Digits, take.Channel, JointStatus.Confirmed, now);

    /// <summary>They do not agree: a coordinator decides, nothing is dropped.</summary>
    public static Decision Dispute(Referral referral, ReferralCommand.PassOn pass, DateTimeOffset now) => Answer(referral, pass.Actor, pass.Digits, pass.Channel, JointStatus.Disputed, now);

    /// <summary>Nobody has answered: it goes on without.</summary>
    public static Decision TimeUp(Referral referral, DateTimeOffset now)
    {
        if (referral.Due is not { } due || now < due) return new Decision.NoChange();
        var draft = new ReferralDecision(referral);
        GoOn(draft, JointStatus.Unanswered, null, now);
        return draft.Done(null);
    }

    /// <summary>When nobody of those asked can be reached, it goes on at once.</summary>
    public static Decision Learn(Referral referral, Joint joint, ReferralCommand.RecordDelivery learn, DateTimeOffset now)
    {
        if (joint.Status != JointStatus.Asked) return new Decision.NoChange();
        if (joint.Asked.Learn(learn.Message, learn.Fate, OtherChannels.None) is not DeliveryOutcome.Failed failed) return new Decision.NoChange();
        var draft = new ReferralDecision(referral);
        draft.Add(new AlertFailed(learn.Message, failed.Why));
        if (!draft.Now.Joint!.Asked.IsAnybodyLeft) GoOn(draft, JointStatus.Unanswered, null, now);
        return draft.Done(null);
    }

    /// <summary>Asks the counterparts. In immediate danger the alert does not wait for their answer.</summary>
    /// <param name="by">Who has said so; null: an organisation's system.</param>
    internal static void Ask(ReferralDecision draft, PersonId? by, ImmutableArray<PersonId> counterparts, DateTimeOffset now)
    {
        var asked = AskedPeople.Of(draft.NextId("joint-confirmation"), counterparts.Where(person => person != by));
        if (asked.Alerts.IsEmpty) return;
        var due = draft.Now.Facts!.Urgency == Urgency.Immediate ? (DateTimeOffset?)null : now + draft.Now.TimePerLevel;
        draft.Add(new JointConfirmationRequested(new Joint(by, asked, JointStatus.Asked), due));
        draft.Send(asked.Alerts.Select(alert => JointMessages.Of(draft.Now, alert)));
    }

    public static Decision AddNeed(Referral referral, ReferralCommand.AddNeed add)
    {
        if (!IsConcerned(referral, add.Actor) && !Permissions.May(add.Actor, Permission.ManageReferral, referral.Subject)) return new Decision.Refused(new ReferralRefusal.NoRight(new Reply(ReferralPhrases.NotYours)));
        if (referral.IsClosed || referral.Facts!.Needs.Contains(add.Need)) return new Decision.Refused(new ReferralRefusal.NotNow(referral.Stage, [], new Reply(ReferralPhrases.ReasonNoted)));
        return new Decision.Commit(new NeedAdded(add.Actor.Person, add.Need), new Reply(ReferralPhrases.ReasonNoted, [.. Missing(referral).Where(choice => !choice.Data.EndsWith($" {add.Need}", StringComparison.Ordinal))]));
    }

    /// <summary>Whether she is one of the two sides that identify together.</summary>
    public static bool IsConcerned(Referral referral, Actor actor) =>
        referral.Joint is { } joint && (joint.By == actor.Person || joint.Asked.People.Contains(actor.Person)) && Permissions.May(actor, Permission.ConfirmIdentification, referral.Subject);

    /// <summary>As by phone, by somebody who has proved who she is: no code.</summary>
    public static Decision AnswerSignedIn(Referral referral, ReferralCommand.AnswerJointly answer, DateTimeOffset now)
    {
        var person = answer.Actor.Person;
        if (!IsConcerned(referral, answer.Actor)) return new Decision.Refused(new ReferralRefusal.NoRight(new Reply(ReferralPhrases.Gone)));
        if (!IsOpenTo(referral, person, answer.Status)) return new Decision.Refused(new ReferralRefusal.NotOpen(new Reply(ReferralPhrases.Gone)));
        var draft = new ReferralDecision(referral);
        GoOn(draft, answer.Status, person, now);
        return draft.Done(new Reply(ReferralPhrases.JointNoted.With(("reference", referral.Reference))));
    }

    private static bool IsOpenTo(Referral referral, PersonId person, JointStatus answer) => !referral.IsClosed && referral.Joint is { } joint && joint.Asked.People.Contains(person) && Counts(joint, answer);

    private static Decision Answer(Referral referral, Actor actor, string digits, ChannelKind channel, JointStatus status, DateTimeOffset now)
    {
        // Others of the region do not learn by a wrong code that there is such a referral.
        if (!IsConcerned(referral, actor)) return AlertRules.NoRight(actor);
        if (AlertRules.Checked(referral, actor, digits, channel, Permission.ConfirmIdentification) is { } refused) return refused;
        var noted = new Reply(ReferralPhrases.JointNoted.With(("reference", referral.Reference)), !ChannelTraits.Of(channel).HasButtons || status == JointStatus.Disputed ? [] : [.. Missing(referral)]);
        if (!IsOpenTo(referral, actor.Person, status)) return AlertRules.Recorded(new ReferralRefusal.NotOpen(noted), new AlreadyTaken(actor.Person));
        var draft = new ReferralDecision(referral);
        GoOn(draft, status, actor.Person, now);
        return draft.Done(noted);
    }

    /// <summary>The first answer counts; whoever sees it otherwise is heard also after a colleague has agreed.</summary>
    private static bool Counts(Joint joint, JointStatus answer) => joint.Status is JointStatus.Asked or JointStatus.Unanswered || (joint.Status, answer) is (JointStatus.Confirmed, JointStatus.Disputed);

    private static void GoOn(ReferralDecision draft, JointStatus status, PersonId? by, DateTimeOffset now)
    {
        draft.Add(new JointConfirmationAnswered(status, by));
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
