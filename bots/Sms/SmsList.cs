using System.Runtime.CompilerServices;
using ServerlessAssist.Shared.Messaging;
using Twilio.Rest.Api.V2010.Account;

namespace ServerlessAssist.Bots.Sms;

/// <summary>The carrier's own list of texts that came in. Twilio repeats a webhook once at most; what was lost stands here.</summary>
public sealed class SmsList(SmsSettings settings, SmsClient client)
{
    /// <summary>The most that the carrier gives at once.</summary>
    private const int PageSize = 1000;

    /// <summary>Texts since a moment, oldest first.</summary>
    /// <exception cref="HttpRequestException">The carrier does not answer.</exception>
    public async IAsyncEnumerable<ListedText> Since(DateTimeOffset since, [EnumeratorCancellation] CancellationToken stop)
    {
        if (settings.IsOff) yield break;
        var all = (await Read(since, stop)).OrderBy(message => message.DateSent).ToList();
        var sent = all.Where(message => message.Direction != MessageResource.DirectionEnum.Inbound).ToLookup(message => message.To);
        foreach (var message in all)
        {
            if (message.Direction != MessageResource.DirectionEnum.Inbound || !SmsInbound.IsMessage(message.Sid) || !PhoneNumber.TryParse(message.From.ToString(), null, out var from)) continue;
            // Its words were taken out, or it never had any: there is nothing to take in.
            if (message.Body is not { Length: > 0 }) continue;
            var inbound = new InboundMessage($"sms:{message.Sid}", new Address(ChannelKind.Sms, from.ToE164()), InboundText.Normalise(message.Body ?? ""), null, null, message.DateSent is { } at ? Utc(at) : since);
            // Whole seconds: what was sent in the same one counts as an answer.
            yield return new ListedText(inbound, [.. sent[from.ToE164()].Where(answer => !(answer.DateSent < message.DateSent)).Select(answer => answer.Body)]);
        }
    }

    /// <summary>The vendor's library gives local time, ours universal.</summary>
    internal static DateTimeOffset Utc(DateTime sent) => new DateTimeOffset(sent.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(sent, DateTimeKind.Utc) : sent).ToUniversalTime();

    /// <summary>To the end: the list is newest first, so a limit would leave out what has waited longest.</summary>
    private async Task<IReadOnlyList<MessageResource>> Read(DateTimeOffset since, CancellationToken stop)
    {
        try
        {
            return [.. await MessageResource.ReadAsync(new ReadMessageOptions { DateSentAfter = since.UtcDateTime, PageSize = PageSize }, client.Rest()).WaitAsync(stop)];
        }
        catch (Exception down) when (!stop.IsCancellationRequested)     // A later page fails wrapped in reflection's exception; its message would name the account.
        {
            throw new HttpRequestException($"The carrier's list cannot be read ({down.GetType().Name}).");
        }
    }
}

/// <summary>A text that the carrier has, and the words that were sent to its sender since.</summary>
public sealed record ListedText(InboundMessage Message, IReadOnlyList<string> SentSince)
{
    public override string ToString() => "text";
}
