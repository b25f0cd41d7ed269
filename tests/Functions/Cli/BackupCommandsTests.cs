using System.Net;
using ServerlessAssist.Functions.Cli;

namespace ServerlessAssist.Tests.Functions.Cli;

/// <summary>Backups as files: whole or not there, their keys apart and of a short life.</summary>
public sealed class BackupCommandsTests : IDisposable
{
    private const string Ask = "POST /api/operations/backup";
    private const string First = """{ "streams": 1, "readAgain": 0, "rows": [{ "p": "counter~a", "r": "state~counter~a", "v": { "Version": "l:1", "Head": "b:AAAA" }, "i": "k1" }], "keys": [{ "p": "counter~a", "k": "AQID", "i": "k1" }], "next": "abc" }""";
    private const string Last = """{ "streams": 1, "readAgain": 1, "rows": [{ "p": "counter~b", "r": "event~counter~b~0000000001", "v": { "Version": "l:1" }, "i": "k2" }, { "p": "counter~b", "r": "state~counter~b", "v": { "Version": "l:1", "Head": "b:AAAA" }, "i": "k2" }], "keys": [{ "p": "counter~b", "k": "AgID", "i": "k2" }], "next": null }""";
    private static readonly DateTimeOffset Day = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("assist-backups-").FullName;
    private readonly FakeSystem _system = new() { Time = new At(Day) };

