using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People;

/// <summary>What colleagues are told about joining, duty and absence.</summary>
public static class StaffPhrases
{
    public static readonly Phrase CodeNotTaken = new("staff.code.nottaken");
    public static readonly Phrase ProofAsk = new("staff.proof", "proof");
    public static readonly Phrase HasLeft = new("staff.left", "who");
    public static readonly Phrase SwapAgreed = new("staff.swap.agreed", "day", "region");
    public static readonly Phrase SwapKept = new("staff.swap.kept", "day", "region");
    public static readonly Phrase Gap = new("staff.gap", "region", "day");
    public static readonly Phrase Second = new("staff.second", "wanted", "who");
    public static readonly Phrase SecondAbout = new("staff.second.about", "deed", "reference", "who");

    public static readonly Phrase NotAllowed = new("screen.staff.notallowed");
    public static readonly Phrase ByCommandOnly = new("screen.staff.command");
    public static readonly Phrase NameTaken = new("screen.staff.nametaken");
    public static readonly Phrase NobodyCalled = new("screen.staff.nobody");
    public static readonly Phrase LastAdministrator = new("screen.staff.last");
    public static readonly Phrase NothingLost = new("screen.staff.nothinglost");
    public static readonly Phrase InviteHow = new("screen.invite.how", "lines");
    public static readonly Phrase InviteNeeds = new("screen.invite.needs", "what", "names");
    public static readonly Phrase InviteNeedsName = new("screen.invite.needsname");
    public static readonly Phrase CodeFor = new("screen.code", "name", "code");
    public static readonly Phrase CodeAndLinkFor = new("screen.code.link", "name", "code", "link");
    public static readonly Phrase WhoHow = new("screen.who.how");
    public static readonly Phrase LostHow = new("screen.lost.how");
    public static readonly Phrase LeftNow = new("screen.left", "name");
    public static readonly Phrase Channels = new("screen.channels", "names");
    public static readonly Phrase Rota = new("screen.rota", "region", "lines");
    public static readonly Phrase RotaAll = new("screen.rota.all", "lines");
    public static readonly Phrase RotaDay = new("screen.rota.day", "day", "lines");
    public static readonly Phrase RotaFrom = new("screen.rota.from", "time", "who");
    public static readonly Phrase RotaNobody = new("screen.rota.nobody");
    public static readonly Phrase RotaPost = new("screen.rota.post", "name");
    public static readonly Phrase RotaNone = new("screen.rota.none");
    public static readonly Phrase WhichDay = new("screen.take.how");
    public static readonly Phrase WhichRegion = new("screen.take.where");
    public static readonly Phrase RegionButton = new("screen.take.region", "region");
    public static readonly Phrase DutyIsYours = new("screen.take.yours");
    public static readonly Phrase DutyTaken = new("screen.take.done", "day", "region");
    public static readonly Phrase CallHolder = new("screen.take.call", "who");
    public static readonly Phrase SwapAsk = new("screen.swap.ask", "who", "day", "region");
    public static readonly Phrase SwapAsked = new("screen.swap.asked", "who");
    public static readonly Phrase DutyGiven = new("screen.swap.given", "who", "day");
    public static readonly Phrase DutyKept = new("screen.swap.keep", "day");
    public static readonly Phrase Over = new("screen.over");
    public static readonly Phrase AwayHow = new("screen.away.how");
    public static readonly Phrase AwayUntil = new("screen.away", "day");
    public static readonly Phrase Back = new("screen.back");
    public static readonly Phrase QuietHow = new("screen.quiet.how");
    public static readonly Phrase QuietFrom = new("screen.quiet", "from", "until");
    public static readonly Phrase QuietOff = new("screen.quiet.off");
    public static readonly Phrase SecondWanted = new("screen.second.wanted");
    public static readonly Phrase SecondGiven = new("screen.second.given");
    public static readonly Phrase SecondAgreed = new("screen.second.agreed");
    public static readonly Phrase SecondRefused = new("screen.second.refused");
    public static readonly Phrase NothingForSecond = new("screen.second.none");
    public static readonly Phrase SamePerson = new("screen.second.same");
    public static readonly Phrase ButtonAgree = new("staff.button.agree");
    public static readonly Phrase ButtonKeep = new("staff.button.keep");
    public static readonly Phrase ButtonRefuse = new("staff.button.refuse");
    public static readonly Phrase ButtonFirst = new("staff.button.first", "channel");
    public static readonly Phrase ButtonAdd = new("staff.button.add");

    public static readonly PhraseFamily Needs = new("screen.invite", ["role", "post", "region", "language"]);
    public static readonly PhraseFamily Deed = new("staff.deed", ApprovalRules.Deeds.Keys);
    public static readonly Phrase Irreversible = new("staff.wanted.people-file");

    /// <summary>A day of a region's own clock.</summary>
    public static Argument Day(DateOnly day, string timeZone) => new Argument.Moment(LocalTime.At(day, new TimeOnly(12, 0), TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? zone : TimeZoneInfo.Utc), timeZone, MomentForm.Day);
}
