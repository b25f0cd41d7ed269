using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Bots.Telegram;

/// <summary>What Telegram's menu says of each command; 1-256 characters: https://core.telegram.org/bots/api#botcommand</summary>
public static class TelegramPhrases
{
    public static readonly Phrase Help = new("inbox.command.help");
    public static readonly Phrase Refer = new("intake.command.refer");
    public static readonly Phrase Mine = new("referrals.command.mine");
    public static readonly Phrase Open = new("referrals.command.open");
    public static readonly Phrase Board = new("referrals.command.board");
    public static readonly Phrase Places = new("providers.command.places");
    public static readonly Phrase People = new("cases.command.people");
    public static readonly Phrase Second = new("people.command.second");
    public static readonly Phrase Rota = new("people.command.rota");
    public static readonly Phrase Take = new("people.command.take");
    public static readonly Phrase Away = new("people.command.away");
    public static readonly Phrase Quiet = new("people.command.quiet");
    public static readonly Phrase Channels = new("people.command.channels");
    public static readonly Phrase Language = new("inbox.command.language");
}
