using System.Collections.Immutable;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Conversations;

/// <summary>A message from a member of staff.</summary>
/// <param name="Language">In which the sender reads.</param>
public sealed record InboundRequest(Staff Staff, Language Language, MessageContent Content)
{
    public InboundMessage Message => Content.Message;

    public ChannelTraits Channel => Content.Channel;

    /// <inheritdoc cref="MessageContent.Words"/>
    public ImmutableArray<string> Words => Content.Words;

    /// <inheritdoc cref="MessageContent.Command"/>
    public string? Command => Content.Command;

    public override string ToString() => Message.ToString();
}
