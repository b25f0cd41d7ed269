using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>What this capability says; the words stand in the language files.</summary>
public static class ReferralPhrases
{
    public static readonly Phrase Alert = new("referrals.alert", "reference", "urgency", "region", "age", "code");
    public static readonly Phrase AlertAgain = new("referrals.alert.again", "reference", "urgency", "region", "age", "code");
    public static readonly Phrase Taken = new("referrals.taken", "reference");
    public static readonly Phrase TakenNotYou = new("referrals.taken.not-you", "reference", "code");
    public static readonly Phrase TakenByOther = new("referrals.taken.by-other", "reference", "by");
    public static readonly Phrase Passed = new("referrals.passed", "reference");
    public static readonly Phrase ToldTaken = new("referrals.notice.taken", "reference");
    public static readonly Phrase ToldWaiting = new("referrals.notice.waiting", "reference");
    public static readonly Phrase Unreached = new("referrals.not-reached", "reference");
    public static readonly Phrase CodeWrong = new("referrals.code.wrong");
    public static readonly Phrase CodeClosed = new("referrals.code.closed");
    public static readonly Phrase Gone = new("referrals.not-open");
    public static readonly Phrase ButtonTake = new("referrals.button.take");
    public static readonly Phrase ButtonPass = new("referrals.button.pass");
    public static readonly Phrase Colleague = new("referrals.colleague");

    public static readonly Phrase Offer = new("referrals.offer", "reference", "service", "urgency", "age", "code");
    public static readonly Phrase OfferNoted = new("referrals.offer.noted", "reference");
    public static readonly Phrase OfferHeld = new("referrals.offer.held", "reference");
    public static readonly Phrase OfferFull = new("referrals.offer.full", "reference");
    public static readonly Phrase ProviderHas = new("referrals.provider.accepted", "reference", "provider", "service");
    public static readonly Phrase ProviderCannot = new("referrals.provider.declined", "reference", "provider", "service");
    public static readonly Phrase NoProviderLeft = new("referrals.provider.none-left", "reference", "service");
    public static readonly Phrase Nudge = new("referrals.reminder", "reference");
    public static readonly Phrase Lapsed = new("referrals.lapsed", "reference");
    public static readonly Phrase Ended = new("referrals.closed", "reference");

    public static readonly Phrase Joint = new("referrals.joint", "reference", "urgency", "age", "region", "code");
    public static readonly Phrase JointNoted = new("referrals.joint.noted", "reference");
    public static readonly Phrase Disputed = new("referrals.joint.disputed", "reference");
    public static readonly Phrase DisputedTaker = new("referrals.joint.disputed.taker", "reference");
    public static readonly Phrase HandOverDone = new("referrals.hand-over.done", "reference", "other");
    public static readonly Phrase HandOverReturned = new("referrals.hand-over.returned", "reference", "other");
    public static readonly Phrase MergedTold = new("referrals.notice.merged", "reference", "other");
    public static readonly Phrase AbsorbedTold = new("referrals.notice.absorbed", "reference", "other");
    public static readonly Phrase Note = new("referrals.note", "reference", "from", "text");

    public static readonly Phrase HandOverAsked = new("referrals.screen.hand-over.asked", "reference", "other");
    public static readonly Phrase HandOverWhere = new("referrals.screen.hand-over.where", "reference");
    public static readonly Phrase HandOverGround = new("referrals.screen.hand-over.sharing-basis", "reference", "region");
    public static readonly Phrase Merged = new("referrals.screen.merged", "reference", "other");
    public static readonly Phrase Unmerged = new("referrals.screen.unmerged", "reference", "other");
    public static readonly Phrase ToldApart = new("referrals.screen.not-a-duplicate", "reference", "other");
    public static readonly Phrase NoteSent = new("referrals.screen.note.sent", "reference");
    public static readonly Phrase NoteRemoved = new("referrals.screen.note.removed", "reference");
    public static readonly Phrase NoteWhere = new("referrals.screen.note.where");
    public static readonly Phrase NoteNotKept = new("referrals.screen.note.not-kept");
    public static readonly Phrase CardAlike = new("referrals.screen.card.possible-duplicate", "other");
    public static readonly Phrase CardDisputed = new("referrals.screen.card.disputed");
    public static readonly Phrase CardOver = new("referrals.screen.card.hand-over", "other");
    public static readonly Phrase CardNote = new("referrals.screen.card.note", "from", "text");
    public static readonly Phrase CardNoteRemoved = new("referrals.screen.card.note.removed", "from");
    public static readonly Phrase ButtonAgree = new("referrals.button.agree");
    public static readonly Phrase ButtonDisagree = new("referrals.button.disagree");
    public static readonly Phrase ButtonAdd = new("referrals.button.add-service", "service");
    public static readonly Phrase ButtonMerge = new("referrals.button.merge", "other");
    public static readonly Phrase ButtonTellApart = new("referrals.button.not-a-duplicate", "other");
    public static readonly Phrase ButtonUnmerge = new("referrals.button.unmerge");
    public static readonly Phrase ButtonUnsay = new("referrals.button.remove-note");
    public static readonly Phrase ButtonRegion = new("referrals.button.region", "region");
    public static readonly PhraseFamily Grounds = new("referrals.button.sharing-basis", ShareBases.All);

