using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace ServerlessAssist.Shared.Streams.Backups;

/// <summary>Tables that a restore is rehearsed in: made for it, deleted after it. Their names begin with a word that no other table's does, so nothing that lives is ever touched.</summary>
public sealed class Rehearsals
{
    /// <summary>What is older was interrupted: the next rehearsal and every night take it away.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private const string Prefix = "rehearsal";
    private const string Moment = "yyyyMMddHHmm";
    private const int Chance = 8;

    /// <summary>In the bytes of the rows as JSON: Azure takes 4 MiB.</summary>
    private const int BytesInTransaction = 3 * 1024 * 1024;
    private readonly StorageClients _clients;
    private readonly TimeProvider _time;
    private readonly Random _random;

    internal Rehearsals(StorageClients clients, TimeProvider time, Random random) => (_clients, _time, _random) = (clients, time, random);

    /// <summary>Makes an empty table.</summary>
    /// <returns>The rehearsal's id.</returns>
    public async Task<string> Begin(CancellationToken stop)
    {
        var id = _time.GetUtcNow().UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture) + _random.Next().ToString("x8", CultureInfo.InvariantCulture);
        await Table(id).CreateIfNotExistsAsync(stop);
        return id;
    }

    /// <summary>Whether this can be the id of a rehearsal.</summary>
    public static bool IsId(string id) => id.Length == Moment.Length + Chance && id.All(char.IsAsciiHexDigitLower) && MomentOf(id) is not null;

    /// <summary>Writes rows; written again they are the same. One storage transaction for up to a hundred rows of a stream.</summary>
    /// <exception cref="FormatException">A row that is none of ours: nothing was written.</exception>
    /// <exception cref="StreamLimitException">More than Azure stores: nothing was written.</exception>
    /// <returns>False: there is no such rehearsal.</returns>
    public async Task<bool> Write(string id, IReadOnlyList<StoredRow> rows, CancellationToken stop)
    {
        var table = Table(id);
        try
        {
            var transactions = Transactions([.. rows.Select(row => (row.Size, row.ToEntity()))]).ToList();
            foreach (var some in transactions) StreamLimits.Check([.. some.Select(one => (TableEntity)one.Entity)]);
            foreach (var some in transactions) await table.SubmitTransactionAsync(some, stop);
            return true;
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return false;
        }
    }

    /// <summary>Deletes one.</summary>
    public async Task End(string id, CancellationToken stop) => await Table(id).DeleteAsync(stop);

    /// <summary>Deletes what interrupted rehearsals have left: those that began before a moment.</summary>
    /// <returns>How many.</returns>
    public async Task<int> Clean(DateTimeOffset before, CancellationToken stop)
    {
        var left = await Left(before, stop);
        foreach (var id in left) await End(id, stop);
        return left.Count;
    }

    /// <summary>How many there are.</summary>
    public async Task<int> Count(CancellationToken stop) => (await Left(DateTimeOffset.MaxValue, stop)).Count;

    private async Task<List<string>> Left(DateTimeOffset before, CancellationToken stop)
    {
        var left = new List<string>();
        await foreach (var name in _clients.TableNames(Prefix, stop))
            if (name[Prefix.Length..] is var id && IsId(id) && MomentOf(id) < before) left.Add(id);
        return left;
    }

    /// <exception cref="ArgumentException">Not the id of a rehearsal.</exception>
    internal TableClient Table(string id) => IsId(id) ? _clients.Passing(Prefix + id) : throw new ArgumentException("Not the id of a rehearsal.", nameof(id));

    private static DateTimeOffset? MomentOf(string id) =>
        DateTimeOffset.TryParseExact(id.AsSpan(0, Moment.Length), Moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    private static IEnumerable<List<TableTransactionAction>> Transactions(IReadOnlyList<(int Size, TableEntity Row)> rows)
    {
        var (some, bytes) = (new List<TableTransactionAction>(), 0);
        foreach (var (size, row) in rows)
        {
            // Partitions come one after another; no row stands in a transaction twice.
            if (some.Count > 0 && (some.Count == StreamLimits.RowsInTransaction || bytes + size > BytesInTransaction || some[^1].Entity.PartitionKey != row.PartitionKey || some.Exists(one => one.Entity.RowKey == row.RowKey)))
            {
                yield return some;
                (some, bytes) = ([], 0);
            }
            some.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, row));
            bytes += size;
        }
        if (some.Count > 0) yield return some;
    }
}
