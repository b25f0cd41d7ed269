using Azure;
using Azure.Data.Tables;

namespace ServerlessAssist.Shared.Streams;

/// <summary>What the nightly audit takes off the lists, so that reading one costs what it shows and not what it ever showed.</summary>
public sealed partial class Views
{
    /// <summary>How long a line that is gone stays as a row. It keeps writes of older versions away that are still on their way: those end within minutes, for a request takes 10 s and a function half an hour at most.</summary>
    public static readonly TimeSpan GoneStays = TimeSpan.FromDays(2);

    /// <summary>Deletes rows of lines that have been gone for long. One storage transaction for a thousand, one for each.</summary>
    /// <remarks>A row that changed since it was seen stays, by its ETag. A process that dies half-way leaves the rest to the next night. Should an older write come later than any can, <see cref="Strays"/> finds it.</remarks>
    /// <returns>How many.</returns>
    public async Task<int> Sweep(CancellationToken stop)
    {
        var (deleted, before) = (0, time.GetUtcNow() - GoneStays);
        foreach (var view in definitions.ViewTables)
            await foreach (var row in clients.Table(view).QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"Gone eq {true} and GoneAt lt {before}"), select: Keys, cancellationToken: stop))
                if (await Delete(new Standing(view, row.PartitionKey, StreamId.Parse(row.RowKey), row.ETag), stop)) deleted++;
        return deleted;
    }

    /// <summary>Lines of one kind of stream that are shown and not among those that should be. Reads the tables from end to end: at night only.</summary>
    internal async Task<List<Standing>> Strays(string kind, HashSet<Expected> expected, CancellationToken stop)
    {
        var strays = new List<Standing>();
        foreach (var view in definitions.ViewTables)
            await foreach (var row in clients.Table(view).QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"RowKey ge {kind + "~"} and RowKey lt {kind + "\u007f"} and Gone eq {false}"), select: Keys, cancellationToken: stop))
                if (!expected.Contains(new Expected(view, row.PartitionKey, row.RowKey))) strays.Add(new Standing(view, row.PartitionKey, StreamId.Parse(row.RowKey), row.ETag));
        return strays;
    }

    /// <summary>Every row of these streams in any list, shown or gone. Reads the tables from end to end: for who proves that nothing is left.</summary>
    internal async IAsyncEnumerable<Standing> RowsOf(IReadOnlyList<StreamId> ids, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var view in definitions.ViewTables)
            foreach (var some in ids.Chunk(MostCompared))
                await foreach (var row in clients.Table(view).QueryAsync<TableEntity>(string.Join(" or ", some.Select(id => TableClient.CreateQueryFilter($"RowKey eq {id.Partition}"))), select: Keys, cancellationToken: stop))
                    yield return new Standing(view, row.PartitionKey, StreamId.Parse(row.RowKey), row.ETag);
    }

    /// <summary>Azure takes 15 comparisons in one filter.</summary>
    private const int MostCompared = 12;

    /// <summary>Where a line stands in storage.</summary>
    internal Expected Of(StreamId id, ViewRow line) => new(line.View, Keyed(line.Partition), id.Partition);

    /// <returns>False: it is not as it was seen, or not there.</returns>
    internal async Task<bool> Delete(Standing row, CancellationToken stop)
    {
        try
        {
            // A deletion may be repeated: what was done by the first is not found by the second.
            return (await clients.Table(row.View).DeleteEntityAsync(row.Partition, row.Id.Partition, row.Tag, stop)).Status != 404;
        }
        catch (RequestFailedException changed) when (changed.Status == 412)
        {
            return false;
        }
    }

    private static readonly string[] Keys = ["PartitionKey", "RowKey"];

    /// <param name="Partition">As it is in storage.</param>
    internal readonly record struct Expected(string View, string Partition, string Row);

    /// <summary>A row as it was seen.</summary>
    internal readonly record struct Standing(string View, string Partition, StreamId Id, ETag Tag)
    {
        public Expected Where => new(View, Partition, Id.Partition);
    }
}
