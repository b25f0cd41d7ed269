using System.Collections.Immutable;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals.Messages;

/// <summary>The messages that ask a provider's people whether they have a place. Pure.</summary>
internal static class OfferMessages
{
    /// <param name="avoid">Channels that have failed for this person.</param>
    public static OutboundMessage Of(Referral referral, Offer offer, string id, PersonId person, ImmutableArray<ChannelKind> avoid)
    {
        var (facts, code) = (referral.Facts!, AlertMessages.CodeOf(referral, person));
        var words = ReferralPhrases.Offer.With(
            ("reference", referral.Reference), ("service", ReferralPhrases.Services[offer.Service]),
            ("urgency", ReferralPhrases.Of(facts.Urgency)), ("age", ReferralPhrases.Of(facts.Age)), ("code", code));
        var choices = AlertMessages.Answers(code, ReferralPhrases.ButtonAccept, ReferralPhrases.ButtonDecline);
        return new OutboundMessage(id, MessagePurpose.Offer, person, words, choices, AlertMessages.PriorityOf(referral), null, avoid)
        {
            About = offer.Id,
        };
    }
}
