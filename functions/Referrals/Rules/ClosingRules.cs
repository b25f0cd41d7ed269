using ServerlessAssist.Functions.Referrals.Messages;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;

namespace ServerlessAssist.Functions.Referrals.Rules;

/// <summary>What ends with a referral, whatever closes it. Pure: no clock, no storage.</summary>
[PureRules]
internal static class ClosingRules
{
    /// <summary>Providers that were asked are told, places are free again, the referrers learn that it is over.</summary>
    /// <param name="why">One of <see cref="CloseReasons"/>.</param>
    public static void CloseDown(this ReferralDecision draft, PersonId by, string why)
    {
        foreach (var offer in draft.Now.Offers.Where(offer => offer.Status is not OfferStatus.Ended))
        {
            // An open offer holds no place yet, and a provider's stream remembers only a few releases that come before the wish.
            if (offer.Status is not OfferStatus.Open) draft.Affect(PlaceEffects.Free(offer));
            foreach (var person in offer.Whom.People)
                draft.TellColleague(person, ReferralPhrases.Ended.With(("reference", draft.Now.Reference)), Priority.Routine);
        }
        if (draft.Now.Stage >= Stage.InAssistance) draft.Affect(AssistanceEffects.End(draft.Now, why));
        draft.ConfirmReceipt(HandOverAnswer.Returned);
        draft.Add(new Closed(by, why));
        draft.TellReferrers(ReferralPhrases.Ended);
    }
}
