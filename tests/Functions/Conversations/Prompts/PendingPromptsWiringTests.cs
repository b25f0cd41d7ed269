using System.Collections.Immutable;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Functions.Conversations.Prompts;

/// <summary>What is registered wrongly does not start.</summary>
public sealed class PendingPromptsWiringTests
{
    [Fact]
    public void Two_definitions_of_one_owner_are_refused() =>
        Assert.Contains("int", Refused([], [IntakeRules.Prompt, IntakeRules.Prompt]), StringComparison.Ordinal);

    [Fact]
    public void Whoever_takes_texts_defines_a_prompt() =>
        Assert.Contains("asks", Refused([new Asks()], [IntakeRules.Prompt, PendingNoteRules.Prompt]), StringComparison.Ordinal);

    private static string Refused(IConversation[] conversations, IPromptDefinition[] definitions) =>
        Assert.Throws<InvalidOperationException>(() => new PendingPrompts(null!, conversations, definitions, null!, TimeProvider.System)).Message;

    private sealed class Asks : IPromptOwner
    {
        public string Prefix => "asks";

        public ImmutableArray<ChatCommand> Commands => [];

        public bool MayAsk(Staff staff) => true;

        public Task<ChatReply?> Command(InboundRequest request, ChatCommand command, CancellationToken stop) => throw new NotSupportedException();

        public Task<ChatReply?> Press(InboundRequest request, ButtonPress press, CancellationToken stop) => throw new NotSupportedException();

        public Task<ChatReply?> Answer(InboundRequest request, Loaded<SenderPrompts> prompts, CancellationToken stop) => throw new NotSupportedException();
    }
}
