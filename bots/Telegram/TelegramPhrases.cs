using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Bots.Telegram;

/// <summary>What Telegram's menu says of each command; 1-256 characters: https://core.telegram.org/bots/api#botcommand</summary>
public static class TelegramPhrases
{
    public static readonly Phrase Help = new("telegram.command.help");
    public static readonly Phrase Refer = new("telegram.command.refer");
    public static readonly Phrase Mine = new("telegram.command.mine");
    public static readonly Phrase Open = new("telegram.command.open");
    public static readonly Phrase Board = new("telegram.command.board");
    public static readonly Phrase Places = new("telegram.command.places");
    public static readonly Phrase People = new("telegram.command.people");
    public static readonly Phrase Second = new("telegram.command.second");
    public static readonly Phrase Rota = new("telegram.command.rota");
    public static readonly Phrase Take = new("telegram.command.take");
    public static readonly Phrase Away = new("telegram.command.away");
    public static readonly Phrase Quiet = new("telegram.command.quiet");
    public static readonly Phrase Channels = new("telegram.command.channels");
    public static readonly Phrase Language = new("telegram.command.language");
}
