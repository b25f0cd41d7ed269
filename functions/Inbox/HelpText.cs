using System.Collections.Immutable;
using ServerlessAssist.Bots.Telegram;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>What somebody can do here: the commands of her role, and no others. Where the sender is not authenticated no command is taken: there the codes alone.</summary>
public static class HelpText
{
    /// <param name="Needs">Null: everybody's.</param>
    private sealed record Line(string Command, Phrase What, Permission? Needs);

    private static readonly ImmutableArray<Line> Lines =
    [
        new("/refer", TelegramPhrases.Refer, Permission.OpenReferral),
        new("/mine", TelegramPhrases.Mine, Permission.WriteInReferral),
        new("/open", TelegramPhrases.Open, Permission.TakeReferral),
        new("/board", TelegramPhrases.Board, Permission.ReadReferral),
        new("/places", TelegramPhrases.Places, Permission.DeclarePlaces),
        new("/people", TelegramPhrases.People, Permission.ManageStaff),
        new("/second", TelegramPhrases.Second, Permission.SecondPerson),
        new("/rota", TelegramPhrases.Rota, Permission.ReadRota),
        new("/take", TelegramPhrases.Take, Permission.SwapDuty),
        new("/away", TelegramPhrases.Away, null),
        new("/quiet", TelegramPhrases.Quiet, null),
        new("/channels", TelegramPhrases.Channels, null),
        new("/language", TelegramPhrases.Language, null),
    ];

    public static Reply For(Staff staff, ChannelKind channel)
    {
        if (!ChannelTraits.Of(channel).SenderIsAuthenticated) return new Reply(InboxPhrases.Help);
        var lines = Lines.Where(line => line.Needs is not { } needed || Permissions.Table.Any(right => right.What == needed && right.Roles.Contains(staff.Role)))
            .Select(line => InboxPhrases.HelpLine.With(("command", line.Command), ("what", line.What)));
        return new Reply(InboxPhrases.HelpWithCommands.With(("help", InboxPhrases.Help), ("lines", new Argument.Joined([.. lines], "\n"))));
    }
}
