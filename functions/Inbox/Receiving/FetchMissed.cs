using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Bots.Sms;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Outbox.Budget;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Functions.Inbox.Receiving;

/// <summary>Reads the carrier's list of texts: takes in those that never arrived, for Twilio repeats a webhook once at most, and answers those whose answer was lost on its way: whoever has taken something must know it.</summary>
public sealed partial class FetchMissed(SmsList list, SmsChannel channel, MeteredSender texts, Router router, RecentMessages recent, SmsReading reading, Phrases phrases, TimeProvider time, ILogger<FetchMissed> log)
{
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(15);

    [Function(nameof(FetchMissed))]
    public async Task Run([TimerTrigger("30 */2 * * * *")] TimerInfo timer, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var found = 0;
        await foreach (var (message, sentSince) in list.Since(reading.From(now), stop))
        {
            // What is just on its way to us is left to its webhook.
            if (now - message.At < TimeSpan.FromSeconds(30)) continue;
            var known = recent.Find(message.Id);
            var answered = known ?? await router.Handle(message, stop);
            // Where storage is silent the list is the queue: nothing is noted as read, and the next run begins here again.
            if (!answered.IsSettled) return;
            if (known is null) recent.Add(message.Id, answered);
            if (known is null && answered.Status == ReplyStatus.Stored) found++;
            if (answered.Reply is not { } reply || WasSent(reply, sentSince)) continue;
            await texts.Send(channel, message.From, reply, answered.Language, null, MeteredSender.ClaimOf(answered), stop);
        }
        reading.Done(now - Overlap);
        Metrics.Fetched.Add(found);
        if (found > 0) Found(log, found);
    }

    /// <summary>In whatever language she had then.</summary>
    private bool WasSent(Reply reply, IReadOnlyList<string> sentSince) => sentSince.Count > 0 && phrases.Languages.Any(language => sentSince.Contains(phrases.Render(reply.Words, language, ChannelKind.Sms)));

    [LoggerMessage(LogLevel.Warning, "{Count} messages had not arrived by webhook and were taken from the carrier's list.")]
    private static partial void Found(ILogger log, int count);
}

/// <summary>From when on the carrier's list is read: a day back after a start, then what is new with an overlap.</summary>
public sealed class SmsReading
{
    private DateTimeOffset? _from;

    public DateTimeOffset From(DateTimeOffset now) => _from ?? now.AddDays(-1);

    public void Done(DateTimeOffset from) => _from = from;
}
