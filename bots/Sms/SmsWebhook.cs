using ServerlessAssist.Shared.Messaging;
using Twilio.Exceptions;
using Twilio.Rest.Api.V2010.Account;
using Twilio.Rest.Messaging.V1;

namespace ServerlessAssist.Bots.Sms;

/// <summary>Tells the carrier where to bring texts: each number and each messaging service of the settings.</summary>
public sealed class SmsWebhook(SmsSettings settings, SmsClient client)
{
    /// <summary>Never throws for what a carrier or network can do; cancellation alone throws.</summary>
    public async Task<IReadOnlyList<WebhookReport>> Set(CancellationToken stop)
    {
        var all = new List<WebhookReport>();
        if (settings.IsOff) return all;
        foreach (var sender in settings.AllSenders) all.Add(await Set(sender, stop));
        return all;
    }

    /// <summary>What the carrier would be told; it is not asked.</summary>
    public IReadOnlyList<WebhookReport> Plan() =>
        settings.IsOff ? [] : [.. settings.AllSenders.Select(sender => new WebhookReport("sms", Shown(sender), false, $"would send to {settings.Public(SmsSettings.InboundPath)}"))];

    private static string Shown(string sender) => PhoneNumber.TryParse(sender, null, out var number) ? number.ToString() : $"{sender[..2]}…{sender[^4..]}";

    private async Task<WebhookReport> Set(string sender, CancellationToken stop)
    {
        var (address, shown) = (settings.Public(SmsSettings.InboundPath), Shown(sender));
        try
        {
            var named = sender.StartsWith('+') ? await SetNumber(sender, address, stop) : await SetPool(sender, address, stop);
            return new WebhookReport("sms", shown, named == address, named is null ? "The account does not have this number." : $"sends to {named}");
        }
        catch (Exception refused) when (!stop.IsCancellationRequested)
        {
            return new WebhookReport("sms", shown, false, refused is ApiException { Code: > 0 } api ? FormattableString.Invariant($"refused with code {api.Code}") : "does not answer");
        }
    }

    /// <summary>The carrier finds numbers by a pattern, so ours is looked for among them.</summary>
    private async Task<Uri?> SetNumber(string number, Uri address, CancellationToken stop)
    {
        var found = await IncomingPhoneNumberResource.ReadAsync(new ReadIncomingPhoneNumberOptions { PhoneNumber = new Twilio.Types.PhoneNumber(number) }, client.Rest()).WaitAsync(stop);
        if (found.FirstOrDefault(one => one.PhoneNumber?.ToString() == number) is not { } ours) return null;
        return (await IncomingPhoneNumberResource.UpdateAsync(new UpdateIncomingPhoneNumberOptions(ours.Sid) { SmsUrl = address, SmsMethod = Twilio.Http.HttpMethod.Post }, client.Rest()).WaitAsync(stop)).SmsUrl;
    }

    private async Task<Uri?> SetPool(string service, Uri address, CancellationToken stop)
    {
        var pool = new UpdateServiceOptions(service) { InboundRequestUrl = address, InboundMethod = Twilio.Http.HttpMethod.Post, UseInboundWebhookOnNumber = false };
        return (await ServiceResource.UpdateAsync(pool, client.Rest()).WaitAsync(stop)).InboundRequestUrl;
    }
}
