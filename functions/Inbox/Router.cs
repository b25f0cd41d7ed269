using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Conversation;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>The one router: who is this, what do they want, whose rules decide.</summary>
public sealed class Router(StaffDirectory directory, Strangers strangers, ReferralDesk referrals, ReferralPhone referralPhone, AssistanceDesk assistance, IntakePhone intake, Phrases phrases, Keywords keywords, LoopGuard loops, AnswerLimit limit, StaffDesk staffDesk, Newcomers newcomers)
{
    /// <exception cref="Azure.RequestFailedException">Storage does not answer: nothing was decided.</exception>
    public async Task<Answered> Handle(InboundMessage message, CancellationToken stop)
    {
        var people = await directory.Now(stop);
        var press = ButtonPress.Of(message);
        var code = message.Choice is null ? AlertCode.Find(message.Text) : press is null ? null : AlertButtons.CodeOf(press);
        // Cached at most 15 s; taking an alert is decided with current rights.
        if (people.Find(message.From) is not null && code is not null) people = await directory.Fresh(stop);
        var staff = people.Find(message.From);
        var answered = staff is null ? await FromStranger(message, stop) : await FromStaff(staff, people.LanguageOf(staff.Id), press, code, message, stop);
        if (staff is not null && answered.IsSettled) await staffDesk.Hear(staff, message, stop);
        var verdict = loops.Look(message);
        if (verdict == LoopGuard.Verdict.FirstTooMany) await directory.Page(OperationsPhrases.Loop, "loop", stop);
        if (verdict != LoopGuard.Verdict.Answer) answered = answered with { Reply = null };
        answered = answered with { IsNeeded = answered.Status is ReplyStatus.Stored or ReplyStatus.StoredBefore && code is not null };
        if (staff is not null && answered.Reply is not null && await IsTooMuch(staff, message.From, answered, stop)) answered = answered with { Reply = null };
        if (answered.Reply is not null) Measures.Replies.Add(1, new KeyValuePair<string, object?>("channel", message.From.Channel.ToString()));
        return answered;
    }

    /// <summary>Past the limit what was asked is done and not answered; the administrators hear of it once a day.</summary>
    private async Task<bool> IsTooMuch(Staff staff, Address from, Answered answered, CancellationToken stop)
    {
        var taken = limit.Answer(from, answered);
        if (taken.IsFirstTooMany) await directory.PageDaily(OperationsPhrases.Limited.With(("who", staff.Known)), $"limited|{staff.Id.Value}", stop);
        return taken.IsRefused;
    }

    private async Task<Answered> FromStranger(InboundMessage message, CancellationToken stop)
    {
        var language = Language.English;
        if (!limit.MayAsk(message.From)) return Answered.Silently(language);
        if (await newcomers.Try(message, stop) is { } shown) return shown;
        if (Words(message) is ["/start", var invite] && ChannelTraits.Of(message.From.Channel).HasStartLinks)
        {
            var bound = await directory.Handle(new DirectoryCommand.AnswerInvite(invite, message.From.Value, new Reply(InboxPhrases.Hello)), message.Id, Actors.Invitee, stop);
            if (bound is not Outcome<People.Directory>.Nothing)
                return Answered.From(bound, (await directory.Now(stop)).Find(message.From) is { } known ? (await directory.Now(stop)).LanguageOf(known.Id) : language);
        }
        return Answered.From(await strangers.Answer(message, stop), language);
    }

