using System.Text.Json;

namespace ServerlessAssist.Functions.Cli.Backups;

/// <summary>Looks at the files of every backup, and at the age of keys.</summary>
internal static class BackupCheck
{
    public static async Task<int> Run(Call call, BackupFolder folder)
    {
        var (backups, wrong) = (folder.Backups(), new List<string>());
        var lines = new List<object>();
        foreach (var stamp in backups)
        {
            var manifest = Manifest.Read(folder.ManifestOf(stamp));
            var rows = await Look(folder.RowsOf(stamp), manifest.Rows.Sha256, call.Stop);
            var keys = await Look(folder.KeysOf(stamp), manifest.Keys.Sha256, call.Stop);
            lines.Add(new { backup = stamp, streams = manifest.Keys.Lines, rows, keys, keysUntil = manifest.Keys.Until });
            if (rows != Whole) wrong.Add($"{manifest.Rows.File} is {rows}.");
            if (keys == Changed || (keys == Missing && manifest.Keys.Until > call.Now)) wrong.Add($"{manifest.Keys.File} is {keys}.");
        }
        wrong.AddRange(PastTheirDate(folder, call.Now).Select(file => $"{file} is past its date. Delete it now: it keeps readable what was erased."));
        wrong.AddRange(folder.Unfinished().Select(file => $"{file} is of a backup that was not finished. It can be deleted."));
        if (backups.Count == 0) wrong.Add($"There is no backup in {folder.Rows}.");
        else if (PastTheirDate(folder, call.Now).Count() == folder.KeysFiles().Count) wrong.Add("There is no keys file that may still be used: nothing can be restored. Take a backup now.");
        call.Show(new { backups = lines, wrong }, () =>
        [
            .. TextTable.Of(lines.Select(one => JsonSerializer.SerializeToElement(one)).Select(one => new[] { one.GetProperty("backup").GetString()!, $"{one.GetProperty("streams")} streams", $"rows {one.GetProperty("rows")}", $"keys {one.GetProperty("keys")}", $"until {one.GetProperty("keysUntil").GetDateTimeOffset():yyyy-MM-dd}" })),
            .. wrong,
            .. wrong.Count == 0 ? ["All is as it must be. Whether it can be restored, says: assist restore rehearse"] : Array.Empty<string>(),
        ]);
        return wrong.Count == 0 ? Exit.Done : Exit.Failed;
    }

    public const string Whole = "whole";
    private const string Missing = "missing";
    private const string Changed = "not what the manifest says: changed or cut";

    /// <summary>Keys files that must be deleted; one that cannot be read is among them.</summary>
    public static IEnumerable<string> PastTheirDate(BackupFolder folder, DateTimeOffset now) => folder.KeysFiles().Select(folder.KeysOf).Where(file => HeadOf(file) is not { } head || head.Until <= now);

    /// <summary>Null: it cannot be read.</summary>
    public static KeysHead? HeadOf(string file)
    {
        try
        {
            return LinesFile.Read(file, KeysJson.Default.KeysHead).FirstOrDefault();
        }
        catch (Exception broken) when (broken is InvalidDataException or JsonException)
        {
            return null;
        }
    }

    public static async Task<string> Look(string file, string sha256, CancellationToken stop) => !File.Exists(file) ? Missing : await BackupFolder.Sha256(file, stop) == sha256 ? Whole : Changed;
}
