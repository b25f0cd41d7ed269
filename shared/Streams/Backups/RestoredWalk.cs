using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Shared.Streams.Backups;

/// <summary>What a walk found of the streams of one kind.</summary>
/// <param name="Gone">They stand in the backup and no longer in the house: erased, or over and past their days; or lost.</param>
/// <param name="Behind">The house has them at an earlier version than the backup: it was rolled back.</param>
/// <param name="Left">Messages that had still to leave.</param>
/// <param name="Faults">What is wrong with how many.</param>
public sealed record RestoredKind(long Streams, long Rows, long Events, long Left, long Gone, long Behind, SortedDictionary<string, long> Faults);

/// <param name="Heads">Of each stream a line: itself, version, head of its chain.</param>
/// <param name="Next">Null: that was all.</param>
public sealed record RestoredPage(SortedDictionary<string, RestoredKind> Kinds, IReadOnlyList<string> Heads, Cursor? Next);

/// <summary>Walks what a rehearsal has written: opens every row, follows every chain, and compares with the house that lives. It changes nothing.</summary>
public sealed class RestoredWalk
{
    private const int Steps = 2_000;
    private readonly Rehearsals _rehearsals;
    private readonly StreamStore _store;
    private readonly RestoredStream _one;
    private readonly HashSet<string> _known;
    private readonly Protector _protector;
    private readonly TimeProvider _time;

    internal RestoredWalk(Rehearsals rehearsals, StreamStore store, StreamRows rows, Protector protector, IEnumerable<IStreamHandler> streams, TimeProvider time) =>
        (_rehearsals, _store, _one, _known, _protector, _time) = (rehearsals, store, new RestoredStream(rows, protector), [.. streams.Select(one => one.Kind)], protector, time);

    /// <param name="id">Of the rehearsal.</param>
    /// <returns>Null: there is no such rehearsal.</returns>
    public async Task<RestoredPage?> Walk(string id, Cursor? from, CancellationToken stop)
    {
        var (budget, kinds, heads) = (new Budget(_time, Steps), new SortedDictionary<string, RestoredKind>(StringComparer.Ordinal), new List<string>());
        try
        {
            await foreach (var rows in Partitions(_rehearsals.Table(id), from?.PartitionKey ?? "", stop))
            {
                var stream = StreamId.Parse(rows[0].PartitionKey);
                var verdict = _known.Contains(stream.Kind) ? _one.Look(stream, rows) : new RestoredVerdict(0, null, 0, 0, "nobody knows streams of this kind");
                if (verdict.Head is { } head) heads.Add(head);
                var lives = await Lives(stream, verdict, stop);
                var kind = kinds.GetValueOrDefault(stream.Kind) ?? new RestoredKind(0, 0, 0, 0, 0, 0, new SortedDictionary<string, long>(StringComparer.Ordinal));
                if (verdict.Fault is { } fault) kind.Faults[fault] = kind.Faults.GetValueOrDefault(fault) + 1;
                kinds[stream.Kind] = kind with
                {
                    Streams = kind.Streams + 1, Rows = kind.Rows + rows.Count, Events = kind.Events + verdict.Events, Left = kind.Left + verdict.Left,
                    Gone = kind.Gone + (lives == 0 ? 1 : 0), Behind = kind.Behind + (lives > 0 && lives < verdict.Version ? 1 : 0),
                };
                budget.Spend();
                if (budget.IsSpent) return new RestoredPage(kinds, heads, new Cursor("restored", rows[0].PartitionKey));
            }
            return new RestoredPage(kinds, heads, null);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }

    /// <returns>The version that lives; 0: none does, or one that began anew under another key after this was taken away.</returns>
    private async Task<long> Lives(StreamId id, RestoredVerdict verdict, CancellationToken stop)
    {
        var (version, wrapped) = await _store.Stands(id, stop);
        if (version == 0 || verdict.Key is null) return version;
        try
        {
            return _protector.Unwrap(wrapped, id.Partition).Id == verdict.Key.Id ? version : 0;
        }
        catch (TamperedException)
        {
            return version;
        }
    }

    private static async IAsyncEnumerable<List<TableEntity>> Partitions(TableClient table, string after, [EnumeratorCancellation] CancellationToken stop)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey gt {after}"), cancellationToken: stop))
        {
            if (rows.Count > 0 && rows[^1].PartitionKey != row.PartitionKey)
            {
                yield return rows;
                rows = [];
            }
            rows.Add(row);
        }
        if (rows.Count > 0) yield return rows;
    }
}
