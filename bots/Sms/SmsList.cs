using System.Runtime.CompilerServices;
using ServerlessAssist.Shared.Messaging;
using Twilio.Rest.Api.V2010.Account;

namespace ServerlessAssist.Bots.Sms;

/// <summary>The carrier's own list of texts that came in. Twilio repeats a webhook once at most; what was lost stands here.</summary>
public sealed class SmsList(SmsSettings settings, SmsClient client)
{
    /// <summary>Texts since a moment, oldest first.</summary>
    /// <exception cref="HttpRequestException">The carrier does not answer.</exception>
    public async IAsyncEnumerable<InboundMessage> Since(DateTimeOffset since, [EnumeratorCancellation] CancellationToken stop)
    {
        if (settings.IsOff) yield break;
        foreach (var message in (await Read(since, stop)).OrderBy(message => message.DateSent))
        {
            if (message.Direction.ToString() != "inbound" || !PhoneNumber.TryParse(message.From.ToString(), null, out var from)) continue;
            var at = message.DateSent is { } sent ? new DateTimeOffset(DateTime.SpecifyKind(sent, DateTimeKind.Utc)) : since;
            yield return new InboundMessage($"sms:{message.Sid}", new Address(ChannelKind.Sms, from.ToE164()), InboundText.Normalise(message.Body), null, null, at);
        }
    }

    private async Task<IReadOnlyList<MessageResource>> Read(DateTimeOffset since, CancellationToken stop)
    {
        try
        {
            return [.. await MessageResource.ReadAsync(new ReadMessageOptions { DateSentAfter = since.UtcDateTime, PageSize = 200, Limit = 10_000 }, client.Rest()).WaitAsync(stop)];
        }
        catch (Twilio.Exceptions.TwilioException down)
        {
            throw new HttpRequestException($"The carrier's list cannot be read ({down.GetType().Name}).");
        }
    }
}
