using System.Globalization;
using Azure.Data.Tables;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Shared.Streams.Backups;

/// <summary>One page of a backup: whole streams, each as it stood at one moment.</summary>
/// <param name="Streams">How many; in a dry run they are counted and not read.</param>
/// <param name="ReadAgain">How many were written while they were read, and so read again.</param>
/// <param name="Next">Null: that was all.</param>
public sealed record BackupPage(IReadOnlyList<StoredRow> Rows, IReadOnlyList<WrappedKey> Keys, int Streams, int ReadAgain, Cursor? Next);

/// <summary>Reads every stream as it is stored, page by page. Lists and wake-ups are not read: they are made from the streams again.</summary>
public sealed class BackupWalk
{
    /// <summary>A page ends with the stream that goes beyond it.</summary>
    private const int BytesInPage = 3 * 1024 * 1024;
    private const int Steps = 2_000;
    private const int Tries = 8;
    private readonly StreamStore _store;
    private readonly Protector _protector;
    private readonly TimeProvider _time;

    internal BackupWalk(StreamStore store, Protector protector, TimeProvider time) => (_store, _protector, _time) = (store, protector, time);

    /// <param name="from">Null: from the beginning.</param>
    /// <exception cref="NotSettledException">A stream is written all the time: the same page again.</exception>
    public async Task<BackupPage> Take(Cursor? from, Mode mode, CancellationToken stop)
    {
        var (budget, bytes, streams, again) = (new Budget(_time, mode == Mode.DryRun ? Steps * 10 : Steps), 0, 0, 0);
        var (rows, keys) = (new List<StoredRow>(), new List<WrappedKey>());
        await foreach (var listed in _store.AllStates(from?.PartitionKey ?? "", stop))
        {
            if (listed.GetInt64("Version") is null or 0) continue; // A fence's tombstone stands where no stream ever was.
            if (mode == Mode.Change)
            {
                var (whole, reads) = await Whole(listed, stop);
                if (whole is null) continue;
                if (reads > 1) again++;
                Part(whole, rows, keys);
                bytes += whole.Sum(row => row.Size);
            }
            streams++;
            budget.Spend();
            if (budget.IsSpent || bytes >= BytesInPage) return new BackupPage(rows, keys, streams, again, new Cursor("backup", listed.PartitionKey));
        }
        return new BackupPage(rows, keys, streams, again, null);
    }

    /// <summary>The key goes one way, what is sealed under it another.</summary>
    private void Part(List<StoredRow> whole, List<StoredRow> rows, List<WrappedKey> keys)
    {
        string? id = null;
        if (whole.Find(row => row.IsState) is { } state && state.Values.Remove(StoredRow.Key, out var key))
        {
            id = IdOf(Convert.FromBase64String(key[2..]), state.Partition);
            keys.Add(new WrappedKey(state.Partition, key[2..], id));
        }
        rows.AddRange(whole.Select(row => row with { KeyId = id }));
    }

    private string? IdOf(byte[] wrapped, string partition)
    {
        try
        {
            return _protector.Unwrap(wrapped, partition).Id;
        }
        catch (TamperedException)
        {
            return null; // Kept as it stands, for whoever looks into it.
        }
    }

    /// <summary>All rows of a stream between two commits. A partition is read in pages, and a commit may land between two of them; every commit raises the state's version, and the state is the partition's last row: as long as it is the one that was seen before, nothing has come between.</summary>
    /// <returns>Null: it was taken away meanwhile.</returns>
    private async Task<(List<StoredRow>? Rows, int Reads)> Whole(TableEntity before, CancellationToken stop)
    {
        for (var reads = 1; reads <= Tries; reads++)
        {
            var (rows, state) = (new List<StoredRow>(), (TableEntity?)null);
            await foreach (var row in _store.Partition(before.PartitionKey, stop))
            {
                rows.Add(StoredRow.Of(row));
                if (rows[^1].IsState) state = row;
            }
            if (state?.GetInt64("Version") is null or 0) return (null, reads);
            if (state.GetInt64("Version") == before.GetInt64("Version") && state.GetBinary("Key").AsSpan().SequenceEqual(before.GetBinary("Key"))) return (rows, reads);
            before = state;
        }
        throw new NotSettledException(string.Create(CultureInfo.InvariantCulture, $"A stream was written {Tries} times while it was read; the same page again."));
    }
}
