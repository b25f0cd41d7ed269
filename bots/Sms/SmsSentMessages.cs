using ServerlessAssist.Shared.Messaging;
using Twilio.Rest.Api.V2010.Account;

namespace ServerlessAssist.Bots.Sms;

/// <summary>Looks for a text in the carrier's own list of what it was given.</summary>
/// <remarks>
/// The list is filtered by number alone. A text that still waits at the carrier has no <c>date_sent</c>, so a filter by that date
/// would leave out just what is looked for; <c>date_created</c> is compared here.
/// https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources
/// </remarks>
public sealed class SmsSentMessages(SmsClient client, Phrases phrases)
{
    /// <summary>The most that the carrier gives at once.</summary>
    private const int PageSize = 1000;

    public async Task<SentLookup> Find(Address to, Wording words, DateTimeOffset since, CancellationToken stop)
    {
        var wanted = phrases.Languages
            .Select(language => Letters(phrases.Render(words, language, ChannelKind.Sms))).ToHashSet(StringComparer.Ordinal);
        try
        {
            var asked = new ReadMessageOptions { To = new Twilio.Types.PhoneNumber(to.Value), PageSize = PageSize };
            var listed = await MessageResource.ReadAsync(asked, client.Rest()).WaitAsync(stop);
            return listed.FirstOrDefault(IsIt) is { } found ? new SentLookup.Found(found.Sid) : new SentLookup.Missing();
        }
        catch (Exception) when (!stop.IsCancellationRequested)      // Whatever a carrier or network does.
        {
            return new SentLookup.Unanswered();
        }

        // What has no words any more was redacted, and is of a stream that is erased.
        bool IsIt(MessageResource one) =>
            one.Direction == MessageResource.DirectionEnum.OutboundApi && SmsInbound.IsMessage(one.Sid) && one.To == to.Value
            && (one.DateCreated is not { } created || SmsList.Utc(created) >= since)
            && Letters(one.Body ?? "") is { Length: > 0 } letters && wanted.Contains(letters);
    }

    /// <summary>Letters and digits alone: a carrier may change quotation marks, dashes and spaces on the way.</summary>
    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
