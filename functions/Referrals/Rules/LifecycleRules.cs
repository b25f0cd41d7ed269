using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Messages;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.ReferralEvent>;

namespace ServerlessAssist.Functions.Referrals.Rules;

/// <summary>From the hour that somebody has taken it until it is closed. Pure: no clock, no storage.</summary>
[PureRules]
public static class LifecycleRules
{
    /// <summary>Asked so often in vain, whoever has it has it no longer.</summary>
    public const int NudgesAllowed = 3;

    /// <summary>How long a stage may last before whoever has it is asked whether it goes on.</summary>
    public static TimeSpan TimeFor(Referral referral, Stage stage) => stage switch
    {
        Stage.Acknowledged => referral.TimePerLevel * 8,
        Stage.InAssistance or Stage.Reintegration => TimeSpan.FromDays(30),
        _ => TimeSpan.FromHours(24),
    };

    /// <summary>When whoever has said that it goes on is asked again.</summary>
    internal static DateTimeOffset GoesOn(Referral referral, DateTimeOffset now) => now + TimeFor(referral, referral.Stage < Stage.InAssistance ? Stage.Accepted : referral.Stage);

    /// <summary>What whoever has it can do in this stage, besides closing it and giving it back.</summary>
    public static IReadOnlyList<string> Possible(Stage stage) => stage switch
    {
        Stage.Acknowledged or Stage.Accepted or Stage.Assigned => ["accept", "assign", "hand", "close"],
        Stage.InAssistance => ["accept", "assign", "reintegrate", "hand", "close"],
        Stage.Reintegration => ["accept", "assign", "hand", "close"],
        _ => [],
    };

    public static Decision Accept(Referral referral, ReferralCommand.Accept accept, DateTimeOffset now)
    {
        if (Refused(referral, accept.Actor, "accept") is { } refused) return refused;
        var draft = new ReferralDecision(referral);
        draft.Add(new Accepted(accept.Actor.Person, GoesOn(referral, now)));
        draft.ConfirmReceipt(HandOverAnswer.Confirmed);
        return draft.Done(new Reply(ReferralPhrases.Kept.With(("reference", referral.Reference)), [ReferralPhrases.More(referral)]));
    }

    public static Decision BeginReintegration(Referral referral, ReferralCommand.BeginReintegration begin, DateTimeOffset now)
    {
        if (Refused(referral, begin.Actor, "reintegrate") is { } refused) return refused;
        return new Decision.Commit(new ReintegrationStarted(begin.Actor.Person, now + TimeFor(referral, Stage.Reintegration)), Moved(referral, "reintegration"));
    }

    /// <summary>Ends it for everybody: who was asked is told, places are free again, who referred learns that it is over.</summary>
    public static Decision Close(Referral referral, ReferralCommand.Close close)
    {
        if (Refused(referral, close.Actor, "close") is { } refused) return refused;
        var draft = new ReferralDecision(referral);
        if (referral.TakenBy != close.Actor.Person) draft.TellTaker(ReferralPhrases.Ended.With(("reference", referral.Reference)), Priority.Routine);
        draft.CloseDown(close.Actor.Person, close.Why);
        return draft.Done(Moved(referral, "closed"));
    }

    /// <summary>While it is open to anybody who coordinates there; before assistance begins nobody is told yet.</summary>
    public static Decision ChooseCaseworker(Referral referral, ReferralCommand.ChooseCaseworker choose)
    {
        if (!Permissions.May(choose.Actor, Permission.EntrustPerson, referral.Subject)) return new Decision.Refused(new ReferralRefusal.NoRight(new Reply(ReferralPhrases.Gone)));
        if (referral.IsClosed || referral.Stage < Stage.Acknowledged || referral.Caseworker == choose.Caseworker)
            return new Decision.Refused(new ReferralRefusal.NotNow(referral.Stage, Possible(referral.Stage), new Reply(ReferralPhrases.NotNow.With(("reference", referral.Reference), ("stage", ReferralPhrases.Statuses[ReferralEvolution.StatusOf(referral)])))));
        var draft = new ReferralDecision(referral);
        draft.Add(new CaseworkerChosen(choose.Caseworker));
        if (referral.Stage >= Stage.InAssistance) draft.Affect(AssistanceEffects.Accompany(draft.Now));
        return draft.Done(null);
    }

