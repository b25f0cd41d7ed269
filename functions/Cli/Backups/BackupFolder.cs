using System.Globalization;
using System.Security.Cryptography;

namespace ServerlessAssist.Functions.Cli.Backups;

/// <summary>Where backups lie: rows and manifests in one folder, keys in another.</summary>
internal sealed class BackupFolder(string rows, string keys)
{
    public const string HalfWritten = ".part";
    private const string Stamps = "yyyyMMdd'T'HHmmss'Z'";

    /// <param name="keys">Null: the folder <c>keys</c> in the other.</param>
    /// <exception cref="EndException">There is no such folder.</exception>
    public static BackupFolder Find(string rows, string? keys)
    {
        if (!Directory.Exists(rows)) throw new EndException(Exit.WrongUsage, $"There is no folder {rows}.");
        return new BackupFolder(rows, keys ?? Path.Combine(rows, "keys"));
    }

    /// <exception cref="EndException">It cannot be made.</exception>
    public static BackupFolder Make(string rows, string? keys)
    {
        try
        {
            var folder = new BackupFolder(rows, keys ?? Path.Combine(rows, "keys"));
            Directory.CreateDirectory(folder.Rows);
            Directory.CreateDirectory(folder.Keys);
            return folder;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new EndException(Exit.WrongUsage, $"The folder cannot be made: {refused.Message}");
        }
    }

    public string Rows => rows;

    public string Keys => keys;

    /// <summary>How a command that reads is told of both folders.</summary>
    public string Options => keys == Path.Combine(rows, "keys") ? $"--from {rows}" : $"--from {rows} --keys-from {keys}";

    public static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString(Stamps, CultureInfo.InvariantCulture);

    public string RowsOf(string stamp) => Path.Combine(rows, $"rows-{stamp}.jsonl.gz");

    public string KeysOf(string stamp) => Path.Combine(keys, $"keys-{stamp}.jsonl.gz");

    public string ManifestOf(string stamp) => Path.Combine(rows, $"manifest-{stamp}.json");

    /// <summary>Of all backups that are whole, oldest first.</summary>
    public List<string> Backups() => In(rows, "manifest-", ".json");

    /// <summary>Of all keys files, oldest first.</summary>
    public List<string> KeysFiles() => In(keys, "keys-", ".jsonl.gz");

    /// <summary>Files without a manifest, and what an interrupted run has left.</summary>
    public IEnumerable<string> Unfinished() =>
        Files(rows).Concat(Files(keys)).Where(file => file.EndsWith(HalfWritten, StringComparison.Ordinal)).Concat(In(rows, "rows-", ".jsonl.gz").Where(stamp => !File.Exists(ManifestOf(stamp))).Select(RowsOf)).Distinct();

    /// <summary>Takes away what an interrupted run has left half written.</summary>
    public void Sweep()
    {
        foreach (var part in Files(rows).Concat(Files(keys)).Where(IsOurPart).Distinct().ToList()) File.Delete(part);
    }

    public static async Task<string> Sha256(string path, CancellationToken stop)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, stop));
    }

    private static bool IsOurPart(string path) => Path.GetFileName(path) is var name && name.EndsWith(HalfWritten, StringComparison.Ordinal)
        && (name.StartsWith("rows-", StringComparison.Ordinal) || name.StartsWith("keys-", StringComparison.Ordinal) || name.StartsWith("manifest-", StringComparison.Ordinal));

    private static IEnumerable<string> Files(string folder) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [];

    private static List<string> In(string folder, string before, string after) =>
    [
        .. Files(folder).Select(file => Path.GetFileName(file)).Where(name => name.StartsWith(before, StringComparison.Ordinal) && name.EndsWith(after, StringComparison.Ordinal))
            .Select(name => name[before.Length..^after.Length]).Where(stamp => DateTimeOffset.TryParseExact(stamp, Stamps, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)).Order(StringComparer.Ordinal),
    ];
}
