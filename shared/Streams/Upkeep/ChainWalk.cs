using Azure.Data.Tables;

namespace ServerlessAssist.Shared.Streams.Upkeep;

/// <summary>One page of a walk along the chains of every stream.</summary>
/// <param name="Next">Null: that was all.</param>
public sealed record ChainPage(int Streams, long Events, IReadOnlyList<ChainFault> Faults, Cursor? Next);

/// <param name="Stream">Kind and opaque key.</param>
/// <param name="Fault">In words that name no content.</param>
public sealed record ChainFault(string Stream, string Fault);

/// <summary>Walks the event chain of every stream of every kind, page by page: when an operator asks for it, and never by itself, for it reads everything.</summary>
public sealed class ChainWalk
{
    /// <summary>Events read in one request.</summary>
    private const int Steps = 5_000;

    /// <summary>Faults told in one page.</summary>
    private const int MostFaults = 100;

    private readonly StreamStore _store;
    private readonly IReadOnlyList<IStreamHandler> _streams;
    private readonly TimeProvider _time;

    internal ChainWalk(StreamStore store, IEnumerable<IStreamHandler> streams, TimeProvider time) => (_store, _streams, _time) = (store, [.. streams], time);

    /// <param name="from">Null: from the beginning.</param>
    public async Task<ChainPage> Verify(Cursor? from, CancellationToken stop)
    {
        var (budget, streams, events, faults) = (new Budget(_time, Steps), 0, 0L, new List<ChainFault>());
        await foreach (var partition in Partitions(from?.PartitionKey ?? "", stop))
        {
            var verdict = await Look(partition, stop);
            streams++;
            events += verdict.Events;
            if (verdict.Fault is { } fault) faults.Add(new ChainFault(partition, fault));
            budget.Spend(1 + (int)Math.Min(verdict.Events, Steps));
            if (budget.IsSpent || faults.Count >= MostFaults) return new ChainPage(streams, events, faults, new Cursor("chain", partition));
        }
        return new ChainPage(streams, events, faults, null);
    }

    /// <summary>Every partition that has a state or a first event: a state that was taken out shows by its events.</summary>
    private async IAsyncEnumerable<string> Partitions(string after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        string? last = null;
        await foreach (var row in _store.Beginnings(after, stop))
        {
            // A fence's tombstone stands where no stream ever was.
            if (row.PartitionKey == last || (row.RowKey.StartsWith("state~", StringComparison.Ordinal) && row.GetInt64("Version") == 0)) continue;
            yield return last = row.PartitionKey;
        }
    }

    private async Task<ChainVerdict> Look(string partition, CancellationToken stop)
    {
        try
        {
            var id = StreamId.Parse(partition);
            if (_streams.FirstOrDefault(one => one.Kind == id.Kind) is not { } kind) return new ChainVerdict(0, "nobody knows streams of this kind");
            var verdict = await kind.Verify(id, stop);
            // Taken away since it was listed, as a whole: that is no fault. With its events still there it is.
            return verdict is { Events: 0, Fault: not null } && !await _store.HasBegun(id, stop) ? new ChainVerdict(0, null) : verdict;
        }
        catch (Exception broken) when (!TransientFailure.Is(broken) && broken is not OutOfMemoryException)
        {
            return new ChainVerdict(0, "its rows cannot be read: they were changed from outside");
        }
    }
}
