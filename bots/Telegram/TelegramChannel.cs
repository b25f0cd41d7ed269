using System.Globalization;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Bots.Telegram;

/// <summary>Sends by the Bot API's sendMessage. Telegram has no delivery reports and no list of what a bot has sent: the ticket goes nowhere.</summary>
public sealed class TelegramChannel(ITelegramBotClient client, TelegramWords wire) : IChannel
{
    public ChannelKind Kind => ChannelKind.Telegram;

    public ChannelTraits Traits { get; } = new("telegram", "Telegram", AddressForm.ChatId)
    {
        HasButtons = true, SenderIsAuthenticated = true, HasStartLinks = true,
    };

    /// <inheritdoc/>
    /// <remarks>Of a text in several parts the first failure ends it: tried again, it starts with the first part. The id is the last part's.</remarks>
    public async Task<SendResult> Send(Address to, Wording words, IReadOnlyList<Choice> choices, Language language, string? correlationId, CancellationToken stop)
    {
        if (TelegramWords.ChatOf(to) is not { } chat) return new SendResult.Failed(SendFailure.InvalidAddress);
        var messages = wire.Messages(chat, words, choices, language);
        try
        {
            Message? sent = null;
            foreach (var message in messages) sent = await client.SendRequest(message, stop);
            return new SendResult.Sent(sent!.Id.ToString(CultureInfo.InvariantCulture), 0);
        }
        catch (RequestException failed)
        {
            stop.ThrowIfCancellationRequested();        // the client wraps a cancellation while it reads an answer
            return new SendResult.Failed(TelegramFailures.Of(failed));
        }
    }
}
