using ServerlessAssist.Shared.Messaging;
using Twilio.Exceptions;
using Twilio.Rest.Api.V2010.Account;

namespace ServerlessAssist.Bots.Sms;

/// <summary>Takes the words out of texts that the carrier keeps. Its records of numbers and times stay, for it bills by them.</summary>
/// <remarks>https://www.twilio.com/docs/messaging/api/message-resource#redact-a-message</remarks>
public sealed class SmsRedaction(SmsSettings settings, SmsClient client)
{
    private const int PageSize = 1000;

    public bool IsOff => settings.IsOff;

    /// <returns>False: not now; a text on its way cannot be redacted before it has arrived.</returns>
    public async Task<bool> Redact(string sid, CancellationToken stop)
    {
        // What is none of the carrier's ids stands nowhere with it.
        if (IsOff || !SmsInbound.IsMessage(sid)) return true;
        try
        {
            await MessageResource.UpdateAsync(new UpdateMessageOptions(sid) { Body = "" }, client.Rest()).WaitAsync(stop);
            return true;
        }
        catch (ApiException gone) when (gone.Status == 404)
        {
            return true;
        }
        catch (Exception) when (!stop.IsCancellationRequested)      // Whatever a carrier or network does.
        {
            return false;
        }
    }

    /// <summary>Texts in and out that still have words, between two moments.</summary>
    /// <returns>Null: the carrier does not say.</returns>
    public async Task<IReadOnlyList<KeptText>?> Between(DateTimeOffset from, DateTimeOffset to, CancellationToken stop)
    {
        if (IsOff) return [];
        try
        {
            var asked = new ReadMessageOptions { DateSentAfter = from.UtcDateTime, DateSentBefore = to.UtcDateTime, PageSize = PageSize };
            return [.. (await MessageResource.ReadAsync(asked, client.Rest()).WaitAsync(stop)).Where(one => one.Body is { Length: > 0 }).Select(one => new KeptText(one.Sid, Number(one.From?.ToString()), Number(one.To), one.Body, At(one.DateSent) ?? from))];
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private static string Number(string? text) => PhoneNumber.TryParse(text ?? "", null, out var number) ? number.ToE164() : "";

    private static DateTimeOffset? At(DateTime? utc) => utc is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : null;
}

/// <summary>A text as the carrier keeps it. Numbers in E.164; empty: a short code or a name.</summary>
public sealed record KeptText(string Sid, string From, string To, string Body, DateTimeOffset At)
{
    public override string ToString() => "text";
}
