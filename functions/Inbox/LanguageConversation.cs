using System.Collections.Immutable;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>Shows the languages, and changes the one in which the sender reads.</summary>
public sealed class LanguageConversation(StaffDirectory directory, Phrases phrases) : IConversation
{
    public string Prefix => ChatButtons.Prefix;

    public ImmutableArray<ChatCommand> Commands { get; } =
        [new("/language", new MenuEntry(InboxPhrases.LanguageCommand, MenuSection.OwnSettings)) { Needs = ChannelNeed.None }];

    public Task<ChatReply?> Command(InboundRequest request, ChatCommand command, CancellationToken stop) =>
        Task.FromResult<ChatReply?>(Show(request));

    public async Task<ChatReply?> Press(InboundRequest request, ButtonPress press, CancellationToken stop) =>
        press is { Verb: ChatButtons.ChooseLanguage, Args: [var tag] } && Tagged(tag) is { } chosen ? await Choose(request, chosen, stop) : null;

    /// <summary>All languages, as buttons.</summary>
    public ChatReply Show(InboundRequest request) => ChatReply.Say(
        new Reply(
            InboxPhrases.ChooseLanguage,
            [.. phrases.Languages.Select(Button)]),
        request.Language);

    /// <returns>Null: the text is no language's name.</returns>
    public async Task<ChatReply?> ChooseNamed(InboundRequest request, CancellationToken stop) =>
        phrases.LanguageCalled(request.Message.Text) is { } named ? await Choose(request, named, stop) : null;

    private Choice Button(Language language) =>
        new(ChatButtons.For(language), InboxPhrases.LanguageName.With(("name", phrases.NameOf(language))));

    private Language? Tagged(string tag) => phrases.Languages.Where(known => known.Tag == tag).Cast<Language?>().FirstOrDefault();

    private async Task<ChatReply> Choose(InboundRequest request, Language chosen, CancellationToken stop)
    {
        var command = new StaffCommand.ChooseLanguage(request.Staff.Id, chosen, new Reply(InboxPhrases.LanguageChanged));
        return ChatReply.From(await directory.Handle(command, request.Message.Id, request.Staff.Id.Value, stop), chosen);
    }
}
