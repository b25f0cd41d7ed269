using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>What this capability says; the words stand in the language files.</summary>
public static class ReferralPhrases
{
    public static readonly Phrase Alert = new("referral.alert", "reference", "urgency", "region", "age", "code");
    public static readonly Phrase AlertAgain = new("referral.alert.again", "reference", "urgency", "region", "age", "code");
    public static readonly Phrase Taken = new("referral.taken", "reference");
    public static readonly Phrase TakenNotYou = new("referral.taken.notyou", "reference", "code");
    public static readonly Phrase TakenByOther = new("referral.taken.other", "reference", "by");
    public static readonly Phrase Passed = new("referral.passed", "reference");
    public static readonly Phrase ToldTaken = new("referral.told.taken", "reference");
    public static readonly Phrase ToldWaiting = new("referral.told.waiting", "reference");
    public static readonly Phrase Unreached = new("referral.unreached", "reference");
    public static readonly Phrase CodeWrong = new("referral.code.wrong");
    public static readonly Phrase CodeClosed = new("referral.code.closed");
    public static readonly Phrase Gone = new("referral.gone");
    public static readonly Phrase ButtonTake = new("referral.button.take");
    public static readonly Phrase ButtonPass = new("referral.button.pass");
    public static readonly Phrase Colleague = new("referral.colleague");

    public static readonly Phrase Offer = new("referral.offer", "reference", "service", "urgency", "age", "code");
    public static readonly Phrase OfferNoted = new("referral.offer.noted", "reference");
    public static readonly Phrase OfferHeld = new("referral.offer.held", "reference");
    public static readonly Phrase OfferFull = new("referral.offer.full", "reference");
    public static readonly Phrase ProviderHas = new("referral.provider.has", "reference", "provider", "service");
    public static readonly Phrase ProviderCannot = new("referral.provider.cannot", "reference", "provider", "service");
    public static readonly Phrase NoProviderLeft = new("referral.provider.none", "reference", "service");
    public static readonly Phrase Nudge = new("referral.nudge", "reference");
    public static readonly Phrase Lapsed = new("referral.lapsed", "reference");
    public static readonly Phrase Ended = new("referral.ended", "reference");

    public static readonly Phrase Joint = new("referral.joint", "reference", "urgency", "age", "region", "code");
    public static readonly Phrase JointNoted = new("referral.joint.noted", "reference");
    public static readonly Phrase Disputed = new("referral.joint.disputed", "reference");
    public static readonly Phrase DisputedTaker = new("referral.joint.disputed.taker", "reference");
    public static readonly Phrase HandOverDone = new("referral.over.done", "reference", "other");
    public static readonly Phrase HandOverReturned = new("referral.over.returned", "reference", "other");
    public static readonly Phrase MergedTold = new("referral.merged.told", "reference", "other");
    public static readonly Phrase AbsorbedTold = new("referral.absorbed.told", "reference", "other");
    public static readonly Phrase Note = new("referral.note", "reference", "from", "text");

    public static readonly Phrase HandOverAsked = new("screen.over.asked", "reference", "other");
    public static readonly Phrase HandOverWhere = new("screen.over.where", "reference");
    public static readonly Phrase HandOverGround = new("screen.over.ground", "reference", "region");
    public static readonly Phrase Merged = new("screen.merged", "reference", "other");
    public static readonly Phrase Unmerged = new("screen.unmerged", "reference", "other");
    public static readonly Phrase ToldApart = new("screen.toldapart", "reference", "other");
    public static readonly Phrase NoteSent = new("screen.note.sent", "reference");
    public static readonly Phrase NoteRemoved = new("screen.note.removed", "reference");
    public static readonly Phrase NoteWhere = new("screen.note.where");
    public static readonly Phrase CardAlike = new("screen.card.alike", "other");
    public static readonly Phrase CardDisputed = new("screen.card.disputed");
    public static readonly Phrase CardOver = new("screen.card.over", "other");
    public static readonly Phrase CardNote = new("screen.card.note", "from", "text");
    public static readonly Phrase CardNoteRemoved = new("screen.card.note.removed", "from");
    public static readonly Phrase ButtonAgree = new("referral.button.agree");
    public static readonly Phrase ButtonDisagree = new("referral.button.disagree");
    public static readonly Phrase ButtonAdd = new("referral.button.add", "service");
    public static readonly Phrase ButtonMerge = new("referral.button.merge", "other");
    public static readonly Phrase ButtonTellApart = new("referral.button.tellapart", "other");
    public static readonly Phrase ButtonUnmerge = new("referral.button.unmerge");
    public static readonly Phrase ButtonUnsay = new("referral.button.unsay");
    public static readonly Phrase ButtonRegion = new("referral.button.region", "region");
    public static readonly PhraseFamily Grounds = new("referral.button.ground", ShareBases.All);

