using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using ServerlessAssist.Shared.Messaging;
using Twilio.Security;

namespace ServerlessAssist.Bots.Sms;

/// <summary>Reads what Twilio brings: a text, or a delivery report. The signature is looked at before anything else of the content.</summary>
public sealed class SmsInbound(SmsSettings settings, TimeProvider time)
{
    private const int MaxBytes = 64 * 1024;
    private const int MaxFields = 200;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>A text that came in. Pictures are not fetched; their text is kept.</summary>
    public async Task<Received> Read(HttpRequest request, CancellationToken stop)
    {
        var (form, refused) = await Authentic(request, "/api/sms", stop);
        if (refused is not null) return refused;
        if (!form!.TryGetValue("MessageSid", out var sid) || sid.Length is 0 or > 64 || !sid.All(char.IsAsciiLetterOrDigit)) return Refuse(StatusCodes.Status400BadRequest, "no-message-sid");
        // A short code or a name cannot be answered.
        if (!PhoneNumber.TryParse(form.GetValueOrDefault("From", ""), null, out var from)) return new Received.Nothing();
        var text = InboundText.Normalise(form.GetValueOrDefault("Body", ""));
        return new Received.Message(new InboundMessage($"sms:{sid}", new Address(ChannelKind.Sms, from.ToE164()), text, null, null, time.GetUtcNow()));
    }

    /// <summary>What became of a text that we sent. Null and no refusal: a step on the way that says nothing.</summary>
    public async Task<(DeliveryReport? Report, Received.Refused? Refused)> ReadReport(HttpRequest request, string ticket, CancellationToken stop)
    {
        var (form, refused) = await Authentic(request, $"/api/sms/status/{ticket}", stop);
        if (refused is not null) return (null, refused);
        return (form!.GetValueOrDefault("MessageStatus", "") switch
        {
            "delivered" or "read" => new DeliveryReport.Delivered(),
            "undelivered" or "failed" => new DeliveryReport.Undelivered(
                int.TryParse(form!.GetValueOrDefault("ErrorCode"), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? SmsFailures.Of(code) : SendFailure.Undelivered),
            _ => null,
        }, null);
    }

    /// <summary>The carrier signs the address that it was told, so that is what is checked; Host and forwarding headers say nothing here.</summary>
    private async Task<(Dictionary<string, string>? Form, Received.Refused? Refused)> Authentic(HttpRequest request, string path, CancellationToken stop)
    {
        if (settings.IsOff) return (null, Refuse(StatusCodes.Status404NotFound, "sms-is-off"));
        if (request.Headers.ContentEncoding.Count > 0) return (null, Refuse(StatusCodes.Status415UnsupportedMediaType, "encoded"));
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true) return (null, Refuse(StatusCodes.Status415UnsupportedMediaType, "not-a-form"));
        if (request.Headers["X-Twilio-Signature"] is not [{ Length: > 0 and <= 64 } signature]) return (null, Refuse(StatusCodes.Status403Forbidden, "no-signature"));
        if (await WebhookBody.Read(request, MaxBytes, stop) is not { } bytes) return (null, Refuse(StatusCodes.Status413PayloadTooLarge, "too-large"));
        if (Parse(bytes) is not { } form) return (null, Refuse(StatusCodes.Status400BadRequest, "broken-form"));
        var url = settings.PublicAddress!.TrimEnd('/') + path + request.QueryString.Value;
        if (!Signed(url, form, signature)) return (null, Refuse(StatusCodes.Status403Forbidden, "signature"));
        return form.GetValueOrDefault("AccountSid") == settings.AccountSid ? (form, null) : (null, Refuse(StatusCodes.Status403Forbidden, "account"));
    }

    private bool Signed(string url, Dictionary<string, string> form, string signature) =>
        new RequestValidator(settings.AuthToken!).Validate(url, form, signature)
        | (settings.PreviousAuthToken is { Length: > 0 } previous && new RequestValidator(previous).Validate(url, form, signature));

    /// <summary>Null for what is no form: bytes that are no text, a field twice, too many fields.</summary>
    private static Dictionary<string, string>? Parse(byte[] bytes)
    {
        try
        {
            var form = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var pair in new QueryStringEnumerable(Strict.GetString(bytes)))
                if (form.Count >= MaxFields || !form.TryAdd(pair.DecodeName().ToString(), pair.DecodeValue().ToString())) return null;
            return form;
        }
        catch (Exception broken) when (broken is DecoderFallbackException or ArgumentException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Received.Refused Refuse(int status, string why) => Webhooks.Refuse(ChannelKind.Sms, status, why);
}