    public static Decision GiveReason(Referral referral, ReferralCommand.GiveReason reason) =>
        referral.Alerts.Any(alert => alert.To == reason.Actor.Person) || referral.Offers.Any(offer => offer.Whom.People.Contains(reason.Actor.Person))
            ? new Decision.Commit(new ReasonGiven(reason.Actor.Person, reason.Why), new Reply(ReferralPhrases.ReasonNoted))
            : new Decision.Refused(new ReferralRefusal.NoRight(new Reply(ReferralPhrases.Gone)));

    /// <summary>Offers that nobody answered go on to the next; whoever has it is asked whether it goes on, and asked in vain it is open again.</summary>
    public static Decision TimeUp(Referral referral, DateTimeOffset now)
    {
        if (referral.IsClosed) return new Decision.NoChange();
        if (referral.Stage == Stage.Identified) return JointIdentificationRules.TimeUp(referral, now);
        var draft = new ReferralDecision(referral);
        foreach (var offer in referral.Offers.Where(offer => offer.Status == OfferStatus.Open && offer.Due <= now)) draft.EndAndGoOn(offer, "no-answer", null, now);
        if (referral.Due is { } due && due <= now && referral.TakenBy is { } taker)
        {
            if (referral.Nudges < NudgesAllowed) Nudge(draft, now);
            else Lapse(draft, taker, now);
        }
        return draft.IsEmpty ? new Decision.NoChange() : draft.Done(null);
    }

    public static Decision TakeAway(Referral referral, ReferralCommand.ReleaseByAbsence away, DateTimeOffset now)
    {
        if (referral.IsClosed || referral.TakenBy != away.From) return new Decision.NoChange();
        var draft = new ReferralDecision(referral);
        draft.Add(new ReleasedByAbsence(away.From, away.Ladder, now + away.Ladder.TimePerLevel(referral.Facts!.Urgency.ToString())));
        draft.Climb(0, now);
        return draft.Done(null);
    }

    public static Decision PassCaseTo(Referral referral, ReferralCommand.PassCaseTo pass) =>
        referral.IsClosed || referral.Caseworker != pass.From ? new Decision.NoChange() : new Decision.Commit(new CaseworkerChosen(pass.To));

    /// <summary>Null: she may, and it is possible now.</summary>
    internal static Decision? Refused(Referral referral, Actor actor, string what)
    {
        if (!Permissions.May(actor, Permission.ManageReferral, referral.Subject)) return new Decision.Refused(new ReferralRefusal.NoRight(new Reply(ReferralPhrases.Gone)));
        return referral.TakenBy is not null && Possible(referral.Stage).Contains(what) ? null
            : new Decision.Refused(new ReferralRefusal.NotNow(referral.Stage, Possible(referral.Stage), new Reply(ReferralPhrases.NotNow.With(("reference", referral.Reference), ("stage", ReferralPhrases.Statuses[ReferralEvolution.StatusOf(referral)])))));
    }

    private static void Nudge(ReferralDecision draft, DateTimeOffset now)
    {
        draft.Add(new Reminded(now + TimeFor(draft.Now, draft.Now.Stage)));
        draft.TellTaker(ReferralPhrases.Nudge.With(("reference", draft.Now.Reference)), draft.Now.Stage >= Stage.InAssistance ? Priority.Routine : Priority.Urgent, ReferralPhrases.Keep(draft.Now), ReferralPhrases.More(draft.Now));
    }

    private static void Lapse(ReferralDecision draft, PersonId taker, DateTimeOffset now)
    {
        draft.Add(new Lapsed(taker, now + draft.Now.TimePerLevel));
        draft.TellColleague(taker, ReferralPhrases.Lapsed.With(("reference", draft.Now.Reference)), Priority.Urgent);
        draft.Climb(draft.Now.Level + 1, now);
    }

    internal static Reply Moved(Referral referral, string status) => new(ReferralPhrases.Moved.With(("reference", referral.Reference), ("stage", ReferralPhrases.Statuses[status])));
}
