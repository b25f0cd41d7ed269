using System.Collections.Immutable;
using System.Globalization;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Conversation;

/// <summary>One referral on a phone: where it stands, and what can be done about it. Pure.</summary>
[PureRules]
internal static class ReferralCard
{
    private const int ProvidersShown = 5, AlikeShown = 2, RegionsShown = 20, NotesShown = 5;

    public static Reply Of(Referral referral, Actor actor)
    {
        var facts = referral.Facts!;
        var words = ReferralPhrases.Card.With(
            ("reference", referral.Reference), ("stage", ReferralPhrases.Statuses[ReferralEvolution.StatusOf(referral)]), ("urgency", ReferralPhrases.Of(facts.Urgency)), ("age", ReferralPhrases.Of(facts.Age)),
            ("region", new Argument.Named(referral.RegionLabels)), ("needs", Listed(facts.Needs.Select(need => (Wording)ReferralPhrases.Services[need]))), ("languages", string.Join(", ", facts.Languages)),
            ("who", referral.TakerCallName ?? ReferralPhrases.Nobody), ("providers", Lines(referral, actor)));
        if (!Permissions.May(actor, Permission.ManageReferral, referral.Subject)) return new Reply(words);
        IEnumerable<Choice> life = referral.TakenBy is null ? [] : LifecycleRules.Possible(referral.Stage).Select(what => new Choice(About(referral, VerbOf(what)), ReferralPhrases.ButtonOf(Pressed(what))));
        IEnumerable<Choice> twice = referral.IsClosed ? [] : referral.Alike.Take(AlikeShown).SelectMany(other => new[]
        {
            new Choice(About(referral, ReferralButtons.Merge, CaseReference.BodyOf(other)), ReferralPhrases.ButtonMerge.With(("other", other))),
            new Choice(About(referral, ReferralButtons.NotDuplicate, CaseReference.BodyOf(other)), ReferralPhrases.ButtonTellApart.With(("other", other))),
        });
        IEnumerable<Choice> undo = referral.MergedInto is { } into ? [new Choice(About(referral, ReferralButtons.Unmerge, CaseReference.BodyOf(into)), ReferralPhrases.ButtonUnmerge)] : [];
        return new Reply(words, [.. life, .. twice, .. undo]);
    }

    public static Reply WhereTo(Referral referral, IEnumerable<Region> regions) => new(
        ReferralPhrases.HandOverWhere.With(("reference", referral.Reference)),
        [.. regions.Take(RegionsShown).Select(region => new Choice(About(referral, ReferralButtons.HandOver, ReferralButtonHandler.Short(region.Id)), ReferralPhrases.ButtonRegion.With(("region", new Argument.Named(region.Labels))))), ReferralPhrases.More(referral)]);

    /// <summary>What is shared, and on what ground: asked each time.</summary>
    public static Reply OnWhatGround(Referral referral, Region region) => new(
        ReferralPhrases.HandOverGround.With(("reference", referral.Reference), ("region", new Argument.Named(region.Labels))),
        [.. ShareBases.All.Select(basis => new Choice(About(referral, ReferralButtons.HandOver, ReferralButtonHandler.Short(region.Id), basis), ReferralPhrases.Grounds[basis])), ReferralPhrases.More(referral)]);

    public static Reply WhyClose(Referral referral) => new(
        ReferralPhrases.WhyClose.With(("reference", referral.Reference)),
        [.. CloseReasons.All.Select(why => new Choice(About(referral, ReferralButtons.Close, why), ReferralPhrases.Closings[why])), ReferralPhrases.More(referral)]);

    public static Reply WhichService(Referral referral) => new(
        ReferralPhrases.WhichService.With(("reference", referral.Reference)),
        [.. referral.Facts!.Needs.Union(PeopleFile.Needs).Select(need => new Choice(About(referral, ReferralButtons.Assign, need), ReferralPhrases.Services[need])), ReferralPhrases.More(referral)]);

    /// <summary>The best first, each with what speaks for it.</summary>
    public static Reply Fitting(Referral referral, string need, ImmutableArray<Candidate> fitting)
    {
        if (fitting.IsEmpty) return new Reply(ReferralPhrases.NoProviderLeft.With(("reference", referral.Reference), ("service", ReferralPhrases.Services[need])), [ReferralPhrases.More(referral)]);
        var shown = fitting.Take(ProvidersShown).ToList();
        var lines = new Argument.Joined([.. shown.Select(one => ReferralPhrases.ProviderLine.With(("provider", one.Label), ("places", one.Free.ToString(CultureInfo.InvariantCulture)), ("why", Listed(one.Why.Select(why => (Wording)ReferralPhrases.Fits[why])))))], "\n");
        return new Reply(
            ReferralPhrases.WhichProvider.With(("reference", referral.Reference), ("service", ReferralPhrases.Services[need]), ("providers", lines)),
            [.. shown.Select(one => new Choice(About(referral, ReferralButtons.Ask, need, ReferralButtonHandler.Short(one.Provider)), ReferralPhrases.ButtonAsk.With(("provider", one.Label)))), ReferralPhrases.More(referral)]);
    }

    /// <summary>What the rules call something, as its phrase has it.</summary>
    private static string Pressed(string what) => what == "accept" ? "keep" : what;

    /// <summary>What the rules call something, as its button has it.</summary>
    private static string VerbOf(string what) => what switch { "accept" => ReferralButtons.Keep, "hand" => ReferralButtons.HandOver, _ => what };

    private static string About(Referral referral, string verb, params ReadOnlySpan<string> args) => ReferralButtons.About(referral.Reference, verb, args);

    private static Argument.Joined Listed(IEnumerable<Wording> parts) => new([.. parts], ", ");

    /// <summary>Each sees what is hers: where a shelter is, and what is written about a person, is for few.</summary>
    private static Argument.Joined Lines(Referral referral, Actor actor) => new(
        [
            .. !Permissions.May(actor, Permission.ManageReferral, referral.Subject) ? [] : OfCoordinators(referral),
            .. OfferRules.ShownTo(referral, actor).Where(offer => offer.Status is not OfferStatus.Ended).Select(offer => (offer.Status == OfferStatus.Accepted ? ReferralPhrases.CardHas : ReferralPhrases.CardAsked).With(("provider", offer.Whom.Label), ("service", ReferralPhrases.Services[offer.Service]))),
            .. (NoteRules.MayRead(referral, actor) ? referral.Notes : []).TakeLast(NotesShown).Select(note => note.Text is { } text ? ReferralPhrases.CardNote.With(("from", note.Label), ("text", text)) : ReferralPhrases.CardNoteRemoved.With(("from", note.Label))),
        ], "");

    private static IEnumerable<Wording> OfCoordinators(Referral referral) =>
    [
        .. referral.Joint is { Status: JointStatus.Disputed } ? [(Wording)ReferralPhrases.CardDisputed] : Array.Empty<Wording>(),
        .. referral.HandedOver is { } over ? [ReferralPhrases.CardOver.With(("other", over.Reference))] : Array.Empty<Wording>(),
        .. referral.Alike.Take(AlikeShown).Select(other => ReferralPhrases.CardAlike.With(("other", other))),
    ];
}
