using System.Collections.Immutable;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Messages;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.ReferralEvent>;
using DeliveryOutcome = ServerlessAssist.Functions.Alerts.DeliveryOutcome;

namespace ServerlessAssist.Functions.Referrals.Rules;

/// <summary>Coordinators are alerted, take a referral and pass it on. Pure: no clock, no storage.</summary>
[PureRules]
internal static class AlertRules
{
    /// <summary>Checks the person's right and the code, in this order, before anything is said about the referral.</summary>
    /// <returns>Null: both are good.</returns>
    public static Decision? Checked(
        Referral referral, Actor actor, string digits, ChannelKind channel, Permission what = Permission.TakeReferral)
    {
        if (!Permissions.May(actor, what, referral.Subject))
            return NoRight(actor);
        return EscalationRules.Check(referral.Escalation, referral.Secret, actor.Person, digits, channel) switch
        {
            CodeCheck.Right => null,
            CodeCheck.ClosedToSms => new Decision.Refused(new ReferralRefusal.ClosedToSms(new Reply(ReferralPhrases.CodeClosed))),
            _ => Recorded(new ReferralRefusal.WrongCode(new Reply(ReferralPhrases.CodeWrong)), new WrongCode(actor.Person, channel)),
        };
    }

    /// <summary>A refusal that is stored: a repeated message gets the same answer, and it can be seen who tried.</summary>
    public static Decision.Refused Recorded(ReferralRefusal why, ReferralEvent happened) => new(why) { Recorded = [happened] };

    /// <summary>Said as to somebody who names a referral that does not exist.</summary>
    public static Decision.Refused NoRight(Actor actor) =>
        Recorded(new ReferralRefusal.NoRight(new Reply(ReferralPhrases.Gone)), new RefusedNoRight(actor.Person));

    public static Decision Take(Referral referral, ReferralCommand.Take take, DateTimeOffset now) =>
        Checked(referral, take.Actor, take.Digits, take.Channel) ?? Take(referral, take.Actor, take.CallName, take.Channel, now);

    public static Decision TakeSignedIn(Referral referral, ReferralCommand.TakeSignedIn take, DateTimeOffset now)
    {
        if (!Permissions.May(take.Actor, Permission.TakeReferral, referral.Subject)) return NoRight();
        if (referral.IsClosed || referral.Stage == Stage.Identified) return NotOpen();
        if (EscalationRules.Take(referral.Escalation, take.Actor.Person) == TakeAnswer.TakenByOther)
            return new Decision.Refused(TakenByOther(referral));
        return Take(referral, take.Actor, take.CallName, null, now);
    }

    public static Decision PassOn(Referral referral, ReferralCommand.PassOn pass, DateTimeOffset now)
    {
        if (Checked(referral, pass.Actor, pass.Digits, pass.Channel) is { } refused) return refused;
        var person = pass.Actor.Person;
        if (EscalationRules.Take(referral.Escalation, person) == TakeAnswer.TakenByOther)
            return Recorded(TakenByOther(referral), new TakenByOther(person));
        return Passed(new ReferralDecision(referral), person, now).Done(PassedReply(referral, pass.Channel));
    }

    public static Decision PassOnSignedIn(Referral referral, ReferralCommand.PassOnSignedIn pass, DateTimeOffset now)
    {
        var person = pass.Actor.Person;
        if (!Permissions.May(pass.Actor, Permission.TakeReferral, referral.Subject)) return NoRight();
        if (referral.IsClosed) return NotOpen();
        switch (EscalationRules.Take(referral.Escalation, person))
        {
            case TakeAnswer.TakenByOther: return new Decision.Refused(TakenByOther(referral));
            case TakeAnswer.Free when !referral.Escalation.Asked.IsPending(person): return NotOpen();
        }
        var draft = new ReferralDecision(referral);
        draft.Add(new ReasonGiven(person, pass.Why));
        return Passed(draft, person, now).Done(new Reply(ReferralPhrases.Passed.With(("reference", referral.Reference))));
    }

    /// <summary>It has gone on already; the reason can be given afterwards.</summary>
    public static Reply PassedReply(Referral referral, ChannelKind channel) => new(
        ReferralPhrases.Passed.With(("reference", referral.Reference)),
        !ChannelTraits.Of(channel).HasButtons ? [] : [.. DeclineReasons.All.Select(why => ReferralPhrases.WhyNot(referral, why))]);

    public static Decision Escalate(Referral referral, DateTimeOffset now) =>
        referral.EscalatesAt is null ? new Decision.NoChange()
            : Followed(referral, EscalationRules.TimeUp(referral.Escalation, referral.TimePerLevel, now));

    public static Decision Learn(Referral referral, ReferralCommand.RecordDelivery learn, DateTimeOffset now) =>
        Followed(referral, EscalationRules.Learn(referral.Escalation, learn.Message, learn.Fate, referral.TimePerLevel, now));

