using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ServerlessAssist.Shared.Messaging;
using Twilio.Security;

namespace ServerlessAssist.Bots.Sms;

/// <summary>Reads what Twilio brings: a text, or a delivery report. The signature is looked at before anything else of the content.</summary>
/// <remarks>https://www.twilio.com/docs/messaging/guides/webhook-request</remarks>
public sealed class SmsInbound(SmsSettings settings, TimeProvider time)
{
    private const int MaxBytes = 64 * 1024;
    private const int MaxTicket = 200;
    private static readonly SearchValues<char> TicketLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~");

    /// <summary>A text that came in. Pictures are not fetched; their text is kept.</summary>
    public async Task<Received> Read(HttpRequest request, CancellationToken stop)
    {
        var (form, refused) = await Authentic(request, SmsSettings.InboundPath, stop);
        if (refused is not null) return refused;
        // What is signed has no marks between names and values: only the exact form keeps one recorded text from coming again under another id.
        if (form!["MessageSid"] is not { } sid || !IsMessage(sid)) return Refuse(StatusCodes.Status400BadRequest, "no-message-sid");
        // A short code or a name cannot be answered.
        if (!PhoneNumber.TryParse(form["From"] ?? "", null, out var from)) return new Received.Nothing();
        var text = InboundText.Normalise(form["Body"] ?? "");
        return new Received.Message(
            new InboundMessage($"sms:{sid}", new Address(ChannelKind.Sms, from.ToE164()), text, null, null, time.GetUtcNow()) { OptOut = OptOutOf(form) });
    }

    /// <summary>What is not known is left out: the text is read all the same.</summary>
    private static CarrierOptOut? OptOutOf(SmsForm form) => form["OptOutType"] switch
    {
        "STOP" => CarrierOptOut.Stop,
        "START" => CarrierOptOut.Start,
        "HELP" => CarrierOptOut.Help,
        _ => null,
    };

    /// <summary>What became of a text that we sent. Null and no refusal: a step on the way that says nothing.</summary>
    /// <param name="correlationId">As it was given to <see cref="SmsChannel.Send"/>.</param>
    public async Task<(DeliveryReport? Report, Received.Refused? Refused)> ReadReport(HttpRequest request, string correlationId, CancellationToken stop)
    {
        if (correlationId.Length is 0 or > MaxTicket || correlationId.AsSpan().ContainsAnyExcept(TicketLetters)) return (null, Refuse(StatusCodes.Status403Forbidden, "ticket"));
        var (form, refused) = await Authentic(request, SmsSettings.StatusPath + correlationId, stop);
        if (refused is not null) return (null, refused);
        return (form!["MessageStatus"] switch
        {
            "delivered" or "read" => new DeliveryReport.Delivered(ChannelKind.Sms),
            "undelivered" or "failed" => new DeliveryReport.Undelivered(
                ChannelKind.Sms,
                int.TryParse(form["ErrorCode"], NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? SmsFailures.Of(code) : SendFailure.Undelivered),
            _ => null,
        }, null);
    }

    /// <summary>Whether an id is one that the carrier gives a text or a picture.</summary>
    internal static bool IsMessage(string sid) => SmsSettings.IsSid(sid, "SM") || SmsSettings.IsSid(sid, "MM");

    /// <summary>The carrier signs the address that it was told, so that is what is checked; Host and forwarding headers say nothing here.</summary>
    private async Task<(SmsForm? Form, Received.Refused? Refused)> Authentic(HttpRequest request, string path, CancellationToken stop)
    {
        if (settings.IsOff) return (null, Refuse(StatusCodes.Status404NotFound, "sms-is-off"));
        if (request.Headers.ContentEncoding.Count > 0) return (null, Refuse(StatusCodes.Status415UnsupportedMediaType, "encoded"));
        if (!IsForm(request.ContentType)) return (null, Refuse(StatusCodes.Status415UnsupportedMediaType, "not-a-form"));
        if (request.ContentLength > MaxBytes) return (null, Refuse(StatusCodes.Status413PayloadTooLarge, "too-large"));
        if (request.Headers["X-Twilio-Signature"] is not [{ Length: > 0 and <= 64 } signature]) return (null, Refuse(StatusCodes.Status403Forbidden, "no-signature"));
        var (bytes, broken) = await BodyOf(request, stop);
        if (bytes is null) return (null, broken);
        if (SmsForm.Parse(bytes) is not { } form) return (null, Refuse(StatusCodes.Status400BadRequest, "broken-form"));
        if (!IsSigned(settings.Public(path).OriginalString + request.QueryString.Value, form.Signed, signature)) return (null, Refuse(StatusCodes.Status403Forbidden, "signature"));
        return form["AccountSid"] == settings.AccountSid ? (form, null) : (null, Refuse(StatusCodes.Status403Forbidden, "account"));
    }

    private static async Task<(byte[]? Bytes, Received.Refused? Refused)> BodyOf(HttpRequest request, CancellationToken stop)
    {
        try
        {
            return await WebhookBody.Read(request, MaxBytes, stop) is { } bytes
                ? (bytes, null)
                : (null, Refuse(StatusCodes.Status413PayloadTooLarge, "too-large"));
        }
        catch (IOException) // the caller went away, or its framing is broken
        {
            return (null, Refuse(StatusCodes.Status400BadRequest, "incomplete"));
        }
    }

    private static bool IsForm(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    /// <summary>Both tokens are tried always, so that the time tells nothing.</summary>
    private bool IsSigned(string url, Dictionary<string, string> fields, string signature) =>
        new RequestValidator(settings.AuthToken!).Validate(url, fields, signature)
        | (settings.PreviousAuthToken is { Length: > 0 } previous && new RequestValidator(previous).Validate(url, fields, signature));

    private static Received.Refused Refuse(int status, string why) => Webhooks.Refuse(ChannelKind.Sms, status, why);
}
