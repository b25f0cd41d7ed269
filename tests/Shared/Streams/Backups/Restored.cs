using Azure.Data.Tables;
using ServerlessAssist.Shared.Streams.Backups;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Tests.Shared.Streams.Backups;

/// <summary>What a backup of a desk is worth.</summary>
internal static class Restored
{
    /// <summary>Rows with the keys that belong to them.</summary>
    public static List<StoredRow> WithKeys(IEnumerable<StoredRow> rows, IEnumerable<WrappedKey> keys)
    {
        var byPartition = keys.ToDictionary(key => key.Partition, key => key.Key);
        return [.. rows.Select(row => row.IsState && byPartition.TryGetValue(row.Partition, out var key) ? row with { Values = new(row.Values, StringComparer.Ordinal) { [StoredRow.Key] = $"b:{key}" } } : row)];
    }

    /// <summary>All that stands in a desk's storage.</summary>
    public static async Task<List<StoredRow>> Take(Desk desk)
    {
        var page = await desk.Get<BackupWalk>().Take(null, Mode.Change, CancellationToken.None);
        Assert.Null(page.Next);
        return WithKeys(page.Rows, page.Keys);
    }

    /// <summary>Writes rows into a table made for it and looks them through.</summary>
    public static async Task<RestoredPage> Rehearse(Desk desk, IReadOnlyList<StoredRow> rows)
    {
        var id = await desk.Get<Rehearsals>().Begin(CancellationToken.None);
        Assert.True(await desk.Get<Rehearsals>().Write(id, rows, CancellationToken.None));
        var page = await desk.Get<RestoredWalk>().Walk(id, null, CancellationToken.None);
        await desk.Get<Rehearsals>().End(id, CancellationToken.None);
        return page!;
    }

    public static async Task<List<string>> Tables(Desk desk) =>
        await new TableServiceClient(desk.Storage, new TableClientOptions { Transport = desk.Wire }).QueryAsync(cancellationToken: TestContext.Current.CancellationToken).Select(table => table.Name).ToListAsync(TestContext.Current.CancellationToken);
}