    /// <summary>Alerts those on the ladder up to a level; see <see cref="EscalationRules.Climb"/>.</summary>
    public static void Climb(this ReferralDecision draft, int level, DateTimeOffset now) =>
        draft.Follow(EscalationRules.Climb(draft.Now.Escalation, level, draft.Now.TimePerLevel, now));

    private static Decision Take(Referral referral, Actor actor, Argument callName, ChannelKind? channel, DateTimeOffset now)
    {
        var (person, taken) = (actor.Person, TakenReply(referral, actor.Person, channel));
        switch (EscalationRules.Take(referral.Escalation, person))
        {
            // Reminded before: by the code the person says that it goes on.
            case TakeAnswer.AlreadyTheirs when referral.Nudges > 0:
                return new Decision.Commit(new Accepted(person, LifecycleRules.GoesOn(referral, now)), taken);
            case TakeAnswer.AlreadyTheirs:
                return new Decision.Commit(new AlreadyTaken(person), taken);
            case TakeAnswer.TakenByOther:
                return Recorded(TakenByOther(referral), new TakenByOther(person));
        }
        var draft = new ReferralDecision(referral);
        draft.Add(new Taken(person, channel, callName, now + LifecycleRules.TimeFor(referral, Stage.Acknowledged)));
        draft.TellReferrers(ReferralPhrases.ToldTaken);
        return draft.Done(taken);
    }

    /// <summary>A number can be forged: the answer goes to the number on record, asks, and says how to give it back.</summary>
    private static Reply TakenReply(Referral referral, PersonId person, ChannelKind? channel) =>
        channel is { } by && !ChannelTraits.Of(by).SenderIsAuthenticated
        ? new Reply(ReferralPhrases.TakenNotYou.With(("reference", referral.Reference), ("code", AlertMessages.CodeOf(referral, person))))
        : new Reply(ReferralPhrases.Taken.With(("reference", referral.Reference)), [ReferralPhrases.More(referral)]);

    private static ReferralRefusal.TakenByOther TakenByOther(Referral referral) =>
        new(new Reply(ReferralPhrases.TakenByOther.With(("reference", referral.Reference), ("by", referral.TakerCallName!))));

    private static Decision.Refused NoRight() => new(new ReferralRefusal.NoRight(new Reply(ReferralPhrases.Gone)));

    private static Decision.Refused NotOpen() => new(new ReferralRefusal.NotOpen(new Reply(ReferralPhrases.Gone)));

    /// <summary>Given back by the coordinator who has it, or passed on by one who was alerted.</summary>
    private static ReferralDecision Passed(ReferralDecision draft, PersonId person, DateTimeOffset now)
    {
        var every = draft.Now.TimePerLevel;
        if (draft.Now.TakenBy == person) draft.Add(new Released(person, now + every));
        draft.Follow(EscalationRules.PassOn(draft.Now.Escalation, person, every, now));
        return draft;
    }

    private static Decision Followed(Referral referral, ImmutableArray<EscalationStep> steps)
    {
        if (steps.IsEmpty) return new Decision.NoChange();
        var draft = new ReferralDecision(referral);
        draft.Follow(steps);
        return draft.Done(null);
    }

    private static void Follow(this ReferralDecision draft, ImmutableArray<EscalationStep> steps)
    {
        foreach (var step in steps) draft.Follow(step);
    }

    private static void Follow(this ReferralDecision draft, EscalationStep step)
    {
        switch (step)
        {
            case EscalationStep.LevelReached reached:
                draft.Add(new Escalated(reached.Level, reached.Next));
                break;
            case EscalationStep.AlertPerson alert:
                var id = draft.NextId("alert");
                draft.Add(new Alerted(id, alert.Person, alert.Level, alert.Avoid));
                draft.Send(AlertMessages.Alert(draft.Now, id, alert));
                break;
            case EscalationStep.NobodyReached:
                draft.Add(new NotReached());
                draft.Send(AlertMessages.Unreached(draft.Now));
                draft.TellReferrers(ReferralPhrases.ToldWaiting);
                break;
            case EscalationStep.PassedOn passed:
                draft.Add(new PassedOn(passed.By));
                break;
            case EscalationStep.Reported reported:
                draft.Add(Event(reported.Outcome));
                break;
        }
    }

    private static ReferralEvent Event(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Delivered delivered => new AlertDelivered(delivered.Alert.Id),
        DeliveryOutcome.OtherChannel lost => new AlertUndelivered(lost.Alert.Id, lost.Channel, lost.Why),
        DeliveryOutcome.Failed failed => new AlertFailed(failed.Alert.Id, failed.Why),
        _ => throw new InvalidOperationException($"No event for {outcome.GetType().Name}."),
    };
}
