using System.Globalization;
using ServerlessAssist.Shared.Messaging;
using Twilio.Exceptions;
using Twilio.Rest.Api.V2010.Account;

namespace ServerlessAssist.Bots.Sms;

/// <summary>Texts by Twilio. A text has no buttons: what can be answered stands in its words.</summary>
public sealed class SmsChannel(SmsSettings settings, SmsClient client, Phrases phrases) : IChannel
{
    public ChannelKind Kind => ChannelKind.Sms;

    public async Task<SendResult> Send(Address to, Wording words, IReadOnlyList<Choice> choices, Language language, string? ticket, CancellationToken stop)
    {
        if (!PhoneNumber.TryParse(to.Value, null, out var number)) return new SendResult.Failed(SendFailure.InvalidAddress);
        var digits = number.ToE164()[1..];
        if (!settings.AllowedPrefixes.Exists(prefix => digits.StartsWith(prefix, StringComparison.Ordinal))) return new SendResult.Failed(SendFailure.PrefixNotAllowed);
        var text = phrases.Render(words, language, ChannelKind.Sms);
        if (text.Length > 1600) return new SendResult.Failed(SendFailure.TooLong);
        var message = new CreateMessageOptions(new Twilio.Types.PhoneNumber(number.ToE164())) { Body = text };
        if (ticket is not null) message.StatusCallback = new Uri(new Uri(settings.PublicAddress!), $"/api/sms/status/{ticket}");
        if (SenderFor(digits) is var sender && sender.StartsWith('+')) message.From = new Twilio.Types.PhoneNumber(sender);
        else message.MessagingServiceSid = sender;
        try
        {
            var sent = await MessageResource.CreateAsync(message, client.Rest()).WaitAsync(stop);
            return new SendResult.Sent(sent.Sid, int.TryParse(sent.NumSegments, NumberStyles.None, CultureInfo.InvariantCulture, out var segments) ? segments : SmsSegments.Count(text).Segments);
        }
        catch (ApiException refused)
        {
            return new SendResult.Failed(SmsFailures.Of(refused));
        }
        catch (Exception lost) when (lost is ApiConnectionException or HttpRequestException or IOException or System.Text.Json.JsonException || (lost is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return new SendResult.Failed(SendFailure.CarrierDown);
        }
    }

    /// <summary>The most exact prefix wins.</summary>
    private string SenderFor(string digits) =>
        settings.Senders.Where(sender => digits.StartsWith(sender.Key, StringComparison.Ordinal)).OrderByDescending(sender => sender.Key.Length).Select(sender => sender.Value).FirstOrDefault()
        ?? settings.Senders["default"];
}
