using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Bots.Telegram;

/// <summary>A line of the bot's menu.</summary>
/// <param name="Word">With its slash, e.g. <c>/help</c>.</param>
/// <param name="Description">1-256 characters: https://core.telegram.org/bots/api#botcommand</param>
public sealed record MenuCommand(string Word, Phrase Description);
