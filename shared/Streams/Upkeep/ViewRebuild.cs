using Azure;
using Azure.Data.Tables;

namespace ServerlessAssist.Shared.Streams.Upkeep;

/// <summary>One page of a view's rebuilding.</summary>
/// <param name="Lines">How many lines were looked at.</param>
/// <param name="Written">Lines that were missing, wrong, or sealed under an old key; in a dry run they still are.</param>
/// <param name="Removed">Lines that nothing asks for.</param>
/// <param name="Next">Null: that was all.</param>
public sealed record ViewPage(int Lines, int Written, int Removed, Cursor? Next);

/// <summary>Makes a list what the states say: first every stream's lines, then every line's stream.</summary>
public sealed class ViewRebuild
{
    private const string OfStreams = "streams";
    private const string OfLines = "lines";
    private const int Steps = 1_000;
    private readonly StorageClients _clients;
    private readonly StreamStore _store;
    private readonly Views _views;
    private readonly IReadOnlyList<IStreamHandler> _streams;
    private readonly TimeProvider _time;

    internal ViewRebuild(StorageClients clients, StreamStore store, Views views, IEnumerable<IStreamHandler> streams, TimeProvider time) =>
        (_clients, _store, _views, _streams, _time) = (clients, store, views, [.. streams], time);

    /// <param name="view">One of <see cref="StreamDefinitions.ViewTables"/>.</param>
    public async Task<ViewPage> Rebuild(string view, Cursor? from, Mode mode, CancellationToken stop)
    {
        var (budget, page) = (new Budget(_time, Steps), new ViewPage(0, 0, 0, null));
        if (from?.Part is null or OfStreams)
        {
            await foreach (var row in _store.AllStates(from?.PartitionKey ?? "", stop))
            {
                var id = StreamId.Parse(row.PartitionKey);
                foreach (var line in (await Asked(id, view, stop)).Lines) page = Add(page, await Mend(id, view, _views.KeyOf(line), mode, stop));
                budget.Spend();
                if (budget.IsSpent) return page with { Next = new Cursor(OfStreams, row.PartitionKey) };
            }
        }
        var after = from?.Part == OfLines ? from : new Cursor(OfLines, "");
        var filter = TableClient.CreateQueryFilter($"PartitionKey gt {after.PartitionKey} or (PartitionKey eq {after.PartitionKey} and RowKey gt {after.RowKey})");
        await foreach (var row in _clients.Table(view).QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: stop))
        {
            page = Add(page, await MendOrphan(view, row, mode, stop));
            budget.Spend();
            if (budget.IsSpent) return page with { Next = new Cursor(OfLines, row.PartitionKey, row.RowKey) };
        }
        return page;
    }

    private async Task<Mended> MendOrphan(string view, TableEntity row, Mode mode, CancellationToken stop)
    {
        if (row.RowKey.Split('~') is [{ Length: > 0 } kind, { Length: > 0 } key] && _streams.Any(one => one.Kind == kind))
        {
            var id = new StreamId(kind, key);
            // What the stream shows was looked at before, with the streams.
            return (await Asked(id, view, stop)).Lines.Any(line => _views.KeyOf(line) == row.PartitionKey && line.Shown is not null) ? Mended.Nothing : await Mend(id, view, row.PartitionKey, mode, stop);
        }
        if (mode == Mode.Change) await _clients.Table(view).DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, stop);
        return Mended.Removed;
    }

    /// <summary>The line is read before the state: no line that is right is newer than the state then.</summary>
    private async Task<Mended> Mend(StreamId id, string view, string partition, Mode mode, CancellationToken stop)
    {
        var table = _clients.Commits(view);
        for (var tries = 0; tries < 8; tries++)
        {
            var found = await _clients.Table(view).GetEntityIfExistsAsync<TableEntity>(partition, id.Partition, cancellationToken: stop);
            var row = found.HasValue ? found.Value : null;
            var (version, lines) = await Asked(id, view, stop);
            var line = lines.FirstOrDefault(one => _views.KeyOf(one) == partition);
            if (version > 0 && _views.Agrees(row, id, version, line)) return Mended.Looked;
            if (version == 0 && row is null) return Mended.Looked;
            var mended = line?.Shown is null ? Mended.Removed : Mended.Written;
            if (mode == Mode.DryRun) return mended;
            try
            {
                if (version == 0 || line is null) await table.DeleteEntityAsync(partition, id.Partition, row!.ETag, stop);
                else if (row is null) await table.AddEntityAsync(_views.Draw(id, version, line), stop);
                else await table.UpdateEntityAsync(_views.Draw(id, version, line), row.ETag, TableUpdateMode.Replace, stop);
                return mended;
            }
            catch (RequestFailedException moved) when (moved.Status is 404 or 409 or 412)
            {
                // Written meanwhile: looked at again.
            }
        }
        throw new NotSettledException("A line is written all the time; go on from the cursor.");
    }

    private async Task<(long Version, IReadOnlyList<ViewRow> Lines)> Asked(StreamId id, string view, CancellationToken stop)
    {
        if (_streams.FirstOrDefault(one => one.Kind == id.Kind) is not { } kind) return (0, []);
        var (version, lines) = await kind.Lines(id, stop);
        return (version, [.. lines.Where(line => line.View == view)]);
    }

    private static ViewPage Add(ViewPage page, Mended one) => page with
    {
        Lines = page.Lines + (one == Mended.Nothing ? 0 : 1), Written = page.Written + (one == Mended.Written ? 1 : 0), Removed = page.Removed + (one == Mended.Removed ? 1 : 0),
    };

    private enum Mended { Nothing, Looked, Written, Removed }
}
