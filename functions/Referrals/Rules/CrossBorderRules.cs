using ServerlessAssist.Functions.Referrals.Messages;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.ReferralEvent>;

namespace ServerlessAssist.Functions.Referrals.Rules;

/// <summary>Across borders: handed over once the other side has accepted it, and not before. Pure: no clock, no storage.</summary>
[PureRules]
public static class CrossBorderRules
{
    /// <summary>What the other country sees of it.</summary>
    public static ReferralFacts Subset(ReferralFacts facts, string region, string country, string basis) => new(
        region, null, country, facts.Urgency, facts.Age, facts.Sex, facts.Languages, facts.Needs, basis == ShareBases.Consent, basis == ShareBases.Consent ? null : basis, null, null);

    public static Decision HandOver(Referral referral, ReferralCommand.HandOver over, DateTimeOffset now)
    {
        if (LifecycleRules.Refused(referral, over.Actor, "hand") is { } refused) return refused;
        var asked = new Reply(ReferralPhrases.HandOverAsked.With(("reference", referral.Reference), ("other", over.What.Reference)), [ReferralPhrases.More(referral)]);
        if (referral.HandedOver is { Status: HandOverAnswer.Asked }) return new Decision.Refused(new ReferralRefusal.NotNow(referral.Stage, LifecycleRules.Possible(referral.Stage), asked));
        var draft = new ReferralDecision(referral);
        draft.Add(new SharedAcrossBorder(new Share(over.What.Facts.Region, ShareBases.Fields, over.Basis, over.Actor.Person, now)));
        draft.Add(new HandOverStarted(over.Actor.Person, over.What.Facts.Region, over.What.Reference));
        draft.Affect(over.Stream, over.What);
        return draft.Done(asked);
    }

    public static Decision Receive(Referral referral, ReferralCommand.Receive receive, DateTimeOffset now)
    {
        var opening = new Opening(KeyOf(receive), receive.FromReference);
        var draft = new ReferralDecision(referral);
        if (!referral.IsFree)
        {
            if (referral.Opening == opening) return new Decision.NoChange();
            draft.Affect(receive.From, new ReferralCommand.RecordHandOverAnswer(HandOverAnswer.Collided));
            return draft.OnlyEffects();
        }
        draft.Add(new Opened(receive.Reference, receive.Organisation, opening, receive.Facts, receive.Ladder, receive.Secret, receive.Tell, receive.RegionLabels, now) { Subscription = receive.Subscription });
        draft.Add(new Received(receive.From, receive.FromReference));
        draft.Climb(0, now);
        return draft.Done(null);
    }

    /// <summary>As the key of a request: the same hand-over opens one referral.</summary>
    public static string KeyOf(ReferralCommand.Receive receive) => $"handed-over|{receive.From}";

    /// <summary>Tells the sending country, once, whether it is accepted here.</summary>
    internal static void ConfirmReceipt(this ReferralDecision draft, HandOverAnswer answer)
    {
        if (draft.Now.CameFrom is not { Status: HandOverAnswer.Asked } from) return;
        draft.Add(new HandOverReplySent(answer));
        draft.Affect(from.Stream, new ReferralCommand.RecordHandOverAnswer(answer));
    }

    public static Decision Learn(Referral referral, ReferralCommand.RecordHandOverAnswer learn)
    {
        if (referral.HandedOver is not { Status: HandOverAnswer.Asked } over) return new Decision.NoChange();
        var draft = new ReferralDecision(referral);
        draft.Add(new HandOverAnswered(learn.Answer));
        if (referral.IsClosed) return draft.Done(null);
        var words = (learn.Answer == HandOverAnswer.Confirmed ? ReferralPhrases.HandOverDone : ReferralPhrases.HandOverReturned).With(("reference", referral.Reference), ("other", over.Reference));
        draft.TellTaker(words, Priority.Urgent, ReferralPhrases.More(referral));
        if (learn.Answer == HandOverAnswer.Confirmed) draft.CloseDown(referral.TakenBy ?? default, "handed-over");
        return draft.Done(null);
    }
}
