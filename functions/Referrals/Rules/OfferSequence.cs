using System.Collections.Immutable;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Referrals.Messages;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;

namespace ServerlessAssist.Functions.Referrals.Rules;

/// <summary>Providers are asked for a place one after the other.</summary>
internal static class OfferSequence
{
    /// <summary>Asks the first candidate; if none is left, the coordinator who has taken the referral is told at once.</summary>
    public static void Ask(this ReferralDecision draft, string service, ImmutableArray<Candidate> candidates, DateTimeOffset now)
    {
        if (candidates.IsEmpty)
        {
            draft.Add(new NoProviderAvailable(service));
            var words = ReferralPhrases.NoProviderLeft.With(
                ("reference", draft.Now.Reference), ("service", ReferralPhrases.Services[service]));
            draft.TellTaker(words, Priority.Urgent);
            return;
        }
        var (whom, id) = (candidates[0], draft.NextId("offer"));
        var asked = AskedPeople.Of(id, whom.People);
        var offer = new Offer(id, service, whom, OfferStatus.Open, asked, now + draft.Now.TimePerLevel) { Waiting = candidates[1..] };
        draft.Add(new Offered(offer));
        draft.Send(asked.Alerts.Select(alert => OfferMessages.Of(draft.Now, offer, alert.Id, alert.To, [])));
        // A provider with nobody to ask is passed over at once, and that is recorded.
        if (asked.Alerts.IsEmpty) draft.EndAndGoOn(offer, "unreachable", null, now);
    }

    public static void AskByOtherChannel(this ReferralDecision draft, Offer offer, DeliveryOutcome.OtherChannel lost)
    {
        var (id, person) = ($"{draft.NextId("offer")}-0", lost.Alert.To);
        draft.Add(new OfferResent(offer.Id, lost.Alert.Id, id, person, lost.Channel));
        draft.Send(OfferMessages.Of(draft.Now, offer, id, person, [lost.Channel]));
    }

    /// <param name="why">One of <c>declined</c>, <c>no-answer</c>, <c>full</c>, <c>unreachable</c>.</param>
    public static void EndAndGoOn(this ReferralDecision draft, Offer offer, string why, PersonId? by, DateTimeOffset now)
    {
        draft.Add(new OfferEnded(offer.Id, why, by));
        if (!offer.Waiting.IsEmpty)
        {
            var words = ReferralPhrases.ProviderCannot.With(
                ("reference", draft.Now.Reference), ("provider", offer.Whom.Label), ("service", ReferralPhrases.Services[offer.Service]));
            draft.TellTaker(words, Priority.Routine);
        }
        draft.Ask(offer.Service, offer.Waiting, now);
    }
}
