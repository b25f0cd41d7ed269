using System.Collections.Immutable;
using ServerlessAssist.Bots.Telegram;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>The commands that <c>/help</c> and the channel's menu show, from those that are registered.</summary>
public sealed class HelpText(ConversationTable conversations)
{
    /// <summary>Answered on every channel; in the menu it stands first.</summary>
    public const string Command = "/help";

    /// <summary>Telegram's menu, the same for everybody.</summary>
    public ImmutableArray<MenuCommand> Menu { get; } =
    [
        new(Command, InboxPhrases.HelpCommand),
        .. conversations.Listed.Select(command => new MenuCommand(command.Word, command.Menu!.Description)),
    ];

    /// <summary>The commands of the sender's role. Where the sender is not authenticated, a short text without commands.</summary>
    public Reply For(Staff staff, ChannelTraits channel)
    {
        if (!channel.SenderIsAuthenticated) return new Reply(InboxPhrases.Help);
        var lines = conversations.Listed.Where(command => IsFor(command, staff.Role))
            .Select(command => InboxPhrases.HelpLine.With(("command", command.Word), ("what", command.Menu!.Description)));
        return new Reply(InboxPhrases.HelpWithCommands.With(("help", InboxPhrases.Help), ("lines", new Argument.Joined([.. lines], "\n"))));
    }

    private static bool IsFor(ChatCommand command, Role role) =>
        command.Permission is not { } needed || Permissions.Table.Any(right => right.What == needed && right.Roles.Contains(role));
}
