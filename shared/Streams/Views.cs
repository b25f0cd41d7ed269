using System.Collections.Concurrent;
using System.Text;
using Azure;
using Azure.Data.Tables;
using ServerlessAssist.Shared.Protection;

namespace ServerlessAssist.Shared.Streams;

/// <summary>Small tables partitioned the way that they are read. An older version never overwrites a newer one.</summary>
public sealed partial class Views(
    StorageClients clients, StreamDefinitions definitions, Protector protector, BlindIndex index, TimeProvider time)
{
    private const int Remembered = 10_000;
    private readonly ConcurrentDictionary<string, (long Version, ETag Tag)> _written = new();

    /// <summary>Shows one line as of a version. One storage transaction where this process wrote the line last, else two.</summary>
    internal async Task Write(StreamId id, long version, ViewRow line, CancellationToken stop)
    {
        if (!_written.TryGetValue(Name(id, line), out var last) && version > 1) await Write(id, version, line, await Look(line, id, stop), stop);
        else await Write(id, version, line, last.Version > 0 ? last : null, stop);
    }

    /// <summary>As <see cref="Write(StreamId,long,ViewRow,CancellationToken)"/>, for a line that the state before did not show: one storage transaction.</summary>
    internal Task WriteNew(StreamId id, long version, ViewRow line, CancellationToken stop) =>
        Write(id, version, line, _written.TryGetValue(Name(id, line), out var last) ? last : null, stop);

    /// <summary>As <see cref="Write(StreamId,long,ViewRow,CancellationToken)"/>, from what stands in the table and not from memory: two storage transactions at most.</summary>
    internal async Task Heal(StreamId id, long version, ViewRow line, CancellationToken stop) => await Write(id, version, line, await Look(line, id, stop), stop);

    private async Task Write(StreamId id, long version, ViewRow line, (long Version, ETag Tag)? known, CancellationToken stop)
    {
        var table = clients.Commits(line.View);
        var name = Name(id, line);
        var row = Draw(id, version, line);
        for (var tries = 0; tries < 4 && (known is null || known.Value.Version < version); tries++)
        {
            try
            {
                var answer = known is null ? await table.AddEntityAsync(row, stop) : await table.UpdateEntityAsync(row, known.Value.Tag, TableUpdateMode.Replace, stop);
                if (_written.Count >= Remembered) _written.Clear();
                _written[name] = (version, answer.Headers.ETag ?? ETag.All);
                return;
            }
            catch (RequestFailedException taken) when (taken.Status is 409 or 412 or 404)
            {
                _written.TryRemove(name, out _);
                known = await Look(line, id, stop);
            }
        }
    }

    /// <summary>Takes a line off for good: no version comes after this one. One storage transaction.</summary>
    internal Task Hide(StreamId id, ViewRow line, CancellationToken stop) => clients.Commits(line.View).UpsertEntityAsync(
        new TableEntity(Keyed(line.Partition), id.Partition) { ["Version"] = long.MaxValue, ["Gone"] = true, ["GoneAt"] = time.GetUtcNow() }, TableUpdateMode.Replace, stop);

    /// <summary>Some lines of one list in the order of their rows, which says nothing: one partition query, more where storage answers in short pages.</summary>
    /// <param name="after">Where the page before ended; null: from the beginning.</param>
    /// <returns>The lines, and where they end; null: there are no more.</returns>
    public async Task<(List<string> Lines, string? Next)> Page(string view, string partition, string? after, int most, CancellationToken stop)
    {
        var (lines, last) = (new List<string>(), after ?? "");
        await foreach (var row in clients.Table(view).QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Keyed(partition)} and RowKey gt {last} and Gone eq {false}"), most + 1, cancellationToken: stop))
        {
            if (lines.Count == most) return (lines, last);
            last = row.RowKey;
            lines.Add(Shown(view, partition, row));
        }
        return (lines, null);
    }

    /// <summary>The lines of one list: one partition query.</summary>
    public async Task<List<string>> Read(string view, string partition, CancellationToken stop)
    {
        var lines = new List<string>();
        await foreach (var row in clients.Table(view).QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Keyed(partition)} and Gone eq {false}"), cancellationToken: stop))
            lines.Add(Shown(view, partition, row));
        return lines;
    }

    /// <summary>The partition that a line stands in.</summary>
    internal string KeyOf(ViewRow line) => Keyed(line.Partition);

    /// <summary>A line as it is stored.</summary>
    internal TableEntity Draw(StreamId id, long version, ViewRow line)
    {
        var row = new TableEntity(Keyed(line.Partition), id.Partition) { ["Version"] = version, ["Gone"] = line.Shown is null };
        if (line.Shown is null) row["GoneAt"] = time.GetUtcNow();
        row["Body"] = protector.SealShared(SealPurposes.View, Encoding.UTF8.GetBytes(line.Shown ?? ""), Place(line.View, line.Partition, id, version));
        return row;
    }

    /// <summary>Whether what stands is what the state asks for, sealed under the newest key.</summary>
    /// <param name="version">The state's, read after the row: a row of a later one is wrong.</param>
    internal bool Agrees(TableEntity? row, StreamId id, long version, ViewRow? line)
    {
        if (row is null) return line?.Shown is null;
        if (row.GetInt64("Version") is not { } written || written > version) return false;
        if (line?.Shown is not { } shown) return row.GetBoolean("Gone") == true;
        try
        {
            return row.GetBoolean("Gone") == false && row.GetBinary("Body") is [var key, ..] body && key == protector.Newest
                && Encoding.UTF8.GetString(protector.OpenShared(SealPurposes.View, body, Place(line.View, line.Partition, id, written))) == shown;
        }
        catch (TamperedException)
        {
            return false;
        }
    }

    private string Shown(string view, string partition, TableEntity row) =>
        Encoding.UTF8.GetString(protector.OpenShared(SealPurposes.View, row.GetBinary("Body"), Place(view, partition, StreamId.Parse(row.RowKey), row.GetInt64("Version") ?? 0)));

    private async Task<(long Version, ETag Tag)?> Look(ViewRow line, StreamId id, CancellationToken stop)
    {
        var found = await clients.Table(line.View).GetEntityIfExistsAsync<TableEntity>(Keyed(line.Partition), id.Partition, ["Version"], stop);
        return found.HasValue ? (found.Value!.GetInt64("Version") ?? 0, found.Value.ETag) : null;
    }

    /// <summary>Whose list it is, no key in storage shows.</summary>
    private string Keyed(string partition) => partition.StartsWith(ViewRow.Personal, StringComparison.Ordinal) ? index.Of("view", partition) : partition;

    private static string Name(StreamId id, ViewRow line) => $"{line.View}|{line.Partition}|{id}";

    private static string Place(string view, string partition, StreamId id, long version) => FormattableString.Invariant($"{view}|{partition}|{id}|{version}");
}
