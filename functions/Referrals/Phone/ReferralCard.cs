using System.Collections.Immutable;
using System.Globalization;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals.Phone;

/// <summary>One referral on a phone: where it stands, and what can be done about it. Pure.</summary>
internal static class ReferralCard
{
    private const int ProvidersShown = 5;

    public static Reply Of(Referral referral, Actor actor)
    {
        var facts = referral.Facts!;
        var words = ReferralPhrases.Card.With(
            ("reference", referral.Reference), ("stage", ReferralPhrases.Statuses[ReferralEvolution.StatusOf(referral)]), ("urgency", ReferralPhrases.Of(facts.Urgency)), ("age", ReferralPhrases.Of(facts.Age)),
            ("region", new Argument.Named(referral.RegionLabels)), ("needs", Listed(facts.Needs.Select(need => (Wording)ReferralPhrases.Services[need]))), ("languages", string.Join(", ", facts.Languages)),
            ("who", referral.TakerCallName ?? ReferralPhrases.Nobody), ("providers", Lines(referral)));
        var mayAct = Permissions.May(actor, Permission.ManageReferral, referral.Subject) && referral.TakenBy is not null;
        return new Reply(words, mayAct ? [.. LifeRules.Possible(referral.Stage).Select(what => new Choice($"{Pressed(what)} {ReferralPhrases.BodyOf(referral)}", ReferralPhrases.Buttons[Pressed(what)]))] : []);
    }

    public static Reply WhyClose(Referral referral) => new(
        ReferralPhrases.WhyClose.With(("reference", referral.Reference)),
        [.. CloseReasons.All.Select(why => new Choice($"close {ReferralPhrases.BodyOf(referral)} {why}", ReferralPhrases.Closings[why])), ReferralPhrases.More(referral)]);

    public static Reply WhichService(Referral referral) => new(
        ReferralPhrases.WhichService.With(("reference", referral.Reference)),
        [.. referral.Facts!.Needs.Union(PeopleFile.Needs).Select(need => new Choice($"assign {ReferralPhrases.BodyOf(referral)} {need}", ReferralPhrases.Services[need])), ReferralPhrases.More(referral)]);

    /// <summary>The best first, each with what speaks for it.</summary>
    public static Reply Fitting(Referral referral, string need, ImmutableArray<Candidate> fitting)
    {
        if (fitting.IsEmpty) return new Reply(ReferralPhrases.NoProviderLeft.With(("reference", referral.Reference), ("service", ReferralPhrases.Services[need])), [ReferralPhrases.More(referral)]);
        var shown = fitting.Take(ProvidersShown).ToList();
        var lines = new Argument.Joined([.. shown.Select(one => ReferralPhrases.ProviderLine.With(("provider", one.Label), ("places", one.Free.ToString(CultureInfo.InvariantCulture)), ("why", Listed(one.Why.Select(why => (Wording)ReferralPhrases.Fits[why])))))], "\n");
        return new Reply(
            ReferralPhrases.WhichProvider.With(("reference", referral.Reference), ("service", ReferralPhrases.Services[need]), ("providers", lines)),
            [.. shown.Select(one => new Choice($"ask {ReferralPhrases.BodyOf(referral)} {need} {ReferralPhone.Short(one.Provider)}", ReferralPhrases.ButtonAsk.With(("provider", one.Label)))), ReferralPhrases.More(referral)]);
    }

    private static string Pressed(string what) => what == "accept" ? "keep" : what;

    private static Argument.Joined Listed(IEnumerable<Wording> parts) => new([.. parts], ", ");

    private static Argument.Joined Lines(Referral referral) => new(
        [.. referral.Offers.Where(offer => offer.Status is not OfferStatus.Ended).Select(offer => (offer.Status == OfferStatus.Accepted ? ReferralPhrases.CardHas : ReferralPhrases.CardAsked).With(("provider", offer.Whom.Label), ("service", ReferralPhrases.Services[offer.Service])))], "");
}
