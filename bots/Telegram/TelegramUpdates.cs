using System.Globalization;
using System.Text.Json;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Bots.Telegram;

/// <summary>What an update of Telegram says to us. Pure: no clock, no network.</summary>
internal static class TelegramUpdates
{
    private const int MaxCallbackId = 64;

    private static readonly Received Nothing = new Received.Nothing();

    // Content of a person's own that we cannot read: the router asks for text. What Telegram itself puts into a chat (pinned, timer set) is not in it.
    private static readonly HashSet<string> Media = new(StringComparer.Ordinal)
    {
        "animation", "audio", "document", "live_photo", "paid_media", "photo", "sticker", "story", "video", "video_note", "voice",
        "checklist", "contact", "dice", "game", "poll", "venue", "location", "rich_message",
    };

    /// <summary>Null for what is not an update: broken, too deep, a field of a wrong type or twice, characters that are none.</summary>
    public static TelegramUpdate? TryParse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, TelegramUpdateJson.Default.TelegramUpdate);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static Received Read(TelegramUpdate update, ButtonSeal seal, DateTimeOffset now) => update switch
    {
        { Message: { } message } => Said(update.UpdateId, message, now, isEdit: false),
        // Of an edit only words count: a preview that was added, or a caption, corrects nothing.
        { EditedMessage: { Text: not null } edited } => Said(update.UpdateId, edited, now, isEdit: true),
        { CallbackQuery: { } callback } => Pressed(callback, seal, now),
        _ => Nothing,
    };

    private static Received Said(long update, TelegramMessage message, DateTimeOffset now, bool isEdit)
    {
        if (!IsPrivate(message.Chat, message.From)) return Nothing;
        var isMedia = message.Others?.Keys.Any(Media.Contains) ?? false;
        if (message.Text is null && !isMedia) return Nothing;
        return new Received.Message(new InboundMessage(
            string.Create(CultureInfo.InvariantCulture, $"telegram:{update}:{message.MessageId}"),
            From(message.Chat), InboundText.Normalise(message.Text ?? message.Caption ?? ""), null, null, now)
        {
            Quoted = Quoted(message), IsEdit = isEdit, SourceId = message.MessageId.ToString(CultureInfo.InvariantCulture),
        });
    }

    /// <summary>The bot's own text that somebody answers: https://core.telegram.org/bots/api#message</summary>
    private static string? Quoted(TelegramMessage message) =>
        message.Others?.GetValueOrDefault("reply_to_message") is { ValueKind: JsonValueKind.Object } quoted
        && quoted.TryGetProperty("from", out var from) && from.ValueKind == JsonValueKind.Object && from.TryGetProperty("is_bot", out var isBot) && isBot.ValueKind == JsonValueKind.True
        && quoted.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String ? InboundText.Normalise(TextOf(text)) : null;

    /// <summary>Empty for characters that are none.</summary>
    private static string TextOf(JsonElement text)
    {
        try
        {
            return text.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    private static Received Pressed(TelegramCallback callback, ButtonSeal seal, DateTimeOffset now)
    {
        if (callback is not { Message: { } message, Data: { } data } || !IsPrivate(message.Chat, callback.From) || !IsId(callback.Id)) return Nothing;
        if (seal.Unseal(message.Chat.Id, data) is not { } choice) return Nothing;
        var pressed = message.Date == 0 ? null : message.MessageId.ToString(CultureInfo.InvariantCulture);
        return new Received.Message(new InboundMessage(
            // Delivered again it may carry another update's id.
            $"telegram:press:{callback.Id}", From(message.Chat), "", choice, pressed, now));
    }

    /// <summary>In a private chat its id is the person's: anything else speaks for somebody else.</summary>
    private static bool IsPrivate(TelegramChat chat, TelegramUser? from) =>
        chat is { Type: "private", Id: > 0 } && from is { IsBot: false } && from.Id == chat.Id;

    private static bool IsId(string id) => id.Length is > 0 and <= MaxCallbackId && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static Address From(TelegramChat chat) => new(ChannelKind.Telegram, chat.Id.ToString(CultureInfo.InvariantCulture));
}
