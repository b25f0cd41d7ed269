using ServerlessAssist.Shared.Messaging;
using Twilio.Exceptions;
using Twilio.Rest.Api.V2010.Account;

namespace ServerlessAssist.Bots.Sms;

/// <summary>Tells the carrier where to bring texts. A messaging service has its own address, set in the carrier's console.</summary>
public sealed class SmsWebhook(SmsSettings settings, SmsClient client)
{
    public async Task<IReadOnlyList<WebhookReport>> Set(CancellationToken stop)
    {
        var all = new List<WebhookReport>();
        if (settings.IsOff) return all;
        foreach (var sender in settings.Senders.Values.Distinct())
            all.Add(sender.StartsWith('+') ? await Set(sender, stop) : new WebhookReport("sms", "messaging service", false, "Set its inbound address in the carrier's console."));
        return all;
    }

    private async Task<WebhookReport> Set(string number, CancellationToken stop)
    {
        var address = new Uri(new Uri(settings.PublicAddress!), "/api/sms");
        var masked = PhoneNumber.TryParse(number, null, out var parsed) ? parsed.ToString() : "number";
        try
        {
            var found = await IncomingPhoneNumberResource.ReadAsync(new ReadIncomingPhoneNumberOptions { PhoneNumber = new Twilio.Types.PhoneNumber(number) }, client.Rest()).WaitAsync(stop);
            if (found.FirstOrDefault() is not { } ours) return new WebhookReport("sms", masked, false, "The account does not have this number.");
            var set = await IncomingPhoneNumberResource.UpdateAsync(new UpdateIncomingPhoneNumberOptions(ours.Sid) { SmsUrl = address, SmsMethod = Twilio.Http.HttpMethod.Post }, client.Rest()).WaitAsync(stop);
            return new WebhookReport("sms", masked, set.SmsUrl == address, $"sends to {set.SmsUrl}");
        }
        catch (TwilioException refused)
        {
            return new WebhookReport("sms", masked, false, refused is ApiException api ? FormattableString.Invariant($"refused with code {api.Code}") : "does not answer");
        }
    }
}
