using System.Collections.Immutable;
using System.Text.Json;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>Providers are asked, one after the other.</summary>
internal sealed partial class Draft
{
    /// <summary>Asks the first who can be asked; nobody left: whoever has it is told at once.</summary>
    public void Ask(string service, ImmutableArray<Candidate> candidates, DateTimeOffset now)
    {
        if (candidates.IsEmpty)
        {
            Add(new NoProviderLeft(service));
            TellTaker(ReferralPhrases.NoProviderLeft.With(("reference", Now.Reference), ("service", ReferralPhrases.Services[service])), Priority.Urgent);
            return;
        }
        var (whom, serial) = (candidates[0], Now.Messages + 1);
        var messages = whom.People.Select((person, at) => (Id: FormattableString.Invariant($"offer-{serial}-{at}"), person)).ToImmutableSortedDictionary(one => one.Id, one => one.person, StringComparer.Ordinal);
        var offer = new Offer(FormattableString.Invariant($"offer-{serial}"), service, whom, OfferStatus.Open, messages, now + Now.Ladder!.Every(Now.Facts!.Urgency)) { Waiting = candidates[1..] };
        Add(new Offered(offer));
        foreach (var (id, person) in messages) SendOffer(id, person, offer, []);
        // A provider with nobody to ask is passed over at once, and that is written down.
        if (messages.IsEmpty) EndAndGoOn(offer, "unreachable", null, now);
    }

    public void AskByOtherChannel(Offer offer, string message, ChannelKind failed)
    {
        var (id, person) = (FormattableString.Invariant($"offer-{Now.Messages + 1}-0"), offer.Messages[message]);
        Add(new OfferedAgain(offer.Id, message, id, person, failed));
        SendOffer(id, person, offer, [failed]);
    }

    public void EndAndGoOn(Offer offer, string why, PersonId? by, DateTimeOffset now)
    {
        Add(new OfferEnded(offer.Id, why, by));
        if (!offer.Waiting.IsEmpty)
            TellTaker(ReferralPhrases.ProviderCannot.With(("reference", Now.Reference), ("provider", offer.Whom.Label), ("service", ReferralPhrases.Services[offer.Service])), Priority.Routine);
        Ask(offer.Service, offer.Waiting, now);
    }

    public void HoldPlace(Offer offer) => Affect(offer.Whom.Stream, JsonSerializer.SerializeToElement(new ProviderCommand.Hold("", offer.Id, offer.Provider, offer.Whom.Capacity), ProviderJson.Default.ProviderCommand));

    public void FreePlace(Offer offer) => Affect(offer.Whom.Stream, JsonSerializer.SerializeToElement(new ProviderCommand.Free("", offer.Id), ProviderJson.Default.ProviderCommand));

    /// <summary>What later check-ins, family contact and services hang on: a stream of its own, under the same key.</summary>
    public void BeginAssistance() => Affect(new AssistanceCommand.Begin(Now.Reference, Now.Facts!.Region, Now.Caseworker, Now.Assisted));

    /// <summary>Somebody else accompanies her from now on.</summary>
    public void Accompany() => Affect(new AssistanceCommand.Accompany(Now.Reference, Now.Facts!.Region, Now.Caseworker!.Value, Now.CaseworkersChosen, Now.Assisted));

    public void EndAssistance(string why) => Affect(new AssistanceCommand.End(why, Now.Assisted));

    private void Affect(AssistanceCommand command) => _effects.Add(Effect.OnSame(AssistanceRules.Kind, JsonSerializer.SerializeToElement(command, AssistanceJson.Default.AssistanceCommand)));

    public void TellTaker(Wording words, Priority priority, params ImmutableArray<Choice> choices)
    {
        if (Now.TakenBy is { } taker) TellColleague(taker, words, priority, choices);
    }

    private void SendOffer(string id, PersonId person, Offer offer, ImmutableArray<ChannelKind> avoid)
    {
        var (facts, code) = (Now.Facts!, ReferralRules.CodeOf(Now, person));
        var words = ReferralPhrases.Offer.With(
            ("reference", Now.Reference), ("service", ReferralPhrases.Services[offer.Service]), ("urgency", ReferralPhrases.Of(facts.Urgency)), ("age", ReferralPhrases.Of(facts.Age)), ("code", code));
        ImmutableArray<Choice> choices = [new(AlertButtons.For(AlertButtons.Take, code), ReferralPhrases.ButtonAccept), new(AlertButtons.For(AlertButtons.Pass, code), ReferralPhrases.ButtonDecline)];
        _messages.Add(new OutboundMessage(id, MessagePurpose.Offer, person, words, choices, PriorityNow, null, avoid) { About = offer.Id });
    }
}
