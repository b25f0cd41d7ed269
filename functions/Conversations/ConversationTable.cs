using System.Collections.Immutable;

namespace ServerlessAssist.Functions.Conversations;

/// <summary>All registered conversations, by command and by button prefix.</summary>
public sealed class ConversationTable
{
    private readonly Dictionary<string, CommandOwner> _byCommand = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IConversation> _byPrefix = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">Two conversations have the same prefix or command.</exception>
    public ConversationTable(IEnumerable<IConversation> conversations)
    {
        foreach (var conversation in conversations)
        {
            if (!_byPrefix.TryAdd(conversation.Prefix, conversation))
                throw new InvalidOperationException($"Two conversations have the prefix {conversation.Prefix}.");
            foreach (var command in conversation.Commands)
                if (!_byCommand.TryAdd(command.Word, new CommandOwner(conversation, command)))
                    throw new InvalidOperationException($"Two conversations have the command {command.Word}.");
        }
        Listed =
        [
            .. _byPrefix.Values.SelectMany(conversation => conversation.Commands)
                .Where(command => command.Menu is not null).OrderBy(command => command.Menu!.Section),
        ];
    }

    /// <summary>The commands of the menu and of <c>/help</c>, in their order there.</summary>
    public ImmutableArray<ChatCommand> Listed { get; }

    /// <param name="word">With its slash, as typed.</param>
    /// <returns>Null: there is no such command.</returns>
    public CommandOwner? OfCommand(string word) =>
        _byCommand.GetValueOrDefault(word) ?? (_byCommand.GetValueOrDefault(word.ToLowerInvariant()) is { Command.IsInAnyCase: true } owner ? owner : null);

    /// <returns>Null: no conversation has buttons with this prefix.</returns>
    public IConversation? OfPrefix(string prefix) => _byPrefix.GetValueOrDefault(prefix);
}

public sealed record CommandOwner(IConversation Conversation, ChatCommand Command);
