using System.Collections.Immutable;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Inbox;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Functions.Conversations;

public sealed class ConversationTableTests
{
    [Fact]
    public void A_command_or_a_prefix_of_two_conversations_is_refused_at_start()
    {
        Assert.Throws<InvalidOperationException>(() => new ConversationTable([new Silent("one", new ChatCommand("/same")), new Silent("two", new ChatCommand("/same"))]));
        Assert.Throws<InvalidOperationException>(() => new ConversationTable([new Silent("one"), new Silent("one")]));
    }

    [Fact]
    public void Each_command_and_each_prefix_leads_to_its_conversation()
    {
        var (one, two) = (new Silent("one", new ChatCommand("/first")), new Silent("two", new ChatCommand("/second") { IsInAnyCase = true }));
        var table = new ConversationTable([one, two]);
        Assert.Same(two, table.OfCommand("/second")?.Conversation);
        Assert.Same(two, table.OfCommand("/Second")?.Conversation);
        Assert.Null(table.OfCommand("/First"));
        Assert.Same(one, table.OfPrefix("one"));
        Assert.Null(table.OfCommand("/third"));
        Assert.Null(table.OfPrefix("three"));
    }

    [Fact]
    public void The_menu_is_ordered_by_section_and_leaves_out_what_has_no_entry()
    {
        var table = new ConversationTable(
        [
            new Silent("one", Listed("/away", MenuSection.OwnSettings), new ChatCommand("/hidden"), Listed("/rota", MenuSection.Team)),
            new Silent("two", Listed("/mine", MenuSection.Work), Listed("/open", MenuSection.Work)),
        ]);
        Assert.Equal(["/mine", "/open", "/rota", "/away"], table.Listed.Select(command => command.Word));
    }

    [Theory]
    [InlineData(ChannelNeed.AuthenticatedSender, ChannelKind.Telegram, true)]
    [InlineData(ChannelNeed.AuthenticatedSender, ChannelKind.Sms, false)]
    [InlineData(ChannelNeed.None, ChannelKind.Sms, true)]
    public void By_text_whose_sender_can_be_forged_a_command_is_taken_only_if_it_says_so(ChannelNeed needs, ChannelKind channel, bool isTaken) =>
        Assert.Equal(isTaken, (new ChatCommand("/mine") { Needs = needs }).IsTakenOn(ChannelTraits.Of(channel)));

    private static ChatCommand Listed(string word, MenuSection section) => new(word, new MenuEntry(InboxPhrases.Help, section));

    private sealed class Silent(string prefix, params ImmutableArray<ChatCommand> commands) : IConversation
    {
        public string Prefix => prefix;

        public ImmutableArray<ChatCommand> Commands => commands;

        public Task<ChatReply?> Command(InboundRequest request, ChatCommand command, CancellationToken stop) => Task.FromResult<ChatReply?>(null);

        public Task<ChatReply?> Press(InboundRequest request, ButtonPress press, CancellationToken stop) => Task.FromResult<ChatReply?>(null);
    }
}