    [Fact]
    public async Task Rows_keys_and_manifest_are_written_and_only_their_owner_reads_them()
    {
        Assert.Equal(Exit.Done, await Take());
        Assert.Contains("2 streams, 3 rows", _system.Out, StringComparison.Ordinal);
        Assert.Contains("delete them on 2026-04-01", _system.Out, StringComparison.Ordinal);
        Assert.Equal(["", "abc"], _system.Asked.Select(one => one.From));
        Assert.Equal(["keys/keys-20260302T080000Z.jsonl.gz", "manifest-20260302T080000Z.json", "rows-20260302T080000Z.jsonl.gz"], Files());
        if (!OperatingSystem.IsWindows())
            foreach (var file in Files().Where(file => file.EndsWith(".gz", StringComparison.Ordinal))) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, file)));
        var manifest = await File.ReadAllTextAsync(Path.Combine(_folder, "manifest-20260302T080000Z.json"), TestContext.Current.CancellationToken);
        Assert.Contains("only together with a keys file", manifest, StringComparison.Ordinal);
        Assert.Contains("Delete the keys file on 2026-04-01", manifest, StringComparison.Ordinal);
        Assert.Equal(Exit.Done, await _system.Run("backup", "check", "--from", _folder));
    }

    [Fact]
    public async Task Interrupted_nothing_stands_under_its_name_and_what_a_killed_run_has_left_goes()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "rows-20260301T080000Z.jsonl.gz.part"), "half", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "letter.part"), "somebody else's", TestContext.Current.CancellationToken);
        Assert.Equal(Exit.Failed, await _system.Answers(Ask, First).Answers(Ask, "", HttpStatusCode.Unauthorized).Run("backup", "take", "--to", _folder, "--by", "Mira"));
        Assert.Equal(["letter.part"], Files());
        Assert.Equal(Exit.Failed, await _system.Run("backup", "check", "--from", _folder));
        Assert.Contains("There is no backup", _system.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_advised_names_both_folders()
    {
        await Take();
        Assert.Contains($"rehearse --from {_folder} --by", _system.Out, StringComparison.Ordinal);
        _system.Time = new At(Day.AddDays(1));
        var keys = Path.Combine(_folder, "elsewhere");
        await Take("--keys-to", keys);
        Assert.Contains($"rehearse --from {_folder} --keys-from {keys} --by", _system.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_counts_and_writes_nothing()
    {
        Assert.Equal(Exit.Done, await _system.Answers($"{Ask}?dryRun=true", """{ "streams": 4, "next": "abc" }""").Answers($"{Ask}?dryRun=true", """{ "streams": 3, "next": null }""").Run("backup", "take", "--to", _folder, "--dry-run"));
        Assert.Contains("7 streams would be read", _system.Out, StringComparison.Ordinal);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_changed_or_missing_file_is_named()
    {
        await Take();
        var rows = Path.Combine(_folder, "rows-20260302T080000Z.jsonl.gz");
        var bytes = await File.ReadAllBytesAsync(rows, TestContext.Current.CancellationToken);
        bytes[^9] ^= 1;
        await File.WriteAllBytesAsync(rows, bytes, TestContext.Current.CancellationToken);
        Assert.Equal(Exit.Failed, await _system.Run("backup", "check", "--from", _folder));
        Assert.Contains("rows-20260302T080000Z.jsonl.gz is not what the manifest says", _system.Out, StringComparison.Ordinal);
        File.Delete(rows);
        Assert.Equal(Exit.Failed, await _system.Run("backup", "check", "--from", _folder));
        Assert.Contains("rows-20260302T080000Z.jsonl.gz is missing.", _system.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_past_their_date_are_refused_and_named_for_deletion_and_once_deleted_missed_no_more()
    {
        await Take();
        _system.Time = new At(Day.AddDays(20));
        await Take("--keys-days", "5");
        _system.Time = new At(Day.AddDays(29));
        var keys = Path.Combine(_folder, "keys", "keys-20260322T080000Z.jsonl.gz");
        Assert.Equal(Exit.Failed, await _system.Run("backup", "check", "--from", _folder));
        Assert.Contains($"{keys} is past its date. Delete it now", _system.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("keys-20260302T080000Z.jsonl.gz is past", _system.Out, StringComparison.Ordinal);
        var asked = _system.Asked.Count;
        Assert.Equal(Exit.Failed, await _system.Run("restore", "rehearse", "--from", _folder, "--by", "Mira"));
        Assert.Contains($"{keys} is past its date, 2026-03-27. Delete it", _system.Error, StringComparison.Ordinal);
        Assert.Equal(asked, _system.Asked.Count);
        File.Delete(keys);
        Assert.Equal(Exit.Done, await _system.Run("backup", "check", "--from", _folder));
        File.Delete(Path.Combine(_folder, "keys", "keys-20260302T080000Z.jsonl.gz"));
        Assert.Equal(Exit.Failed, await _system.Run("backup", "check", "--from", _folder));
        Assert.Equal(Exit.Failed, await _system.Run("restore", "rehearse", "--from", _folder, "--by", "Mira"));
        Assert.Contains("without one nothing of a backup can be read", _system.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_fails_in_a_rehearsal_its_table_goes_and_a_difference_is_named_by_kind()
    {
        await Take();
        const string Route = "/api/operations/rehearsals";
        _system.Answers($"POST {Route}", """{ "id": "20260302080000000001" }""").Answers($"PUT {Route}/20260302080000000001", "", HttpStatusCode.BadRequest).Answers($"DELETE {Route}/20260302080000000001", """{ "cleaned": 1 }""");
        Assert.Equal(Exit.Failed, await _system.Run("restore", "rehearse", "--from", _folder, "--by", "Mira"));

        const string Found = """{ "kinds": { "counter": { "streams": 2, "rows": 2, "events": 0, "left": 0, "gone": 1, "behind": 1, "faults": { "an event is missing": 1 } } }, "heads": ["counter~a 1 AAAA", "counter~b 9 AAAA"], "next": null }""";
        _system.Answers($"POST {Route}", """{ "id": "20260302080000000002" }""").Answers($"PUT {Route}/20260302080000000002", """{ "rows": 3 }""").Answers($"GET {Route}/20260302080000000002", Found).Answers($"DELETE {Route}/20260302080000000002", """{ "cleaned": 1 }""");
        Assert.Equal(Exit.Failed, await _system.Run("restore", "rehearse", "--from", _folder, "--by", "Mira"));
        foreach (var said in new[] { "counter: 1: rows were brought and not found again.", "counter: 1: an event is missing.", "counter: 1: the house has it at an earlier version", "counter: 1: its version or the head of its chain is not what the file says.", "1 streams could be restored that the house no longer has" })
            Assert.Contains(said, _system.Out, StringComparison.Ordinal);
        Assert.Contains("\"Key\":\"b:AgID\"", _system.Asked.Last(one => one.What.StartsWith("PUT", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
    }

    private async Task<int> Take(params string[] more) => await _system.Answers(Ask, First).Answers(Ask, Last).Run(["backup", "take", "--to", _folder, "--by", "Mira", .. more]);

    private IEnumerable<string> Files() => Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private sealed class At(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
