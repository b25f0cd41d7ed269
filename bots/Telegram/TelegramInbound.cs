using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Bots.Telegram;

/// <summary>Reads a webhook call of Telegram: who it is from is settled before a byte of its body is looked at.</summary>
public sealed class TelegramInbound(TelegramSettings settings, ButtonSeal seal, TimeProvider clock)
{
    /// <summary>In bytes. The longest text, each of its characters escaped and dressed, stays far below.</summary>
    public const int MaxBody = 64 * 1024;

    public const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";

    /// <returns>
    /// 404: the channel is off; 401: not Telegram; 415: compressed, or no JSON; 413: over <see cref="MaxBody"/>; 400: broken JSON, or deeper than 16.
    /// Nothing that a request can hold makes it throw; cancellation alone does.
    /// </returns>
    public async Task<Received> Read(HttpRequest request, CancellationToken stop)
    {
        if (!settings.IsOn) return Refuse(StatusCodes.Status404NotFound, "off");
        if (!IsTelegram(request.Headers[SecretHeader])) return Refuse(StatusCodes.Status401Unauthorized, "secret");
        if (request.Headers.ContainsKey(HeaderNames.ContentEncoding)) return Refuse(StatusCodes.Status415UnsupportedMediaType, "content-encoding");
        if (!IsJson(request.ContentType)) return Refuse(StatusCodes.Status415UnsupportedMediaType, "content-type");
        try
        {
            if (await WebhookBody.Read(request, MaxBody, stop) is not { } body) return Refuse(StatusCodes.Status413PayloadTooLarge, "too-large");
            return TelegramUpdates.TryParse(body) is { } update
                ? TelegramUpdates.Read(update, seal, clock.GetUtcNow())
                : Refuse(StatusCodes.Status400BadRequest, "unreadable");
        }
        catch (IOException)        // the caller went away, or its framing is broken
        {
            return Refuse(StatusCodes.Status400BadRequest, "incomplete");
        }
    }

    private bool IsTelegram(string? given) => given is not null && (IsSame(given, settings.Secret) | IsSame(given, settings.PreviousSecret));

    private static bool IsSame(string given, string? secret) =>
        !string.IsNullOrEmpty(secret) && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(secret));

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static Received.Refused Refuse(int status, string why) => Webhooks.Refuse(ChannelKind.Telegram, status, why);
}
