using System.Net;
using Telegram.Bot.Exceptions;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Bots.Telegram;

/// <summary>What each of Telegram's errors means for us. Codes: https://core.telegram.org/api/errors; texts are those that the Bot API server sends.</summary>
public static class TelegramFailures
{
    // Where Telegram says "slow down" without saying for how long.
    private static readonly TimeSpan DefaultDelay = TimeSpan.FromSeconds(5);

    private static readonly string[] NoSuchChat = ["chat not found", "user not found", "PEER_ID_INVALID", "USER_ID_INVALID", "CHAT_ID_INVALID"];

    public static SendFailure Of(RequestException failed) => failed switch
    {
        ApiRequestException told => Of(told),
        { HttpStatusCode: HttpStatusCode.TooManyRequests } => SendFailure.SlowDown(DefaultDelay),
        { HttpStatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.NotFound } => SendFailure.SettingsWrong,
        { HttpStatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError } => SendFailure.Refused,      // a proxy's words, not Telegram's
        _ => SendFailure.CarrierDown,       // no answer in time, no connection, 5xx, or an answer that is none
    };

    private static SendFailure Of(ApiRequestException told) => told.ErrorCode switch
    {
        403 => SendFailure.Blocked,         // blocked by the user, never started, or the account is gone
        400 when NoSuchChat.Any(text => told.Message.Contains(text, StringComparison.OrdinalIgnoreCase)) => SendFailure.InvalidAddress,
        400 when told.Message.Contains("message is too long", StringComparison.OrdinalIgnoreCase) => SendFailure.TooLong,
        401 or 404 => SendFailure.SettingsWrong,        // the token stands in the path: a wrong one is "not found"
        429 => SendFailure.SlowDown(told.Parameters?.RetryAfter is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : DefaultDelay),
        >= 500 => SendFailure.CarrierDown,
        _ => SendFailure.Refused,
    };
}
