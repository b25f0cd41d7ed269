using ServerlessAssist.Shared.Messaging;
using Twilio.Rest.Api.V2010.Account;

namespace ServerlessAssist.Bots.Sms;

/// <summary>Looks for a text in the carrier's own list of what it was given.</summary>
/// <remarks>
/// The list is read without a filter, newest first, until texts are too old. A filter by number would put a person's number into an address,
/// which proxies and logs keep. A text that still waits at the carrier has no <c>date_sent</c>, so a filter by that date would leave out
/// just what is looked for. https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources
/// </remarks>
public sealed class SmsSentMessages(SmsClient client, Phrases phrases)
{
    /// <summary>Enough for some minutes of a busy day; the carrier gives 1000 at most.</summary>
    private const int PageSize = 200;

    /// <summary>How far the order of the list may be from the order of creation.</summary>
    private static readonly TimeSpan Disorder = TimeSpan.FromHours(1);

    public async Task<SentLookup> Find(Address to, Wording words, DateTimeOffset since, CancellationToken stop)
    {
        var wanted = phrases.Languages
            .Select(language => Letters(phrases.Render(words, language, ChannelKind.Sms))).ToHashSet(StringComparer.Ordinal);
        try
        {
            var listed = await MessageResource.ReadAsync(new ReadMessageOptions { PageSize = PageSize }, client.Rest()).WaitAsync(stop);
            return listed.TakeWhile(one => CreatedOf(one) is not { } at || at >= since - Disorder).FirstOrDefault(IsIt) is { } found ? new SentLookup.Found(found.Sid) : new SentLookup.Missing();
        }
        catch (Exception) when (!stop.IsCancellationRequested)      // Whatever a carrier or network does.
        {
            return new SentLookup.Unanswered();
        }

        // What has no words any more was redacted, and is of a stream that is erased.
        bool IsIt(MessageResource one) =>
            one.Direction == MessageResource.DirectionEnum.OutboundApi && SmsInbound.IsMessage(one.Sid) && one.To == to.Value
            && (CreatedOf(one) is not { } at || at >= since)
            && Letters(one.Body ?? "") is { Length: > 0 } letters && wanted.Contains(letters);
    }

    private static DateTimeOffset? CreatedOf(MessageResource one) => one.DateCreated is { } created ? SmsList.Utc(created) : null;

    /// <summary>Letters and digits alone: a carrier may change quotation marks, dashes and spaces on the way.</summary>
    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