    /// <summary>A button goes to the module of its prefix. Else STOP and START outrank everything; then the code of an alert; then single words.</summary>
    private async Task<Answered> FromStaff(Staff staff, Language language, ButtonPress? press, AlertCode? code, InboundMessage message, CancellationToken stop)
    {
        if (message.Choice is not null) return (press is null ? null : await FromButton(staff, language, press, code, message, stop)) ?? Answered.Say(InboxPhrases.NotUnderstood, language);
        var keyword = keywords.Understand(message.Text);
        return (keyword, Words(message)) switch
        {
            // On SMS the carrier answers these single words itself, so nothing is added.
            (Keyword.Stop, _) => Answered.From(await directory.Handle(new DirectoryCommand.Stop(staff.Id, message.From, OnTelegram(message, InboxPhrases.Stopped)), message.Id, staff.Id.Value, stop), language),
            (Keyword.Start, _) when ChannelTraits.Of(message.From.Channel).CarrierHandlesOptOut => Answered.From(await Resume(staff, message, InboxPhrases.Resumed, stop), language),
            (_, ["/start", ..]) => Answered.From(await Resume(staff, message, InboxPhrases.Hello, stop), language),
            _ when code is not null && keywords.Mentions(message.Text, Keyword.Pass, language) => await PassOn(staff, language, code, message, stop),
            _ when code is not null => await Take(staff, language, code, message, stop),
            _ when await staffDesk.Try(staff, message, language, stop) is { } said => said,
            _ when await newcomers.Again(staff, message, language, stop) is { } joined => joined,
            _ when await referralPhone.Try(staff, language, message, stop) is { } said => said,
            _ when await assistance.Try(staff, language, message, stop) is { } said => said,
            (not (Keyword.Help or Keyword.Language), _) when await intake.Try(staff, language, null, message, stop) is { } asked => asked,
            (Keyword.Help, _) or (_, ["/help", ..]) => Answered.Say(HelpText.For(staff, message.From.Channel), language),
            (Keyword.Language, _) or (_, ["/language", ..]) => Answered.Say(new Reply(InboxPhrases.ChooseLanguage, LanguageChoices()), language),
            _ when phrases.LanguageCalled(message.Text) is { } named => await Choose(staff, named, message, stop),
            (_, []) => Answered.Say(InboxPhrases.TextOnly, language),
            _ when await referralPhone.Doubt(staff, language, message, stop) is { } said => said,
            _ => Answered.Say(InboxPhrases.NotUnderstood, language),
        };
    }

    /// <returns>Null: its module does not know it.</returns>
    private async Task<Answered?> FromButton(Staff staff, Language language, ButtonPress press, AlertCode? code, InboundMessage message, CancellationToken stop) => press.Prefix switch
    {
        AlertButtons.Prefix when code is not null => press.Verb == AlertButtons.Pass ? await PassOn(staff, language, code, message, stop) : await Take(staff, language, code, message, stop),
        ReferralButtons.Prefix => await referralPhone.Press(staff, language, press, message, stop),
        IntakeButton.Prefix => await intake.Try(staff, language, press, message, stop),
        CaseButtons.Prefix => await assistance.Press(staff, language, press, message, stop),
        StaffButtons.Prefix => await staffDesk.Press(staff, press, message, language, stop),
        ChatButtons.Prefix when press is { Verb: ChatButtons.ChooseLanguage, Args: [var tag] } && phrases.Languages.FirstOrDefault(known => known.Tag == tag) is { Tag: not null } chosen => await Choose(staff, chosen, message, stop),
        _ => null,
    };

    private async Task<Answered> Take(Staff staff, Language language, AlertCode code, InboundMessage message, CancellationToken stop) => code.Kind switch
    {
        AlertKind.Referral => Answered.From(await referrals.Take(staff, code, message, stop), language),
        _ => Answered.Say(InboxPhrases.NotUnderstood, language),
    };

    private async Task<Answered> PassOn(Staff staff, Language language, AlertCode code, InboundMessage message, CancellationToken stop) => code.Kind switch
    {
        AlertKind.Referral => Answered.From(await referrals.PassOn(staff, code, message, stop), language),
        _ => Answered.Say(InboxPhrases.NotUnderstood, language),
    };

    private Task<Outcome<People.Directory>> Resume(Staff staff, InboundMessage message, Phrase say, CancellationToken stop) =>
        directory.Handle(new DirectoryCommand.Resume(staff.Id, message.From, new Reply(say)), message.Id, staff.Id.Value, stop);

    private async Task<Answered> Choose(Staff staff, Language chosen, InboundMessage message, CancellationToken stop) =>
        Answered.From(await directory.Handle(new DirectoryCommand.ChooseLanguage(staff.Id, chosen, new Reply(InboxPhrases.LanguageChanged)), message.Id, staff.Id.Value, stop), chosen);

    private List<Choice> LanguageChoices() => [.. phrases.Languages.Select(language => new Choice(ChatButtons.For(language), InboxPhrases.LanguageName.With(("name", phrases.NameOf(language)))))];

    private static Reply? OnTelegram(InboundMessage message, Phrase say) => ChannelTraits.Of(message.From.Channel).CarrierHandlesOptOut ? null : new Reply(say);

    private static string[] Words(InboundMessage message) => message.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
