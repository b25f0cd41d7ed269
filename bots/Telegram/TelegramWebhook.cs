using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Requests;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Bots.Telegram;

/// <summary>Tells Telegram where we are, and asks it what it knows of us.</summary>
public sealed class TelegramWebhook(ITelegramBotClient client, TelegramSettings settings, Phrases phrases)
{
    // Telegram's default: https://core.telegram.org/bots/api#setwebhook
    private const int Connections = 40;

    /// <summary>Sets the webhook and the bot's menu; pending updates stay. Never throws for what Telegram or the network can do.</summary>
    public async Task<WebhookReport> Set(IReadOnlyList<MenuCommand> menu, CancellationToken stop)
    {
        if (!settings.IsOn) return Report(false, "off: Telegram__Token is not set");
        try
        {
            await client.SendRequest(
                new SetWebhookRequest
                {
                    Url = settings.WebhookAddress,
                    SecretToken = settings.Secret,
                    AllowedUpdates = [UpdateType.Message, UpdateType.EditedMessage, UpdateType.CallbackQuery],
                    MaxConnections = Connections,
                },
                stop);
            foreach (var language in phrases.Languages.Where(IsKnownToTelegram)) await client.SendRequest(MenuIn(language, menu), stop);
            var info = await client.SendRequest(new GetWebhookInfoRequest(), stop);
            return Report(info.Url == settings.WebhookAddress, Describe(info));
        }
        catch (RequestException failed)
        {
            stop.ThrowIfCancellationRequested();
            return Report(false, failed is ApiRequestException told ? $"{told.ErrorCode} {told.Message}" : TelegramFailures.Of(failed).Name);
        }
    }

    /// <summary>What Telegram would be told; it is not asked.</summary>
    public WebhookReport Plan() => Report(false, settings.IsOn ? $"would send to {settings.WebhookAddress}" : "off: Telegram__Token is not set");

    /// <summary>English is what everybody sees whose app speaks none of our languages.</summary>
    private SetMyCommandsRequest MenuIn(Language language, IReadOnlyList<MenuCommand> menu) => new()
    {
        Commands = menu.Select(command => new BotCommand(command.Word.TrimStart('/'), phrases.Render(command.Description, language, ChannelKind.Telegram))),
        LanguageCode = language == Language.English ? null : language.Tag,
    };

    /// <summary>Telegram takes two-letter codes alone.</summary>
    private static bool IsKnownToTelegram(Language language) => language.Tag.Length == 2;

    private static string Describe(WebhookInfo info)
    {
        var error = info.LastErrorMessage is { } message ? $"; last error {info.LastErrorDate:u}: {message}" : "; no error";
        return FormattableString.Invariant($"{(info.Url is { Length: > 0 } url ? url : "no webhook")}; {info.PendingUpdateCount} updates waiting{error}");
    }

    private WebhookReport Report(bool set, string reported) => new("telegram", settings.WebhookAddress, set, reported);
}
