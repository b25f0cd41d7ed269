using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Functions.Inbox.Unknown;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>Hands each inbound message to the module that decides it.</summary>
public sealed class Router(
    StaffDirectory directory, UnknownSenderAnswers unknownSenders, AnswerPolicy policy, MessageReader reader, EditedTexts edits, ConversationTable conversations,
    IEnumerable<IAlertTarget> alertTargets, AlertKinds alertKinds, OptOut optOut, TypedTexts typedTexts, HelpText help, LanguageConversation languages,
    PendingPrompts prompts, ReferralConversation referrals)
{
    private readonly Dictionary<AlertKind, IAlertTarget> _alertTargets = alertTargets.ToDictionary(target => target.Kind);

    /// <exception cref="Azure.RequestFailedException">Storage does not answer: nothing was decided.</exception>
    public async Task<ChatReply> Handle(InboundMessage message, CancellationToken stop)
    {
        var content = MessageContent.Of(message, alertKinds);
        var people = await directory.Cached(stop);
        // Cached at most 15 s; taking an alert is decided with current rights.
        if (content.Code is not null && people.Find(message.From) is not null) people = await directory.Reload(stop);
        var staff = people.Find(message.From);
        var isNews = edits.Remember(message);
        var answered = message.IsEdit ? EditedTexts.Answer(staff, staff is null ? Language.English : people.LanguageOf(staff.Id), isNews)
            : staff is null
            ? await unknownSenders.Answer(content, stop)
            : await Answer(new InboundRequest(staff, people.LanguageOf(staff.Id), content, reader), stop);
        return await policy.Apply(content, staff, answered, stop);
    }

    /// <summary>The order is the precedence: the first step that answers decides.</summary>
    private async Task<ChatReply> Answer(InboundRequest request, CancellationToken stop) =>
        await optOut.Answer(request, stop)
        ?? await AlertAnswer(request, stop)
        ?? await Button(request, stop)
        ?? await Command(request, stop)
        ?? await typedTexts.Answer(request, stop)
        ?? HelpOrLanguage(request)
        ?? await PendingPrompt(request, stop)
        ?? await optOut.CancelNothing(request, stop)
        ?? await NamedLanguage(request, stop)
        ?? await NotUnderstood(request, stop);

    /// <summary>A code in the text, or a button under an alert. Where it is not clear what the text says, nothing happens and the sender is asked.</summary>
    private async Task<ChatReply?> AlertAnswer(InboundRequest request, CancellationToken stop)
    {
        if (request.Content.QuotedCode is { } quoted) return AskWhether(quoted, request.Language);
        if (request.Content.Code is not { } code) return null;
        if (!_alertTargets.TryGetValue(code.Kind, out var target)) return ChatReply.Say(InboxPhrases.NotUnderstood, request.Language);
        return AnswerOf(request) switch
        {
            Alerts.AlertAnswer.Take => await target.Take(request, code, stop),
            Alerts.AlertAnswer.Pass => await target.PassOn(request, code, stop),
            _ => AskWhether(code, request.Language),
        };
    }

    private static AlertAnswer AnswerOf(InboundRequest request) => request.Content.Press is { } press
        ? press.Verb == AlertButtons.Pass ? Alerts.AlertAnswer.Pass : Alerts.AlertAnswer.Take
        : AlertAnswers.Of(request.Reading);

    private static ChatReply AskWhether(AlertCode code, Language language)
    {
        var written = AlertCode.Write(code.Kind, code.Body, code.Digits);
        return ChatReply.Say(
            new Reply(InboxPhrases.TakeOrPass.With(("code", written)), [
                new Choice(AlertButtons.For(AlertButtons.Take, written), InboxPhrases.ButtonTake),
                new Choice(AlertButtons.For(AlertButtons.Pass, written), InboxPhrases.ButtonPass)]),
            language);
    }

    /// <summary>A pressed button is never taken for a text, whatever its data.</summary>
    private async Task<ChatReply?> Button(InboundRequest request, CancellationToken stop)
    {
        if (request.Message.Choice is null) return null;
        var answered = request.Content.Press is { } press && conversations.OfPrefix(press.Prefix) is { } owner
            ? await owner.Press(request, press, stop) : null;
        return answered ?? ChatReply.Say(InboxPhrases.NotUnderstood, request.Language);
    }

    private async Task<ChatReply?> Command(InboundRequest request, CancellationToken stop)
    {
        if (request.Command is not { } word) return null;
        if (word == HelpText.Command) return Help(request);
        return conversations.OfCommand(word) is { } owner && owner.Command.IsTakenOn(request.Channel)
            ? await owner.Conversation.Command(request, owner.Command, stop) : null;
    }

    private ChatReply? HelpOrLanguage(InboundRequest request) => request.Reading switch
    {
        var reading when AsksFor(reading, Meaning.Help) => Help(request),
        var reading when AsksFor(reading, Meaning.Language) => languages.Show(request),
        _ => null,
    };

    /// <summary>"Help?" is no doubt but a question for it.</summary>
    private static bool AsksFor(Reading reading, string meaning) => reading.Has(meaning) && reading.IsOnly(meaning, Meaning.Question);

    private ChatReply Help(InboundRequest request) =>
        ChatReply.Say(help.For(request.Staff, request.Channel), request.Language) with { IsProgress = true };

    /// <summary>At most one storage read. Commands are no answers.</summary>
    private async Task<ChatReply?> PendingPrompt(InboundRequest request, CancellationToken stop) =>
        request.Message.Text.Length == 0 || request.Message.Text.StartsWith('/') ? null : await prompts.Answer(request, stop);

    private async Task<ChatReply?> NamedLanguage(InboundRequest request, CancellationToken stop) => await languages.ChooseNamed(request, stop);

    /// <summary>A text from a sender who has work may be a note about it: the sender is asked to which referral it belongs.</summary>
    private async Task<ChatReply> NotUnderstood(InboundRequest request, CancellationToken stop)
    {
        if (request.Words.IsEmpty) return ChatReply.Say(InboxPhrases.TextOnly, request.Language);
        return await referrals.AskWhichReferral(request, stop) ?? ChatReply.Say(InboxPhrases.NotUnderstood, request.Language);
    }
}
