using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Functions.Inbox.Unknown;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>Hands each inbound message to the module that decides it.</summary>
public sealed class Router(
    StaffDirectory directory, UnknownSenderAnswers unknownSenders, AnswerPolicy policy, Keywords keywords, ConversationTable conversations,
    IEnumerable<IAlertTarget> alertTargets, AlertKinds alertKinds, OptOut optOut, TypedTexts typedTexts, HelpText help, LanguageConversation languages,
    PendingPrompts prompts, ReferralConversation referrals)
{
    private readonly Dictionary<AlertKind, IAlertTarget> _alertTargets = alertTargets.ToDictionary(target => target.Kind);

    /// <exception cref="Azure.RequestFailedException">Storage does not answer: nothing was decided.</exception>
    public async Task<ChatReply> Handle(InboundMessage message, CancellationToken stop)
    {
        var content = MessageContent.Of(message, keywords, alertKinds);
        var people = await directory.Cached(stop);
        // Cached at most 15 s; taking an alert is decided with current rights.
        if (content.Code is not null && people.Find(message.From) is not null) people = await directory.Reload(stop);
        var staff = people.Find(message.From);
        var answered = staff is null
            ? await unknownSenders.Answer(content, stop)
            : await Answer(new InboundRequest(staff, people.LanguageOf(staff.Id), content), stop);
        return await policy.Apply(content, staff, answered, stop);
    }

    /// <summary>The order is the precedence: the first step that answers decides.</summary>
    private async Task<ChatReply> Answer(InboundRequest request, CancellationToken stop) =>
        await StopOrStart(request, stop)
        ?? await AlertAnswer(request, stop)
        ?? await Button(request, stop)
        ?? await Command(request, stop)
        ?? await typedTexts.Answer(request, stop)
        ?? HelpOrLanguage(request)
        ?? await PendingPrompt(request, stop)
        ?? await NamedLanguage(request, stop)
        ?? await NotUnderstood(request, stop);

    private async Task<ChatReply?> StopOrStart(InboundRequest request, CancellationToken stop) =>
        optOut.Matches(request) ? await optOut.Answer(request, stop) : null;

    /// <summary>A code in the text, or a button under an alert.</summary>
    private async Task<ChatReply?> AlertAnswer(InboundRequest request, CancellationToken stop)
    {
        if (request.Content.Code is not { } code) return null;
        if (!_alertTargets.TryGetValue(code.Kind, out var target)) return ChatReply.Say(InboxPhrases.NotUnderstood, request.Language);
        return PassesOn(request) ? await target.PassOn(request, code, stop) : await target.Take(request, code, stop);
    }

    private bool PassesOn(InboundRequest request) => request.Content.Press is { } press
        ? press.Verb == AlertButtons.Pass
        : keywords.Mentions(request.Message.Text, Keyword.Pass, request.Language);

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

    private ChatReply? HelpOrLanguage(InboundRequest request) => request.Content.Keyword switch
    {
        Keyword.Help => Help(request),
        Keyword.Language => languages.Show(request),
        _ => null,
    };

    private ChatReply Help(InboundRequest request) => ChatReply.Say(help.For(request.Staff, request.Channel), request.Language);

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
