using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ServerlessAssist.Shared.Streams.Backups;

namespace ServerlessAssist.Functions.Cli.Backups;

/// <summary>Writes what the house gives, page by page, into files that have their names only when all is there.</summary>
internal sealed class BackupTake : IDisposable
{
    private const string Route = "operations/backup";
    private const int LongestDays = 90;
    private readonly LinesFile _rows;
    private readonly LinesFile _keys;
    private readonly IncrementalHash _heads = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly SortedDictionary<string, KindCount> _kinds = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, int> _versions = [];

    private BackupTake(LinesFile rows, LinesFile keys) => (_rows, _keys) = (rows, keys);

    public static async Task<int> Run(Call call, string to, string? keysTo, int days)
    {
        if (days is < 1 or > LongestDays) throw new EndException(Exit.WrongUsage, $"--keys-days must be from 1 to {LongestDays}: old keys files keep readable what was erased.");
        if (call.IsDryRun) return await Count(call);
        var folder = BackupFolder.Make(to, keysTo);
        folder.Sweep();
        var (stamp, head) = (BackupFolder.Stamp(call.Now), new KeysHead(call.Now, call.Now.AddDays(days)));
        if (File.Exists(folder.RowsOf(stamp)) || File.Exists(folder.KeysOf(stamp))) throw new EndException(Exit.Failed, "A backup of this very second is there already.");
        try
        {
            using var taken = new BackupTake(new LinesFile(folder.RowsOf(stamp)), new LinesFile(folder.KeysOf(stamp)));
            return await taken.Take(call, folder, stamp, head);
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            throw new EndException(Exit.Failed, $"It could not be written: {full.Message} Nothing was kept.");
        }
    }

    private async Task<int> Take(Call call, BackupFolder folder, string stamp, KeysHead head)
    {
        _keys.Write(head, KeysJson.Default.KeysHead);
        var again = 0;
        for (string? from = null, page = ""; page is not null; from = page)
        {
            var answer = await call.AskAgain(HttpMethod.Post, Route, null, from);
            Add(answer);
            again += answer.GetProperty("readAgain").GetInt32();
            page = answer.GetProperty("next").GetString();
        }
        var (rows, keys) = (await _rows.Close(call.Stop), await _keys.Close(call.Stop));
        var manifest = new Manifest(
            Manifest.Newest, head.Taken, call.By, new RowsPart(Path.GetFileName(folder.RowsOf(stamp)), rows, _rows.Lines), new KeysPart(Path.GetFileName(folder.KeysOf(stamp)), keys, _keys.Lines - 1, head.Until),
            _kinds, _versions, Convert.ToHexStringLower(_heads.GetHashAndReset()), Manifest.Words(head.Until));
        _keys.Name();
        _rows.Name();
        manifest.Write(folder.ManifestOf(stamp) + BackupFolder.HalfWritten);
        File.Move(folder.ManifestOf(stamp) + BackupFolder.HalfWritten, folder.ManifestOf(stamp));
        call.Show(new { manifest = folder.ManifestOf(stamp), taken = head.Taken, streams = _keys.Lines - 1, rows = _rows.Lines, readAgain = again, keysUntil = head.Until }, () =>
        [
            $"{_keys.Lines - 1} streams, {_rows.Lines} rows: {Path.GetFullPath(folder.RowsOf(stamp))}",
            $"Their keys: {Path.GetFullPath(folder.KeysOf(stamp))}",
            $"Keep the keys elsewhere, and delete them on {head.Until:yyyy-MM-dd}.",
            $"Try the backup with: assist restore rehearse {folder.Options} --by NAME",
            .. Old(call, folder),
        ]);
        return Exit.Done;
    }

    private void Add(JsonElement page)
    {
        foreach (var row in page.GetProperty("rows").Deserialize(BackupsJson.Default.ListStoredRow)!)
        {
            _rows.Write(row, BackupJson.Default.StoredRow);
            var kind = _kinds.GetValueOrDefault(row.Kind) ?? new KindCount(0, 0, 0);
            _kinds[row.Kind] = new KindCount(kind.Streams + (row.IsState ? 1 : 0), kind.Rows + 1, kind.Events + (row.IsEvent ? 1 : 0));
            if (row is { IsState: true, Head: { } head }) _heads.AppendData(Encoding.UTF8.GetBytes(head + "\n"));
        }
        foreach (var key in page.GetProperty("keys").Deserialize(BackupsJson.Default.ListWrappedKey)!)
        {
            _keys.Write(key, BackupJson.Default.WrappedKey);
            var version = Convert.FromBase64String(key.Key)[0];
            _versions[version] = _versions.GetValueOrDefault(version) + 1;
        }
    }

    private static IEnumerable<string> Old(Call call, BackupFolder folder) =>
        BackupCheck.PastTheirDate(folder, call.Now).Select(file => $"DELETE NOW, it is past its date: {file}");

    private static async Task<int> Count(Call call)
    {
        var streams = 0;
        await call.Walk(HttpMethod.Post, Route, page => streams += page.GetProperty("streams").GetInt32());
        call.Show(new { dryRun = true, streams }, () => [$"{streams} streams would be read. Nothing was written."]);
        return Exit.Done;
    }

    public void Dispose()
    {
        _rows.Dispose();
        _keys.Dispose();
        _heads.Dispose();
    }
}
