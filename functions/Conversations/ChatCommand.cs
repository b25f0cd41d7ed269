using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Conversations;

/// <summary>A command that can be typed in a chat.</summary>
/// <param name="Word">With its slash, in lower case, e.g. <c>/mine</c>.</param>
/// <param name="Menu">How it is listed in the menu and in <c>/help</c>; null: in neither.</param>
/// <param name="Permission">
/// Listed in <c>/help</c> for roles that have it; null: for everybody. The command itself checks the sender's rights.
/// </param>
public sealed record ChatCommand(string Word, MenuEntry? Menu = null, Permission? Permission = null)
{
    /// <summary>By default only where the sender cannot be forged.</summary>
    public ChannelNeed Needs { get; init; } = ChannelNeed.AuthenticatedSender;

    /// <summary>Capital letters are taken too; by default a command is typed in lower case.</summary>
    public bool IsInAnyCase { get; init; }

    public bool IsTakenOn(ChannelTraits channel) => Needs == ChannelNeed.None || channel.SenderIsAuthenticated;
}

/// <summary>What a channel must have for a command to be taken.</summary>
public enum ChannelNeed { AuthenticatedSender, None }

/// <param name="Description">1-256 characters: https://core.telegram.org/bots/api#botcommand</param>
public sealed record MenuEntry(Phrase Description, MenuSection Section);

/// <summary>Orders the menu and <c>/help</c>; within a section commands stand in the order of registration.</summary>
public enum MenuSection
{
    Help,

    /// <summary>Referring people, and work on what was referred.</summary>
    Work,

    /// <summary>The people whom the sender accompanies.</summary>
    Cases,

    /// <summary>Approvals and duty.</summary>
    Team,

    /// <summary>The sender's own absence, quiet hours, channels and language.</summary>
    OwnSettings,
}
