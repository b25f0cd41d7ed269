using ServerlessAssist.Shared.Messaging;
using Twilio.Exceptions;

namespace ServerlessAssist.Bots.Sms;

/// <summary>The carrier's error codes and what they mean to us. https://www.twilio.com/docs/api/errors</summary>
internal static class SmsFailures
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public static SendFailure Of(ApiException refused) => refused.Status switch
    {
        429 => SendFailure.SlowDown(Pause),
        >= 500 or 0 => SendFailure.CarrierDown,
        401 => SendFailure.SettingsWrong,
        _ => Of(refused.Code),
    };

    public static SendFailure Of(int code) => code switch
    {
        21610 => SendFailure.OptedOut,
        21211 or 21214 or 21217 or 21614 or 21265 => SendFailure.InvalidAddress,
        21408 or 21612 => SendFailure.PrefixNotAllowed, // Not enabled for the country; no route from this sender.
        >= 30003 and <= 30008 => SendFailure.Undelivered, // Unreachable, blocked by the operator, unknown, landline, filtered, unknown error.
        20429 or 14107 or 21611 => SendFailure.SlowDown(Pause), // Too many requests; the sender's own queue is full.
        20003 or 20404 or 21606 or 21603 or 21212 or 21659 or 21660 or 21705 or 21609 => SendFailure.SettingsWrong,
        21617 or 21605 => SendFailure.TooLong,
        >= 30000 and < 40000 => SendFailure.Undelivered,
        _ => SendFailure.Refused,
    };
}
