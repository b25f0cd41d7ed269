using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Messages;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.ReferralEvent>;
using DeliveryOutcome = ServerlessAssist.Functions.Alerts.DeliveryOutcome;

namespace ServerlessAssist.Functions.Referrals.Rules;

/// <summary>Providers are asked for a place, answer, and hold it. Pure: no clock, no storage.</summary>
[PureRules]
public static class OfferRules
{
    public static Decision Assign(Referral referral, ReferralCommand.Assign assign, DateTimeOffset now)
    {
        if (LifecycleRules.Refused(referral, assign.Actor, "assign") is { } refused) return refused;
        if (referral.Offers.FirstOrDefault(offer => offer.Service == assign.Service && offer.Status is not OfferStatus.Ended) is { } there)
            return new Decision.Refused(new ReferralRefusal.NotNow(referral.Stage, LifecycleRules.Possible(referral.Stage), Asked(referral, there)));
        var draft = new ReferralDecision(referral);
        if (referral.Caseworker is null && assign.Caseworker is { } caseworker) draft.Add(new CaseworkerChosen(caseworker));
        draft.ConfirmReceipt(HandOverAnswer.Confirmed);
        draft.Ask(assign.Service, assign.Candidates, now);
        return draft.Done(draft.Now.Offers.FirstOrDefault(offer => offer.Service == assign.Service && offer.IsOpen) is { } asked ? Asked(referral, asked)
            : new Reply(ReferralPhrases.NoProviderLeft.With(("reference", referral.Reference), ("service", ReferralPhrases.Services[assign.Service])), [ReferralPhrases.More(referral)]));
    }

    /// <summary>The provider wants it; whether a place is free is asked of the one who counts them.</summary>
    public static Decision Accept(Referral referral, ReferralCommand.Take take)
    {
        if (AlertRules.Checked(referral, take.Actor, take.Digits, take.Channel, Permission.AnswerOffer) is { } refused) return refused;
        var noted = new Reply(ReferralPhrases.OfferNoted.With(("reference", referral.Reference)));
        if (Open(referral, take.Actor) is not { } offer) return NotOpen(take.Actor, noted);
        return Taken(referral, offer, take.Actor.Person, noted);
    }

    /// <summary>As <see cref="Accept"/>, by somebody who has proved who she is: no code.</summary>
    public static Decision AcceptSignedIn(Referral referral, Actor actor) =>
        Asked(referral, actor, out var refused) is { } offer ? Taken(referral, offer, actor.Person, new Reply(ReferralPhrases.OfferNoted.With(("reference", referral.Reference)))) : refused!;

    public static Decision DeclineSignedIn(Referral referral, ReferralCommand.DeclineOffer decline, DateTimeOffset now)
    {
        if (Asked(referral, decline.Actor, out var refused) is not { } offer) return refused!;
        var draft = new ReferralDecision(referral);
        draft.Add(new ReasonGiven(decline.Actor.Person, decline.Why));
        draft.EndAndGoOn(offer, "declined", decline.Actor.Person, now);
        return draft.Done(new Reply(ReferralPhrases.OfferNoted.With(("reference", referral.Reference))));
    }

    public static Decision Decline(Referral referral, ReferralCommand.PassOn pass, DateTimeOffset now)
    {
        if (AlertRules.Checked(referral, pass.Actor, pass.Digits, pass.Channel, Permission.AnswerOffer) is { } refused) return refused;
        if (Open(referral, pass.Actor) is not { } offer) return NotOpen(pass.Actor, new Reply(ReferralPhrases.OfferNoted.With(("reference", referral.Reference))));
        var draft = new ReferralDecision(referral);
        draft.EndAndGoOn(offer, "declined", pass.Actor.Person, now);
        return draft.Done(AlertRules.PassedReply(referral, pass.Channel));
    }

