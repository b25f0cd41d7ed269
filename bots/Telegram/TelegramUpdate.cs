using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessAssist.Bots.Telegram;

// The few fields of Telegram's updates that we read; all others are skipped unread, so that a new kind of content breaks nothing.
// https://core.telegram.org/bots/api#update

internal sealed record TelegramUpdate
{
    public required long UpdateId { get; init; }

    public TelegramMessage? Message { get; init; }

    public TelegramMessage? EditedMessage { get; init; }

    public TelegramCallback? CallbackQuery { get; init; }
}

internal sealed record TelegramMessage
{
    public required int MessageId { get; init; }

    public required TelegramChat Chat { get; init; }

    /// <summary>Unix seconds; 0 for a message that the bot can no longer reach, and so cannot edit.</summary>
    public long Date { get; init; }

    public TelegramUser? From { get; init; }

    public string? Text { get; init; }

    public string? Caption { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }       // the serialiser cannot set it at construction
}

internal sealed record TelegramCallback
{
    public required string Id { get; init; }

    public required TelegramUser From { get; init; }

    public TelegramMessage? Message { get; init; }

    public string? Data { get; init; }
}

internal sealed record TelegramChat
{
    public required long Id { get; init; }

    public required string Type { get; init; }
}

internal sealed record TelegramUser
{
    public required long Id { get; init; }

    public bool IsBot { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, MaxDepth = 16, AllowDuplicateProperties = false, RespectNullableAnnotations = true,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(TelegramUpdate))]
internal sealed partial class TelegramUpdateJson : JsonSerializerContext;
