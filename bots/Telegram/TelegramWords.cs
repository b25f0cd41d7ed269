using System.Globalization;
using Telegram.Bot.Requests;
using Telegram.Bot.Types;
using Telegram.Bot.Types.ReplyMarkups;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Bots.Telegram;

/// <summary>Puts a wording into the requests that Telegram takes: plain text, no previews, no forwarding, buttons under the last part.</summary>
/// <param name="say">The wording in a language, as Telegram's readers get it.</param>
public sealed class TelegramWords(Func<Wording, Language, string> say, ButtonSeal seal)
{
    /// <summary>The chat of an address; null for what was never a person's chat.</summary>
    public static long? ChatOf(Address address) =>
        address.Channel == ChannelKind.Telegram && long.TryParse(address.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var chat) && chat > 0 ? chat : null;

    /// <summary>One request a part of at most <see cref="TextParts.MaxLength"/> UTF-16 units, in the order to be sent.</summary>
    public IReadOnlyList<SendMessageRequest> Messages(long chat, Wording words, IReadOnlyList<Choice> choices, Language language)
    {
        var parts = TextParts.Of(say(words, language));
        return
        [
            .. parts.Select((part, index) => new SendMessageRequest
            {
                ChatId = chat,
                Text = part,
                LinkPreviewOptions = new LinkPreviewOptions { IsDisabled = true },      // a preview would fetch the link
                ProtectContent = true,
                ReplyMarkup = index == parts.Count - 1 && choices.Count > 0 ? Keyboard(chat, choices, language) : null,
            }),
        ];
    }

    /// <summary>The request that puts the words where a pressed button hung; null if they do not fit into one message.</summary>
    public EditMessageTextRequest? Edit(long chat, int message, Wording words, IReadOnlyList<Choice> choices, Language language) =>
        TextParts.Of(say(words, language)) is [var text]
            ? new EditMessageTextRequest
            {
                ChatId = chat,
                MessageId = message,
                Text = text,
                LinkPreviewOptions = new LinkPreviewOptions { IsDisabled = true },
                ReplyMarkup = Keyboard(chat, choices, language),       // an empty one takes the old buttons away
            }
            : null;

    private InlineKeyboardMarkup Keyboard(long chat, IReadOnlyList<Choice> choices, Language language) =>
        new(choices.Select(choice => new[] { InlineKeyboardButton.WithCallbackData(say(choice.Label, language), seal.Seal(chat, choice.Data)) }));
}
