using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ServerlessAssist.Functions.Cli.Backups;

/// <summary>What a rehearsal found of one kind of stream.</summary>
/// <param name="LeftOut">Streams whose key the newest keys file does not hold: erased, or over and past their days.</param>
/// <param name="Gone">Streams that could be restored and that the house no longer has.</param>
internal sealed record RehearsedKind(long Streams, long Rows, long Events, long ToSend, long LeftOut, long Gone);

/// <summary>What the house says of the rows that it was brought, beside what it was brought.</summary>
internal sealed class Rehearsed(ChosenBackup backup, Upload upload)
{
    private readonly HashSet<string> _heads = new(StringComparer.Ordinal);

    public SortedDictionary<string, RehearsedKind> Kinds { get; } = new(StringComparer.Ordinal);

    /// <summary>Kind, how many, what.</summary>
    private readonly List<(string Kind, long Count, string What)> _faults = [];

    public void Add(JsonElement page)
    {
        foreach (var one in page.GetProperty("heads").EnumerateArray()) _heads.Add(one.GetString()!);
        foreach (var (name, found) in page.GetProperty("kinds").EnumerateObject().Select(one => (one.Name, one.Value)))
        {
            var kind = Kinds.GetValueOrDefault(name) ?? new RehearsedKind(0, 0, 0, 0, 0, 0);
            Kinds[name] = new RehearsedKind(
                kind.Streams + Of("streams"), kind.Rows + Of("rows"), kind.Events + Of("events"), kind.ToSend + Of("left"), kind.LeftOut, kind.Gone + Of("gone"));
            foreach (var fault in found.GetProperty("faults").EnumerateObject()) Fault(name, fault.Value.GetInt64(), fault.Name);
            Fault(name, Of("behind"), "the house has it at an earlier version than the backup: it was rolled back");

            long Of(string what) => found.GetProperty(what).GetInt64();
        }
    }

    /// <summary>Everything that is not as it must be, in words that name kinds and numbers alone.</summary>
    public IReadOnlyList<string> Wrong()
    {
        foreach (var name in backup.Manifest.Kinds.Keys.Union(upload.InFile.Keys))
        {
            var (said, file, brought) = (Of(backup.Manifest.Kinds, name), Of(upload.InFile, name), Of(upload.Brought, name));
            var kind = Kinds.GetValueOrDefault(name) ?? new RehearsedKind(0, 0, 0, 0, 0, 0);
            Kinds[name] = kind with { LeftOut = Math.Max(0, file.Streams - brought.Streams) };
            Fault(name, said.Rows - file.Rows, "rows of the manifest are missing");
            Fault(name, file.Rows - said.Rows, "rows are more than the manifest has");
            Fault(name, brought.Rows - kind.Rows, "rows were brought and not found again");
        }
        foreach (var kind in upload.Heads.Where(head => !_heads.Contains(head)).GroupBy(head => head.Split('~')[0])) Fault(kind.Key, kind.Count(), "its version or the head of its chain is not what the file says");
        using var heads = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var head in upload.AllHeads) heads.AppendData(Encoding.UTF8.GetBytes(head + "\n"));
        return
        [
            .. backup.Wrong, .. upload.Wrong,
            .. Convert.ToHexStringLower(heads.GetHashAndReset()) == backup.Manifest.Heads ? Array.Empty<string>() : ["The versions and heads of chains are not those of the manifest."],
            .. _faults.GroupBy(fault => (fault.Kind, fault.What)).Select(same => $"{same.Key.Kind}: {same.Sum(fault => fault.Count)}: {same.Key.What}."),
        ];
    }

    private void Fault(string kind, long count, string what)
    {
        if (count > 0) _faults.Add((kind, count, what));
    }

    private static KindCount Of(SortedDictionary<string, KindCount> kinds, string name) => kinds.GetValueOrDefault(name) ?? new KindCount(0, 0, 0);
}
