using ServerlessAssist.Functions.People.Approvals;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People;

/// <summary>What colleagues are told about joining, duty and absence.</summary>
public static class StaffPhrases
{
    public static readonly Phrase CodeNotTaken = new("people.code.not-accepted");
    public static readonly Phrase ProofAsk = new("people.confirm-number", "proof");
    public static readonly Phrase HasLeft = new("people.left", "who");
    public static readonly Phrase SwapAgreed = new("people.swap.agreed", "day", "region");
    public static readonly Phrase SwapKept = new("people.swap.kept", "day", "region");
    public static readonly Phrase Gap = new("people.rota-gap", "region", "day");
    public static readonly Phrase Second = new("people.approval", "wanted", "who");
    public static readonly Phrase SecondAbout = new("people.approval.about", "deed", "reference", "who");

    public static readonly Phrase NotAllowed = new("people.screen.not-allowed");
    public static readonly Phrase ByCommandOnly = new("people.screen.by-command-only");
    public static readonly Phrase NameTaken = new("people.screen.name-taken");
    public static readonly Phrase NobodyCalled = new("people.screen.name-unknown");
    public static readonly Phrase LastAdministrator = new("people.screen.last-administrator");
    public static readonly Phrase NothingLost = new("people.screen.no-other-channel");
    public static readonly Phrase InviteHow = new("people.screen.invite.how", "lines");
    public static readonly Phrase InviteNeeds = new("people.screen.invite.missing", "what", "names");
    public static readonly Phrase InviteNeedsName = new("people.screen.invite.missing-name");
    public static readonly Phrase CodeFor = new("people.screen.code", "name", "code");
    public static readonly Phrase CodeAndLinkFor = new("people.screen.code.link", "name", "code", "link");
    public static readonly Phrase WhoHow = new("people.screen.name-missing");
    public static readonly Phrase LostHow = new("people.screen.lost.how");
    public static readonly Phrase LeftNow = new("people.screen.left", "name");
    public static readonly Phrase Channels = new("people.screen.channels", "names");
    public static readonly Phrase Rota = new("people.screen.rota", "region", "lines");
    public static readonly Phrase RotaAll = new("people.screen.rota.all", "lines");
    public static readonly Phrase RotaDay = new("people.screen.rota.day", "day", "lines");
    public static readonly Phrase RotaFrom = new("people.screen.rota.from", "time", "who");
    public static readonly Phrase RotaNobody = new("people.screen.rota.nobody");
    public static readonly Phrase RotaPost = new("people.screen.rota.post", "name");
    public static readonly Phrase RotaNone = new("people.screen.rota.none");
    public static readonly Phrase WhichDay = new("people.screen.take.how");
    public static readonly Phrase WhichRegion = new("people.screen.take.where");
    public static readonly Phrase RegionButton = new("people.screen.take.region", "region");
    public static readonly Phrase DutyIsYours = new("people.screen.take.already-yours");
    public static readonly Phrase DutyTaken = new("people.screen.take.done", "day", "region");
    public static readonly Phrase CallHolder = new("people.screen.take.call-holder", "who");
    public static readonly Phrase SwapAsk = new("people.screen.swap.ask", "who", "day", "region");
    public static readonly Phrase SwapAsked = new("people.screen.swap.asked", "who");
    public static readonly Phrase DutyGiven = new("people.screen.swap.given", "who", "day");
    public static readonly Phrase DutyKept = new("people.screen.swap.kept", "day");
    public static readonly Phrase Over = new("people.screen.expired");
    public static readonly Phrase AwayHow = new("people.screen.absence.how");
    public static readonly Phrase AwayUntil = new("people.screen.absence", "day");
    public static readonly Phrase Back = new("people.screen.absence.ended");
    public static readonly Phrase QuietHow = new("people.screen.quiet-hours.how");
    public static readonly Phrase QuietFrom = new("people.screen.quiet-hours", "from", "until");
    public static readonly Phrase QuietOff = new("people.screen.quiet-hours.off");
    public static readonly Phrase SecondWanted = new("people.screen.approval.requested");
    public static readonly Phrase SecondGiven = new("people.screen.approval.given");
    public static readonly Phrase SecondAgreed = new("people.screen.approval.agreed");
    public static readonly Phrase SecondRefused = new("people.screen.approval.refused");
    public static readonly Phrase NothingForSecond = new("people.screen.approval.none");
    public static readonly Phrase SamePerson = new("people.screen.approval.same-person");
    public static readonly Phrase ButtonAgree = new("people.button.agree");
    public static readonly Phrase ButtonKeep = new("people.button.keep");
    public static readonly Phrase ButtonRefuse = new("people.button.refuse");
    public static readonly Phrase ButtonFirst = new("people.button.channel-first", "channel");
    public static readonly Phrase ButtonAdd = new("people.button.add-channel");

    public static readonly PhraseFamily Needs = new("people.screen.invite", ["role", "organisation", "region", "language"]);
    public static readonly PhraseFamily Deed = new("people.operation", ApprovalRules.Deeds.Keys);
    public static readonly Phrase Irreversible = new("people.approval-needed.people-file");

    /// <summary>A day of a region's own clock.</summary>
    public static Argument Day(DateOnly day, string timeZone) => new Argument.Moment(LocalTime.At(day, new TimeOnly(12, 0), TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? zone : TimeZoneInfo.Utc), timeZone, MomentForm.Day);

    // 1-256 characters each: https://core.telegram.org/bots/api#botcommand
    public static readonly Phrase SecondCommand = new("people.command.second");
    public static readonly Phrase RotaCommand = new("people.command.rota");
    public static readonly Phrase TakeCommand = new("people.command.take");
    public static readonly Phrase AwayCommand = new("people.command.away");
    public static readonly Phrase QuietCommand = new("people.command.quiet");
    public static readonly Phrase ChannelsCommand = new("people.command.channels");
}
