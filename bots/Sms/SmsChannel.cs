using System.Globalization;
using ServerlessAssist.Shared.Messaging;
using Twilio.Rest.Api.V2010.Account;

namespace ServerlessAssist.Bots.Sms;

/// <summary>Texts by Twilio. A text has no buttons: what can be answered stands in its words.</summary>
public sealed class SmsChannel(SmsSettings settings, SmsClient client, SmsSentMessages list, Phrases phrases) : IChannel, ISentMessages
{
    /// <summary>In UTF-16 units; the carrier refuses more. https://www.twilio.com/docs/messaging/api/message-resource</summary>
    private const int MaxLength = 1600;

    public ChannelKind Kind => ChannelKind.Sms;

    public ChannelTraits Traits { get; } = new("sms", "SMS", AddressForm.PhoneNumber) { CarrierHandlesOptOut = true };

    public async Task<SendResult> Send(Address to, Wording words, IReadOnlyList<Choice> choices, Language language, string? correlationId, CancellationToken stop)
    {
        if (!PhoneNumber.TryParse(to.Value, null, out var number) || number.ToE164() != to.Value) return new SendResult.Failed(SendFailure.InvalidAddress);
        if (!settings.Allows(number)) return new SendResult.Failed(SendFailure.PrefixNotAllowed);
        var text = phrases.Render(words, language, ChannelKind.Sms);
        if (text.Length > MaxLength) return new SendResult.Failed(SendFailure.TooLong);
        var message = new CreateMessageOptions(new Twilio.Types.PhoneNumber(to.Value)) { Body = text };
        if (correlationId is not null) message.StatusCallback = settings.Public(SmsSettings.StatusPath + correlationId);
        if (settings.SenderFor(number) is var sender && sender.StartsWith('+')) message.From = new Twilio.Types.PhoneNumber(sender);
        else message.MessagingServiceSid = sender;
        return await Create(message, text, stop);
    }

    public Task<SentLookup> Find(Address to, Wording words, DateTimeOffset since, CancellationToken stop) => list.Find(to, words, since, stop);

    private async Task<SendResult> Create(CreateMessageOptions message, string text, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var rest = client.Rest();
        try
        {
            var sent = await MessageResource.CreateAsync(message, rest).WaitAsync(stop);
            return new SendResult.Sent(sent.Sid, int.TryParse(sent.NumSegments, NumberStyles.None, CultureInfo.InvariantCulture, out var segments) ? segments : SmsSegments.Count(text).Segments);
        }
        catch (Exception failed) when (!stop.IsCancellationRequested)       // Whatever a carrier or network does has a name.
        {
            return new SendResult.Failed(SmsFailures.Of(failed, rest.HttpClient.LastResponse));
        }
    }
}
