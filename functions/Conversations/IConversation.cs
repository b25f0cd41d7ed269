using System.Collections.Immutable;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Conversations;

/// <summary>What a module takes by chat from members of staff: its commands and its buttons.</summary>
/// <remarks>Registered with <see cref="ConversationsModule.AddConversation{T}"/>.</remarks>
public interface IConversation
{
    /// <summary>First word of the data of its buttons; no other conversation has the same.</summary>
    string Prefix { get; }

    /// <summary>No other conversation has a command with the same word.</summary>
    ImmutableArray<ChatCommand> Commands { get; }

    /// <param name="command">One of <see cref="Commands"/>, sent on a channel that has what it needs.</param>
    /// <returns>Null: this use of the command is not for here; it is handled as a text without a command.</returns>
    Task<ChatReply?> Command(InboundRequest request, ChatCommand command, CancellationToken stop);

    /// <param name="press">Its prefix is <see cref="Prefix"/>.</param>
    /// <returns>Null: an unknown button, or one that this channel may not send.</returns>
    Task<ChatReply?> Press(InboundRequest request, ButtonPress press, CancellationToken stop);
}

/// <summary>A conversation that asks questions and waits for a typed answer: its pending prompt.</summary>
public interface IPromptOwner : IConversation
{
    /// <summary>Whether this sender may have a prompt of this conversation at all. Cheap: reads no storage.</summary>
    bool MayAsk(Staff staff);

    /// <summary>Takes the text as the answer to the sender's pending prompt.</summary>
    /// <param name="prompts">Of the sender, read just now; of those that wait for a text, this owner's changed last.</param>
    /// <returns>Null: it does not wait any more.</returns>
    Task<ChatReply?> Answer(InboundRequest request, Loaded<SenderPrompts> prompts, CancellationToken stop);
}

/// <summary>A text without a command that is recognised by its form alone, e.g. <c>places 3</c>.</summary>
public interface ITypedText
{
    /// <summary>Cheap: reads no storage.</summary>
    bool Matches(InboundRequest request);

    /// <summary>Called only for a text that <see cref="Matches"/>.</summary>
    /// <returns>Null: nothing for this sender; the next step handles the text.</returns>
    Task<ChatReply?> Answer(InboundRequest request, CancellationToken stop);
}
