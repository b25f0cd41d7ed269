using System.Collections.Immutable;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Functions.Conversations;

/// <summary>A message from a member of staff.</summary>
/// <param name="Language">In which the sender reads.</param>
/// <param name="Reading">Of what the sender said, without quotations and without the code of an alert.</param>
public sealed record InboundRequest(Staff Staff, Language Language, MessageContent Content, Reading Reading)
{
    public InboundRequest(Staff staff, Language language, MessageContent content, MessageReader reader)
        : this(staff, language, content, reader.Read(content.Said, language)) { }

    public InboundMessage Message => Content.Message;

    public ChannelTraits Channel => Content.Channel;

    /// <inheritdoc cref="MessageContent.Words"/>
    public ImmutableArray<string> Words => Content.Words;

    /// <inheritdoc cref="MessageContent.Command"/>
    public string? Command => Content.Command;

    public override string ToString() => Message.ToString();
}
