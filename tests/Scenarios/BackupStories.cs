using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Azure;
using Azure.Data.Tables;
using ServerlessAssist.Sandbox;
using OperationRules = ServerlessAssist.Functions.People.OperationRules;

namespace ServerlessAssist.Tests.Scenarios;

/// <summary>A house with referrals, people and alerts is saved, and what was saved is tried.</summary>
public sealed class BackupStories(AzuriteFixture azurite) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("assist-backups-").FullName;

    [Fact]
    public async Task What_was_saved_is_restored_beside_what_lives_whole_and_to_the_last_row_and_nothing_personal_is_clear()
    {
        await using var house = await OperatorStories.House.Open(azurite);
        for (var at = 0; at < 3; at++) await house.Refer();
        var (exit, said) = await house.Assist("backup", "take", "--to", _folder, "--by", "Mira");
        Assert.True(exit == 0, said);
        Assert.Equal(0, (await house.Assist("backup", "check", "--from", _folder)).Exit);
        var before = await Streams(house);
        (exit, said) = await Rehearse(house);
        Assert.True(exit == 0, said);
        Assert.Contains("All rows open, all chains are whole, and all is as the manifest says.", said, StringComparison.Ordinal);
        Assert.Matches(@"referral +3 +\d+", said);
        Assert.Matches(@"It took [\d.]+ s\. The rehearsal's table is deleted\.", said);
        Assert.Equal(before, await Streams(house));
        Assert.DoesNotContain(await Tables(house), name => name.StartsWith("rehearsal", StringComparison.Ordinal));
        var audit = (await house.Assist("audit")).Said;
        Assert.Matches(@"Mira +backup\.take +- +requested\s+.*Mira +backup\.take +- +completed +rows=\d+ streams=\d+", audit);
        Assert.Matches(@"Mira +restore\.rehearse +- +completed +begun=1", audit);
        Assert.Matches(@"Mira +restore\.rehearse +- +completed +ended=1", audit);

        var files = string.Concat(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(file => file.EndsWith(".gz", StringComparison.Ordinal) ? Text(file) : File.ReadAllText(file)));
        foreach (var marker in new[] { "3556900000", "7000000", "north-duty", "Morina", "kukes", "shelter" }) Assert.DoesNotContain(marker, files, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\"Key\"", Text(Newest(_folder, "rows-*")), StringComparison.Ordinal);
        Assert.Equal(1, (await house.Assist("backup", "take", "--to", Path.Combine(_folder, "other"), "--by", "Eve", "--key", SandboxSystem.FunctionKey)).Exit);
        Assert.Equal(1, (await Rehearse(house, "--key", "sandbox-master-key-0002")).Exit);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder, "other"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Whatever_is_done_to_a_file_is_found_and_so_is_what_was_done_to_storage_before()
    {
        await using var house = await OperatorStories.House.Open(azurite);
        await house.Refer();
        await house.Refer();
        Assert.Equal(0, (await house.Assist("backup", "take", "--to", _folder, "--by", "Mira")).Exit);
        var (rows, good) = (Newest(_folder, "rows-*"), await File.ReadAllBytesAsync(Newest(_folder, "rows-*"), Story.Stop));
        foreach (var (what, named) in new (Action<List<JsonNode>>, string)[]
        {
            (all => Change(all.First(IsReferral("event~"))), "referral: 1: an event was changed or moved from outside."),
            (all => all.Remove(all.First(IsReferral("event~"))), "referral: 1: rows of the manifest are missing."),
            (all => all.Remove(all.First(IsReferral("event~"))), "referral: 1: an event is missing."),
            (all => Swap([.. all.Where(IsReferral("state~"))]), "referral: 2: its state was changed from outside."),
            (all => all.RemoveAll(row => IsReferral("")(row) && (string?)row["p"] == (string?)all.First(IsReferral("state~"))["p"]), "The versions and heads of chains are not those of the manifest."),
        })
        {
            Write(rows, good, what);
            var (exit, said) = await Rehearse(house);
            Assert.Equal(1, exit);
            Assert.Contains("is not what the manifest says", said, StringComparison.Ordinal);
            Assert.Contains(named, said, StringComparison.Ordinal);
            Assert.DoesNotContain("referral~", said, StringComparison.Ordinal);
        }
        await File.WriteAllBytesAsync(rows, good[..^40], Story.Stop);
        Assert.Contains("cannot be read to its end", (await Rehearse(house)).Said, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(rows, good, Story.Stop);
        Assert.Equal(0, (await Rehearse(house)).Exit);

        var table = new TableClient(house.System.Storage, "streams");
        var row = await table.QueryAsync<TableEntity>("PartitionKey gt 'referral~' and PartitionKey lt 'referral\u007f' and RowKey gt 'event~' and RowKey lt 'event\u007f'", cancellationToken: Story.Stop).FirstAsync(Story.Stop);
        row.GetBinary("Body0")[20] ^= 1;
        await table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Story.Stop);
        await house.System.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, (await house.Assist("backup", "take", "--to", _folder, "--by", "Mira")).Exit);
        var damaged = await Rehearse(house);
        Assert.Equal(1, damaged.Exit);
        Assert.Contains("referral: 1: an event was changed or moved from outside.", damaged.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("is not what the manifest says", damaged.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_was_erased_is_in_no_restore_with_keys_from_after_and_in_none_once_the_keys_from_before_are_gone()
    {
        await using var house = await OperatorStories.House.Open(azurite);
        await house.Refer();
        await house.Refer();
        Assert.Equal(0, (await house.Assist("backup", "take", "--to", _folder, "--by", "Mira")).Exit);
        var first = Path.GetFileName(Newest(_folder, "manifest-*"))["manifest-".Length..^".json".Length];
        await Erase(house);
        Assert.Contains("1 streams could be restored that the house no longer has.", (await Rehearse(house)).Said, StringComparison.Ordinal);

        await house.System.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, (await house.Assist("backup", "take", "--to", _folder, "--by", "Mira")).Exit);
        var (exit, said) = await Rehearse(house, "--backup", first);
        Assert.True(exit == 0, said);
        Assert.Matches(@"referral +1 +\d+ +\d+ +\d+ +1 +0", said);
        Assert.Contains("1 streams have no key any more", said, StringComparison.Ordinal);
        Assert.DoesNotContain("could be restored that the house", said, StringComparison.Ordinal);
    }

    private Task<(int Exit, string Said)> Rehearse(OperatorStories.House house, params string[] more) => house.Assist(["restore", "rehearse", "--from", _folder, "--by", "Mira", .. more]);

    /// <summary>One referral goes to the last row.</summary>
    private static async Task Erase(OperatorStories.House house)
    {
        var table = new TableClient(house.System.Storage, "streams");
        var rows = await table.QueryAsync<TableEntity>("PartitionKey gt 'referral~' and PartitionKey lt 'referral\u007f'", cancellationToken: Story.Stop).ToListAsync(Story.Stop);
        foreach (var row in rows.Where(row => row.PartitionKey == rows[0].PartitionKey)) await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, Story.Stop);
    }

    private static Func<JsonNode, bool> IsReferral(string rows) => row => ((string)row["r"]!).StartsWith(rows, StringComparison.Ordinal) && ((string)row["p"]!).StartsWith("referral~", StringComparison.Ordinal);

    private static void Change(JsonNode row)
    {
        var bytes = Convert.FromBase64String(((string)row["v"]!["Body0"]!)[2..]);
        bytes[^1] ^= 1;
        row["v"]!["Body0"] = $"b:{Convert.ToBase64String(bytes)}";
    }

    private static void Swap(JsonNode[] two)
    {
        var first = (string)two[0]["v"]!["Body0"]!;
        two[0]["v"]!["Body0"] = (string)two[1]["v"]!["Body0"]!;
        two[1]["v"]!["Body0"] = first;
    }

    private static void Write(string file, byte[] good, Action<List<JsonNode>> damage)
    {
        File.WriteAllBytes(file, good);
        var lines = Text(file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        damage(lines);
        using var written = new GZipStream(File.Create(file), CompressionLevel.Fastest);
        foreach (var line in lines) written.Write(Encoding.UTF8.GetBytes(line.ToJsonString() + "\n"));
    }

    private static string Text(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    private static string Newest(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal).Last();

    /// <summary>All that lives, but what operators do, which is written down meanwhile.</summary>
    private static async Task<List<string>> Streams(OperatorStories.House house) =>
        await new TableClient(house.System.Storage, "streams").QueryAsync<TableEntity>(cancellationToken: Story.Stop).Where(row => !row.PartitionKey.StartsWith($"{OperationRules.Kind}~", StringComparison.Ordinal)).Select(row => $"{row.RowKey}|{row.ETag}").ToListAsync(Story.Stop);

    private static async Task<List<string>> Tables(OperatorStories.House house) =>
        await new TableServiceClient(house.System.Storage).QueryAsync(cancellationToken: Story.Stop).Select(table => table.Name).ToListAsync(Story.Stop);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