    public static Decision LearnOfPlace(Referral referral, ReferralCommand.RecordPlaceAnswer place, DateTimeOffset now)
    {
        var draft = new ReferralDecision(referral);
        if (referral.Offers.FirstOrDefault(one => one.Id == place.Offer) is not { Status: OfferStatus.Taken } offer) return new Decision.NoChange();
        if (place.Answer == PlaceAnswer.Full)
        {
            foreach (var person in offer.Whom.People) draft.TellColleague(person, ReferralPhrases.OfferFull.With(("reference", referral.Reference)), Priority.Routine);
            draft.EndAndGoOn(offer, "full", null, now);
            return draft.Done(null);
        }
        draft.Add(new OfferAccepted(offer.Id));
        if (referral.Stage < Stage.InAssistance)
        {
            draft.Add(new AssistanceStarted(now + LifecycleRules.TimeFor(referral, Stage.InAssistance)));
            draft.Affect(AssistanceEffects.Begin(draft.Now));
        }
        foreach (var person in offer.Whom.People) draft.TellColleague(person, ReferralPhrases.OfferHeld.With(("reference", referral.Reference)), Priority.Urgent, ReferralPhrases.More(referral));
        draft.TellTaker(ReferralPhrases.ProviderHas.With(("reference", referral.Reference), ("provider", offer.Whom.Label), ("service", ReferralPhrases.Services[offer.Service])), Priority.Urgent, ReferralPhrases.More(referral));
        return draft.Done(null);
    }

    /// <summary>When nobody on the provider's side can be reached, the next provider is asked.</summary>
    public static Decision Learn(Referral referral, Offer offer, ReferralCommand.RecordDelivery learn, DateTimeOffset now)
    {
        if (offer.Status != OfferStatus.Open) return new Decision.NoChange();
        var draft = new ReferralDecision(referral);
        switch (offer.Asked.Learn(learn.Message, learn.Fate, OtherChannels.One))
        {
            case DeliveryOutcome.OtherChannel lost:
                draft.AskByOtherChannel(offer, lost);
                break;
            case DeliveryOutcome.Failed failed:
                draft.Add(new AlertFailed(learn.Message, failed.Why));
                if (!draft.Now.Offers.First(one => one.Id == offer.Id).Asked.IsAnybodyLeft) draft.EndAndGoOn(offer, "unreachable", null, now);
                break;
            default:
                return new Decision.NoChange();
        }
        return draft.Done(null);
    }

    /// <summary>What providers were asked for: all for whoever manages it or accompanies the person, its own for a provider, none for whoever referred.</summary>
    public static IEnumerable<Offer> ShownTo(Referral referral, Actor actor) =>
        Permissions.May(actor, Permission.ManageReferral, referral.Subject) || (actor.Role == Role.Caseworker && Permissions.May(actor, Permission.ReadReferral, referral.Subject)) ? referral.Offers
        : actor.Role == Role.ServiceProvider ? referral.Offers.Where(offer => offer.Provider == actor.Organisation) : [];

    /// <summary>A colleague was faster, or it is over: the sender is told the same as one who was in time.</summary>
    private static Decision.Refused NotOpen(Actor actor, Reply noted) => AlertRules.Recorded(new ReferralRefusal.NotOpen(noted), new AlreadyTaken(actor.Person));

    private static Decision Taken(Referral referral, Offer offer, PersonId by, Reply noted)
    {
        var draft = new ReferralDecision(referral);
        draft.Add(new OfferTaken(offer.Id, by));
        draft.Affect(PlaceEffects.Hold(offer));
        return draft.Done(noted);
    }

    private static Offer? Asked(Referral referral, Actor actor, out Decision? refused)
    {
        refused = !Permissions.May(actor, Permission.AnswerOffer, referral.Subject) ? new Decision.Refused(new ReferralRefusal.NoRight(new Reply(ReferralPhrases.Gone)))
            : Open(referral, actor) is null ? new Decision.Refused(new ReferralRefusal.NotOpen(new Reply(ReferralPhrases.Gone))) : null;
        return refused is null ? Open(referral, actor) : null;
    }

    private static Offer? Open(Referral referral, Actor actor) => referral.Offers.FirstOrDefault(offer => offer.Status == OfferStatus.Open && offer.Provider == actor.Organisation);

    private static Reply Asked(Referral referral, Offer offer) => new(
        ReferralPhrases.Asked.With(("reference", referral.Reference), ("service", ReferralPhrases.Services[offer.Service]), ("provider", offer.Whom.Label)), [ReferralPhrases.More(referral)]);
}
