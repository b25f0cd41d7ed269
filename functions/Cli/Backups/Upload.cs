using System.Text.Json;
using ServerlessAssist.Shared.Streams.Backups;

namespace ServerlessAssist.Functions.Cli.Backups;

/// <summary>Brings a backup's rows to the house, page by page, each state with its key; streams without a key stay out.</summary>
internal sealed class Upload(Call call, ChosenBackup backup) : IDisposable
{
    /// <summary>The house takes 4 MiB.</summary>
    private const int BytesInPage = 3 * 1024 * 1024;
    private readonly MemoryStream _page = new();

    /// <summary>What the rows file holds, by kind.</summary>
    public SortedDictionary<string, KindCount> InFile { get; } = new(StringComparer.Ordinal);

    /// <summary>Of these what was brought.</summary>
    public SortedDictionary<string, KindCount> Brought { get; } = new(StringComparer.Ordinal);

    /// <summary>Of each stream that was brought a line: itself, version, head of its chain.</summary>
    public HashSet<string> Heads { get; } = new(StringComparer.Ordinal);

    /// <summary>The heads of all streams in the file.</summary>
    public List<string> AllHeads { get; } = [];

    public List<string> Wrong { get; } = [];

    public async Task Run(string route)
    {
        foreach (var row in Rows())
        {
            Count(InFile, row);
            if (row is { IsState: true, Head: { } any }) AllHeads.Add(any);
            if (backup.KeyOf(row) is not { } key) continue;
            Count(Brought, row);
            if (row is { IsState: true, Head: { } head }) Heads.Add(head);
            if (row.IsState) row.Values[StoredRow.Key] = $"b:{key.Key}";
            if (_page.Length > 0 && _page.Length + row.Size > BytesInPage) await Send(route);
            await JsonSerializer.SerializeAsync(_page, row, BackupJson.Default.StoredRow, call.Stop);
            _page.WriteByte((byte)'\n');
        }
        if (_page.Length > 0) await Send(route);
    }

    private IEnumerable<StoredRow> Rows()
    {
        using var rows = LinesFile.Read(backup.RowsFile, BackupJson.Default.StoredRow).GetEnumerator();
        while (true)
        {
            try
            {
                if (!rows.MoveNext()) yield break;
            }
            catch (Exception broken) when (broken is InvalidDataException or JsonException)
            {
                Wrong.Add($"{backup.Manifest.Rows.File} cannot be read to its end.");
                yield break;
            }
            yield return rows.Current;
        }
    }

    private async Task Send(string route)
    {
        await call.AskAgain(HttpMethod.Put, route, _page.ToArray());
        _page.SetLength(0);
    }

    private static void Count(SortedDictionary<string, KindCount> kinds, StoredRow row)
    {
        var kind = kinds.GetValueOrDefault(row.Kind) ?? new KindCount(0, 0, 0);
        kinds[row.Kind] = new KindCount(kind.Streams + (row.IsState ? 1 : 0), kind.Rows + 1, kind.Events + (row.IsEvent ? 1 : 0));
    }

    public void Dispose() => _page.Dispose();
}