    public static readonly Phrase Asked = new("referrals.screen.provider-asked", "reference", "service", "provider");
    public static readonly Phrase Kept = new("referrals.screen.kept", "reference");
    public static readonly Phrase Moved = new("referrals.screen.stage-changed", "reference", "stage");
    public static readonly Phrase NotNow = new("referrals.screen.not-now", "reference", "stage");
    public static readonly Phrase ReasonNoted = new("referrals.screen.reason.noted");
    public static readonly Phrase Card = new("referrals.screen.card", "reference", "stage", "urgency", "age", "region", "needs", "languages", "who", "providers");
    public static readonly Phrase CardHas = new("referrals.screen.card.accepted", "provider", "service");
    public static readonly Phrase CardAsked = new("referrals.screen.card.asked", "provider", "service");
    public static readonly Phrase Nobody = new("referrals.screen.nobody-yet");
    public static readonly Phrase NotYours = new("referrals.screen.not-yours");
    public static readonly Phrase BoardHow = new("referrals.screen.board.how");
    public static readonly Phrase WhyClose = new("referrals.screen.close", "reference");
    public static readonly Phrase WhichService = new("referrals.screen.assign", "reference");
    public static readonly Phrase WhichProvider = new("referrals.screen.assign.which-provider", "reference", "service", "providers");
    public static readonly Phrase ProviderLine = new("referrals.screen.assign.line", "provider", "places", "why");
    public static readonly Phrase MineList = new("referrals.screen.mine", "lines");
    public static readonly Phrase MineNone = new("referrals.screen.mine.none");
    public static readonly Phrase OpenList = new("referrals.screen.open", "lines");
    public static readonly Phrase OpenNone = new("referrals.screen.open.none");
    public static readonly Phrase ListLine = new("referrals.screen.line", "reference", "urgency", "status", "due");

    public static readonly Phrase ButtonAccept = new("referrals.button.accept");
    public static readonly Phrase ButtonDecline = new("referrals.button.decline");
    public static readonly Phrase ButtonMore = new("referrals.button.more");
    public static readonly Phrase ButtonNext = new("referrals.button.next");
    public static readonly Phrase ButtonShow = new("referrals.button.show", "reference");
    public static readonly Phrase ButtonAsk = new("referrals.button.ask", "provider");

    public static readonly PhraseFamily Services = new("referrals.service", PeopleFile.Needs);
    public static readonly PhraseFamily Statuses = new("referrals.stage", ["identified", "alerted", "escalated", "nobody-reached", "taken", "accepted", "assigned", "in-assistance", "reintegration", "closed"]);
    public static readonly PhraseFamily Closings = new("referrals.screen.close-reason", CloseReasons.All);
    public static readonly PhraseFamily Declinings = new("referrals.screen.decline-reason", DeclineReasons.All);
    public static readonly PhraseFamily Fits = new("referrals.screen.match", ["near", "language"]);
    public static readonly Phrase ButtonHandOver = new("referrals.button.hand-over");
    public static readonly PhraseFamily Buttons = new("referrals.button", ["keep", "assign", "reintegrate", "close"]);

    /// <summary>A button with what can be done about a referral.</summary>
    public static Choice More(Referral referral) => new(ReferralButtons.About(referral.Reference, ReferralButtons.Show), ButtonMore);

    public static Choice Keep(Referral referral) => new(ReferralButtons.About(referral.Reference, ReferralButtons.Keep), Buttons["keep"]);

    /// <summary>The label of a button that does something about a referral.</summary>
    /// <param name="action">As the phrase keys call it, e.g. <c>assign</c>.</param>
    public static Phrase ButtonOf(string action) => action == "hand" ? ButtonHandOver : Buttons[action];

    public static Choice WhyNot(Referral referral, string why) => new(ReferralButtons.About(referral.Reference, ReferralButtons.Reason, why), Declinings[why]);


    public static Phrase Of(Urgency urgency) => urgency switch { Urgency.Immediate => Immediate, Urgency.Urgent => UrgentOne, _ => Routine };

    public static Phrase Of(AgeGroup age) => age == AgeGroup.Child ? Child : Adult;

    private static readonly Phrase Immediate = new("referrals.urgency.immediate");
    private static readonly Phrase UrgentOne = new("referrals.urgency.urgent");
    private static readonly Phrase Routine = new("referrals.urgency.routine");
    private static readonly Phrase Adult = new("referrals.age.adult");
    private static readonly Phrase Child = new("referrals.age.child");

    // 1-256 characters each: https://core.telegram.org/bots/api#botcommand
    public static readonly Phrase MineCommand = new("referrals.command.mine");
    public static readonly Phrase OpenCommand = new("referrals.command.open");
    public static readonly Phrase BoardCommand = new("referrals.command.board");
}