    public static readonly Phrase Asked = new("screen.asked", "reference", "service", "provider");
    public static readonly Phrase Kept = new("screen.kept", "reference");
    public static readonly Phrase Moved = new("screen.moved", "reference", "stage");
    public static readonly Phrase NotNow = new("screen.notnow", "reference", "stage");
    public static readonly Phrase ReasonNoted = new("screen.reason.noted");
    public static readonly Phrase Card = new("screen.card", "reference", "stage", "urgency", "age", "region", "needs", "languages", "who", "providers");
    public static readonly Phrase CardHas = new("screen.card.has", "provider", "service");
    public static readonly Phrase CardAsked = new("screen.card.asked", "provider", "service");
    public static readonly Phrase Nobody = new("screen.nobody");
    public static readonly Phrase NotYours = new("screen.notyours");
    public static readonly Phrase BoardHow = new("screen.board.how");
    public static readonly Phrase WhyClose = new("screen.close", "reference");
    public static readonly Phrase WhichService = new("screen.assign", "reference");
    public static readonly Phrase WhichProvider = new("screen.assign.whom", "reference", "service", "providers");
    public static readonly Phrase ProviderLine = new("screen.assign.line", "provider", "places", "why");
    public static readonly Phrase MineList = new("screen.mine", "lines");
    public static readonly Phrase MineNone = new("screen.mine.none");
    public static readonly Phrase OpenList = new("screen.open", "lines");
    public static readonly Phrase OpenNone = new("screen.open.none");
    public static readonly Phrase ListLine = new("screen.line", "reference", "urgency", "status", "due");

    public static readonly Phrase ButtonAccept = new("referral.button.accept");
    public static readonly Phrase ButtonDecline = new("referral.button.decline");
    public static readonly Phrase ButtonMore = new("referral.button.more");
    public static readonly Phrase ButtonNext = new("referral.button.next");
    public static readonly Phrase ButtonShow = new("referral.button.show", "reference");
    public static readonly Phrase ButtonAsk = new("referral.button.ask", "provider");

    public static readonly PhraseFamily Services = new("referral.service", PeopleFile.Needs);
    public static readonly PhraseFamily Statuses = new("referral.stage", ["identified", "alerted", "escalated", "nobody-reached", "taken", "accepted", "assigned", "in-assistance", "reintegration", "closed"]);
    public static readonly PhraseFamily Closings = new("screen.close", CloseReasons.All);
    public static readonly PhraseFamily Declinings = new("screen.why", DeclineReasons.All);
    public static readonly PhraseFamily Fits = new("screen.fits", ["near", "language"]);
    public static readonly PhraseFamily Buttons = new("referral.button", ["keep", "assign", "reintegrate", "hand", "close"]);

    /// <summary>A button with what can be done about a referral.</summary>
    public static Choice More(Referral referral) => new(ReferralButtons.About(referral.Reference, ReferralButtons.Show), ButtonMore);

    public static Choice Keep(Referral referral) => new(ReferralButtons.About(referral.Reference, ReferralButtons.Keep), Buttons["keep"]);

    public static Choice WhyNot(Referral referral, string why) => new(ReferralButtons.About(referral.Reference, ReferralButtons.Reason, why), Declinings[why]);

    public static Phrase Of(Urgency urgency) => urgency switch { Urgency.Immediate => Immediate, Urgency.Urgent => UrgentOne, _ => Routine };

    public static Phrase Of(AgeGroup age) => age == AgeGroup.Child ? Child : Adult;

    private static readonly Phrase Immediate = new("referral.urgency.immediate");
    private static readonly Phrase UrgentOne = new("referral.urgency.urgent");
    private static readonly Phrase Routine = new("referral.urgency.routine");
    private static readonly Phrase Adult = new("referral.age.adult");
    private static readonly Phrase Child = new("referral.age.child");
}
