using ServerlessAssist.Shared.Messaging;
using Twilio.Exceptions;
using Twilio.Http;

namespace ServerlessAssist.Bots.Sms;

/// <summary>The carrier's error codes and what they mean to us. https://www.twilio.com/docs/api/errors</summary>
internal static class SmsFailures
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>What a request that failed means.</summary>
    /// <param name="answer">The carrier's; null: there was none. Its status counts, for an answer that is no JSON reaches us without code or status.</param>
    public static SendFailure Of(Exception failed, Response? answer) => ((int?)answer?.StatusCode, (failed as ApiException)?.Code ?? 0) switch
    {
        (429, _) => SendFailure.SlowDown(PauseOf(answer)),
        (401, _) => SendFailure.SettingsWrong,
        (>= 400 and < 500, var code) => Of(code) is { Name: "slow-down" } ? SendFailure.SlowDown(PauseOf(answer)) : Of(code),
        _ => SendFailure.CarrierDown,      // 5xx, no answer, or one that says nothing.
    };

    /// <summary>What a code means that came with a refusal or with a delivery report.</summary>
    public static SendFailure Of(int code) => code switch
    {
        21610 => SendFailure.OptedOut,
        21211 or 21214 or 21217 or 21265 or 21266 or 21614 or 21635 => SendFailure.InvalidAddress,      // No number, not reachable, a short code, our own, no mobile, a landline.
        21408 => SendFailure.PrefixNotAllowed,          // The account may not text this country.
        21612 => SendFailure.Undelivered,               // No route from this sender to this number: the number itself may be good.
        20429 or 14107 or 21611 or 21730 => SendFailure.SlowDown(Pause),        // Too many requests; the sender's own queue is full; maintenance.
        21617 or 21605 => SendFailure.TooLong,
        20003 or 20005 or 20404 => SendFailure.SettingsWrong,       // Credentials; the account is not active; no such account.
        21212 or 21603 or 21606 or 21607 or 21608 or 21609 or 21657 or (>= 21659 and <= 21663) => SendFailure.SettingsWrong,       // The sender, a trial account, the address for reports.
        >= 21701 and <= 21705 => SendFailure.SettingsWrong,         // The messaging service.
        30002 => SendFailure.SettingsWrong,                         // The account is suspended.
        >= 30000 and < 40000 => SendFailure.Undelivered,        // 30003-30008: unreachable, blocked, unknown, landline, filtered, unknown error; and what operators add.
        _ => SendFailure.Refused,
    };

    /// <summary>The carrier's own delay in seconds, where it names one that makes sense.</summary>
    private static TimeSpan PauseOf(Response? answer) =>
        answer?.Headers?.RetryAfter?.Delta is { } delay && delay > TimeSpan.Zero ? (delay < LongestPause ? delay : LongestPause) : Pause;
}
