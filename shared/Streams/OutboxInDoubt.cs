using Azure.Data.Tables;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;

namespace ServerlessAssist.Shared.Streams;

/// <summary>Messages that are never sent again blindly: of whom the carrier is asked first.</summary>
internal sealed partial class Outbox
{
    private static readonly TimeSpan AfterLostClaim = TimeSpan.FromSeconds(5);

    private bool IsAskedFirst(OutboundMessage message) => recipients.WhenInDoubt(message.To.Kind) == InDoubt.AskFirst;

    /// <summary>
    /// Writes down that such messages are attempted before they are: of two processes one attempts it, and a death leaves a doubt behind.
    /// One storage transaction for all of them; none where there are none.
    /// </summary>
    /// <param name="rows">As they stand in storage.</param>
    /// <param name="wasReported">Whether a delivery report says that a carrier took a message in doubt.</param>
    /// <returns>All rows: taken, resting, or as they were.</returns>
    public async Task<IReadOnlyList<OutboxRow>> Claim(
        StreamId id, DataKey key, IReadOnlyList<OutboxRow> rows, Func<OutboundMessage, Doubt, Task<bool>> wasReported)
    {
        var (claimed, taken, now) = (rows.ToArray(), new List<int>(), time.GetUtcNow());
        for (var at = 0; at < claimed.Length; at++)
        {
            var (row, body) = (claimed[at], claimed[at].Body);
            if (!row.IsLeft || body.Message is not { } message || !IsAskedFirst(message)) continue;
            if (body is { Leaving: Leaving.Attempting, Last: { } last } && now - last < Doubt.AskAfter)
            {
                claimed[at] = row with { Rests = last + Doubt.AskAfter - now };
                continue;
            }
            var doubt = body.Progress.Doubt ?? (body.Leaving == Leaving.Attempting ? new Doubt(body.Last ?? now, null, 0) : null);
            var isTaken = doubt is not null && await wasReported(message, doubt);
            claimed[at] = row with
            {
                Body = isTaken
                    ? body with { Leaving = Leaving.Sent, Channel = doubt!.Channel, Last = now }
                    : body with { Leaving = Leaving.Attempting, Last = now, Progress = body.Progress with { Doubt = doubt } },
            };
            taken.Add(at);
        }
        if (taken.Count == 0) return claimed;
        var (how, tags) = await store.Commit([.. taken.Select(at => claimed[at]).Select(row =>
            new TableTransactionAction(TableTransactionActionType.UpdateReplace, StreamRows.Outbox(id, key, row.Key, row.Body), row.Tag))]);
        for (var nth = 0; nth < taken.Count; nth++)
        {
            var at = taken[nth];
            claimed[at] = how == Committed.Ok ? claimed[at] with { Tag = tags[nth] } : rows[at] with { Rests = AfterLostClaim };
        }
        return claimed;
    }

    /// <summary>One attempt at a message that may have left already.</summary>
    private async Task<(OutboxRow Row, TimeSpan After)> TryAskedFirst(
        StreamId id, OutboxRow row, OutboundMessage message, IfMissing ifMissing, CancellationToken stop)
    {
        var (body, now) = (row.Body, time.GetUtcNow());
        var doubt = body.Progress.Doubt;
        if (doubt is null && ifMissing == IfMissing.Drop) return Ended(Leaving.Dropped);
        if (doubt is not null && now - doubt.Since > Doubt.AskFor) return Ended(Leaving.Unconfirmed);
        if (stop.IsCancellationRequested || now - body.Last > Doubt.BeginsWithin)
            return (row with { Body = body with { Leaving = Leaving.Waiting } }, TimeSpan.Zero);
        try
        {
            var before = doubt is null ? body.Progress : body.Progress with { Doubt = doubt with { IfMissing = ifMissing } };
            return await carry(message, before, new CorrelationId(id, message.Id).ToString(), stop) switch
            {
                SendAttempt.Sent sent => (
                    With(body with { Leaving = Leaving.Sent, Channel = sent.Channel, CarrierId = sent.CarrierId }), TimeSpan.MaxValue),
                SendAttempt.Later later => (With(body with { Leaving = Leaving.Waiting, Progress = later.Progress }), later.After),
                SendAttempt.Unknown unknown => (With(body with { Leaving = Leaving.Attempting, Progress = unknown.Progress }), Doubt.AskAfter),
                SendAttempt.Unconfirmed => Ended(Leaving.Unconfirmed),
                SendAttempt.NotWanted => Ended(Leaving.Dropped),
                SendAttempt.Failed failed => (With(body with { Leaving = Leaving.Failed, Why = failed.Why }), TimeSpan.MaxValue),
                _ => Ended(Leaving.Failed),
            };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return (row, Doubt.AskAfter);
        }

        OutboxRow With(OutboxBody changed) => row with { Body = changed with { Last = time.GetUtcNow() } };
        (OutboxRow, TimeSpan) Ended(Leaving leaving) => (With(body with { Leaving = leaving }), TimeSpan.MaxValue);
    }
}
