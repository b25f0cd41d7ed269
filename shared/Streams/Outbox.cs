using System.Collections.Immutable;
using Azure;
using Azure.Data.Tables;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;

namespace ServerlessAssist.Shared.Streams;

internal sealed record OutboxRow(string Key, ETag Tag, OutboxBody Body)
{
    public bool IsLeft => Body.Leaving is Leaving.Waiting or Leaving.Attempting;

    /// <summary>It is not touched for so long; null: it may be attempted.</summary>
    public TimeSpan? Rests { get; init; }
}

/// <summary>What an attempt to deliver a commit's messages left.</summary>
/// <param name="After">When to try what is left again.</param>
internal sealed record Attempted(ImmutableArray<OutboxRow> Rows, TimeSpan After)
{
    public bool IsDone => !Rows.Any(row => row.IsLeft);
}

/// <summary>Sends the messages of a commit and marks them. The same code at once and by the queue.</summary>
internal sealed partial class Outbox(StreamStore store, SendMessage carry, Recipients recipients, ApplyEffect affect, TimeProvider time)
{
    /// <summary>What an invocation sends itself before it answers: more goes through the queue.</summary>
    public const int SendsAtOnce = 10;

    public static readonly TimeSpan TimeAtOnce = TimeSpan.FromSeconds(2);

    /// <summary>Tries every row that is left, at most ten side by side.</summary>
    public async Task<Attempted> Attempt(StreamId id, IReadOnlyList<OutboxRow> rows, Func<OutboundMessage, bool> wanted, CancellationToken stop)
    {
        var tried = rows.ToArray();
        var (next, after) = (-1, TimeSpan.MaxValue);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(SendsAtOnce, rows.Count)).Select(_ => TakeTurns()));
        return new Attempted([.. tried], after == TimeSpan.MaxValue ? TimeSpan.Zero : after);

        async Task TakeTurns()
        {
            while (Interlocked.Increment(ref next) is var at && at < tried.Length)
            {
                (tried[at], var later) = await Try(id, tried[at], wanted, stop);
                lock (tried) after = later < after ? later : after;
            }
        }
    }

    /// <summary>One attempt at one row, and when to try again what is left.</summary>
    private async Task<(OutboxRow Row, TimeSpan After)> Try(StreamId id, OutboxRow row, Func<OutboundMessage, bool> wanted, CancellationToken stop)
    {
        if (!row.IsLeft) return (row, TimeSpan.MaxValue);
        if (row.Rests is { } rest) return (row, rest);
        var body = row.Body;
        if (body.Message is not { } message) return await Give(row, body.Effect!, stop);
        if (IsAskedFirst(message)) return await TryAskedFirst(id, row, message, wanted(message) ? IfMissing.Send : IfMissing.Drop, stop);
        if (!wanted(message)) return (row with { Body = body with { Leaving = Leaving.Dropped } }, TimeSpan.MaxValue);
        if (stop.IsCancellationRequested) return (row with { Body = body with { Leaving = Leaving.Waiting } }, TimeSpan.MaxValue);
        try
        {
            return await carry(message, body.Progress, new CorrelationId(id, message.Id).ToString(), stop) switch
            {
                SendAttempt.Sent sent => (row with { Body = body with { Leaving = Leaving.Sent, Channel = sent.Channel, CarrierId = sent.CarrierId, Last = time.GetUtcNow() } }, TimeSpan.MaxValue),
                SendAttempt.Later later => (row with { Body = body with { Leaving = Leaving.Waiting, Progress = later.Progress, Last = time.GetUtcNow() } }, later.After),
                SendAttempt.Failed failed => (row with { Body = body with { Leaving = Leaving.Failed, Last = time.GetUtcNow(), Why = failed.Why } }, TimeSpan.MaxValue),
                _ => (row with { Body = body with { Leaving = Leaving.Failed, Last = time.GetUtcNow() } }, TimeSpan.MaxValue),
            };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return (row, TimeSpan.MaxValue); // In doubt: the carrier may have taken it.
        }
    }

    /// <summary>The row's key names source, commit and index: given twice, it counts once.</summary>
    private async Task<(OutboxRow Row, TimeSpan After)> Give(OutboxRow row, Effect effect, CancellationToken stop)
    {
        try
        {
            if (!stop.IsCancellationRequested && await affect(effect, $"effect|{row.Key}", stop)) return (row with { Body = row.Body with { Leaving = Leaving.Sent, Last = time.GetUtcNow() } }, TimeSpan.MaxValue);
        }
        catch (Exception silent) when (silent is OperationCanceledException || TransientFailure.Is(silent))
        {
            // Given again by the queue.
        }
        return (row with { Body = row.Body with { Leaving = Leaving.Waiting } }, TimeSpan.FromSeconds(2));
    }

    /// <summary>Writes down where each changed message stands: one storage transaction.</summary>
    /// <returns>False where it is not certain: they will be looked at again.</returns>
    public async Task<bool> Mark(StreamId id, DataKey key, IReadOnlyList<OutboxRow> before, IReadOnlyList<OutboxRow> now)
    {
        var changes = now.Where(row => !before.Contains(row)).Select(row =>
            new TableTransactionAction(TableTransactionActionType.UpdateReplace, StreamRows.Outbox(id, key, row.Key, row.Body), row.Tag)).ToList();
        return changes.Count == 0 || (await store.Commit(changes)).How == Committed.Ok;
    }
}
