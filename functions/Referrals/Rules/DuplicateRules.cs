using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Functions.Referrals.Messages;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.ReferralEvent>;

namespace ServerlessAssist.Functions.Referrals.Rules;

/// <summary>The same person referred twice: offered, never merged silently, and undone as easily. Pure: no clock, no storage.</summary>
[PureRules]
public static class DuplicateRules
{
    public const string Why = "duplicate";

    public static Decision Merge(Referral referral, ReferralCommand.Merge merge)
    {
        if (Refused(referral, merge.Actor, !referral.IsClosed && merge.Into != referral.Reference) is { } refused) return refused;
        var draft = new ReferralDecision(referral);
        if (referral.TakenBy != merge.Actor.Person) draft.TellTaker(Said(ReferralPhrases.MergedTold, referral, merge.Into), Priority.Urgent);
        draft.Add(new Merged(merge.Actor.Person, merge.Into));
        draft.CloseDown(merge.Actor.Person, Why);
        draft.Affect(merge.Stream, new ReferralCommand.AbsorbDuplicate(referral.Reference));
        return draft.Done(new Reply(Said(ReferralPhrases.Merged, referral, merge.Into), [new Choice(ReferralButtons.About(referral.Reference, ReferralButtons.Unmerge, CaseReference.BodyOf(merge.Into)), ReferralPhrases.ButtonUnmerge)]));
    }

    /// <summary>Open again from the beginning: whoever is on duty is alerted.</summary>
    public static Decision Unmerge(Referral referral, ReferralCommand.Unmerge unmerge, DateTimeOffset now)
    {
        if (Refused(referral, unmerge.Actor, referral.MergedInto is not null) is { } refused) return refused;
        var draft = new ReferralDecision(referral);
        draft.Add(new Unmerged(unmerge.Actor.Person));
        draft.Climb(0, now);
        draft.Affect(unmerge.Stream, new ReferralCommand.ReleaseDuplicate(referral.Reference));
        return draft.Done(new Reply(Said(ReferralPhrases.Unmerged, referral, referral.MergedInto!)));
    }

    public static Decision TellApart(Referral referral, ReferralCommand.MarkNotDuplicate apart) =>
        Refused(referral, apart.Actor, referral.Alike.Contains(apart.Reference))
        ?? new Decision.Commit(new NotADuplicate(apart.Actor.Person, apart.Reference), new Reply(Said(ReferralPhrases.ToldApart, referral, apart.Reference), [ReferralPhrases.More(referral)]));

    public static Decision Absorb(Referral referral, ReferralCommand.AbsorbDuplicate absorb)
    {
        var draft = new ReferralDecision(referral);
        if (referral.IsClosed)
        {
            // Closed in that very moment, perhaps merged into the other one itself: of the two one has to stay open.
            draft.Affect(absorb.From, new ReferralCommand.MergeRejected(referral.Reference));
            return draft.OnlyEffects();
        }
        if (referral.Absorbed.Contains(absorb.Reference)) return new Decision.NoChange();
        draft.Add(new AbsorbedDuplicate(absorb.Reference));
        draft.TellTaker(Said(ReferralPhrases.AbsorbedTold, referral, absorb.Reference), Priority.Routine, ReferralPhrases.More(referral));
        return draft.Done(null);
    }

    public static Decision NotAbsorbed(Referral referral, ReferralCommand.MergeRejected not, DateTimeOffset now)
    {
        if (referral.MergedInto != not.By) return new Decision.NoChange();
        var draft = new ReferralDecision(referral);
        draft.Add(new Unmerged(null));
        draft.Climb(0, now);
        return draft.Done(null);
    }

    public static Decision LetGo(Referral referral, ReferralCommand.ReleaseDuplicate go) => referral.Absorbed.Contains(go.Reference) ? new Decision.Commit(new ReleasedDuplicate(go.Reference)) : new Decision.NoChange();

    private static Decision? Refused(Referral referral, Actor actor, bool isPossible)
    {
        if (!Permissions.May(actor, Permission.ManageReferral, referral.Subject)) return new Decision.Refused(new ReferralRefusal.NoRight(new Reply(ReferralPhrases.NotYours)));
        return isPossible ? null : new Decision.Refused(new ReferralRefusal.NotNow(
            referral.Stage, LifecycleRules.Possible(referral.Stage), new Reply(ReferralPhrases.NotNow.With(("reference", referral.Reference), ("stage", ReferralPhrases.Statuses[ReferralEvolution.StatusOf(referral)])))));
    }

    private static Wording Said(Phrase phrase, Referral referral, string other) => phrase.With(("reference", referral.Reference), ("other", other));
}
