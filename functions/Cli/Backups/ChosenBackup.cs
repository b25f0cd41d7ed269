using System.Text.Json;
using ServerlessAssist.Shared.Streams.Backups;

namespace ServerlessAssist.Functions.Cli.Backups;

/// <summary>A backup with the keys that it is read with: the newest that there are, so that whoever was erased since stays erased.</summary>
/// <param name="Wrong">What is not as the manifest says.</param>
internal sealed record ChosenBackup(Manifest Manifest, string RowsFile, KeysHead KeysHead, Dictionary<string, WrappedKey> Keys, IReadOnlyList<string> Wrong)
{
    /// <exception cref="EndException">There is none, or no keys file that may be used: the text says what to do.</exception>
    public static async Task<ChosenBackup> Choose(BackupFolder folder, string? stamp, DateTimeOffset now, CancellationToken stop)
    {
        stamp ??= folder.Backups().LastOrDefault() ?? throw new EndException(Exit.Failed, $"There is no backup in {folder.Rows}. Make one with: assist backup take");
        if (!folder.Backups().Contains(stamp)) throw new EndException(Exit.WrongUsage, $"There is no backup {stamp}. See them with: assist backup check");
        var manifest = Manifest.Read(folder.ManifestOf(stamp));
        var wrong = new List<string>();
        var rows = await BackupCheck.Look(folder.RowsOf(stamp), manifest.Rows.Sha256, stop);
        if (!File.Exists(folder.RowsOf(stamp))) throw new EndException(Exit.Failed, $"{manifest.Rows.File} is {rows}.");
        if (rows != BackupCheck.Whole) wrong.Add($"{manifest.Rows.File} is {rows}.");

        var newest = folder.KeysFiles().LastOrDefault() ?? throw new EndException(Exit.Failed, $"There is no keys file in {folder.Keys}: without one nothing of a backup can be read. Give its folder with --keys-from.");
        var file = folder.KeysOf(newest);
        var head = BackupCheck.HeadOf(file) ?? throw new EndException(Exit.Failed, $"{Path.GetFileName(file)} cannot be read: it was changed or cut. Take it away to use the one before it.");
        if (head.Until <= now) throw new EndException(Exit.Failed, $"{file} is past its date, {head.Until:yyyy-MM-dd}. Delete it, and take a backup now: nothing can be restored.");
        if (File.Exists(folder.ManifestOf(newest)) && await BackupCheck.Look(file, Manifest.Read(folder.ManifestOf(newest)).Keys.Sha256, stop) is var keys and not BackupCheck.Whole) wrong.Add($"{Path.GetFileName(file)} is {keys}.");
        if (head.Taken < manifest.Taken) wrong.Add("The keys are older than the rows: what began between the two cannot be read.");
        return new ChosenBackup(manifest, folder.RowsOf(stamp), head, ReadKeys(file, wrong), wrong);
    }

    /// <summary>The key that a row is sealed under; null: it is gone, or the stream began anew under another.</summary>
    public WrappedKey? KeyOf(StoredRow row) => Keys.GetValueOrDefault(row.Partition) is { } key && (key.Id is null || row.KeyId is null || key.Id == row.KeyId) ? key : null;

    private static Dictionary<string, WrappedKey> ReadKeys(string file, List<string> wrong)
    {
        var all = new Dictionary<string, WrappedKey>(StringComparer.Ordinal);
        try
        {
            foreach (var key in LinesFile.Read(file, BackupJson.Default.WrappedKey, skip: 1)) all[key.Partition] = key;
        }
        catch (Exception broken) when (broken is InvalidDataException or JsonException)
        {
            wrong.Add($"{Path.GetFileName(file)} cannot be read to its end.");
        }
        return all;
    }
}
