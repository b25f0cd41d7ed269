using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using ServerlessAssist.Functions.Cli;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Tests.Shared.Streams;

namespace ServerlessAssist.Tests.Scenarios;

/// <summary>The operator's tool on the whole system: by its operators' routes, over HTTP.</summary>
public sealed class OperatorStories(AzuriteFixture azurite)
{
    private static readonly string Demo = Path.Combine(SandboxFolder.Path, "demo", "people.json");

    [Fact]
    public async Task A_people_file_is_tried_loaded_and_written_down()
    {
        await using var house = await House.Open(azurite);
        var file = Path.Combine(Path.GetTempPath(), $"people-{Guid.NewGuid():N}.json");
        try
        {
            var people = await File.ReadAllTextAsync(Demo, Story.Stop);
            await File.WriteAllTextAsync(file, people.Replace("+355690000012", "+355690000112", StringComparison.Ordinal).Replace("\"south-duty\"", "\"south-new\"", StringComparison.Ordinal), Story.Stop);
            var (exit, dry) = await house.Assist("people", "load", file, "--dry-run", "--json");
            Assert.Equal(0, exit);
            Assert.Equal(("south-new", "south-duty", "north-backup"), (Only(dry, "comes"), Only(dry, "goes"), Only(dry, "changes")));
            Assert.Equal(("south-new", "south-duty", "north-backup"), (Only(dry, "comes"), Only(dry, "goes"), Only((await house.Assist("people", "load", file, "--dry-run", "--json")).Said, "changes")));
            Assert.DoesNotContain("people.load", (await house.Assist("audit")).Said.Replace("sandbox  people.load", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Equal(0, (await house.Assist("people", "load", file, "--by", "Mirë H.")).Exit);
            var again = (await house.Assist("people", "load", file, "--dry-run")).Said;
            Assert.Contains("comes          nobody", again, StringComparison.Ordinal);
            Assert.Matches(@"Mirë H\.  people\.load +-  +completed +changes=1 comes=1 goes=1 staff=\d+", (await house.Assist("audit")).Said);

            await File.WriteAllTextAsync(file, people.Replace("Europe/Tirane", "Europe/Nowhere", StringComparison.Ordinal), Story.Stop);
            (exit, var refused) = await house.Assist("people", "load", file, "--by", "Mira");
            Assert.Equal(1, exit);
            Assert.Contains("regions[0].timeZone", refused, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Poison_is_seen_put_back_and_written_down_and_a_wrong_key_opens_nothing()
    {
        await using var house = await House.Open(azurite);
        await new QueueClient(house.System.Storage, "delivery-routine-poison", new() { MessageEncoding = QueueMessageEncoding.Base64 }).SendMessageAsync("not-ours", visibilityTimeout: null, timeToLive: TimeSpan.FromSeconds(-1), Story.Stop);
        Assert.Contains("delivery-routine", (await house.Assist("poison", "list")).Said, StringComparison.Ordinal);
        Assert.Equal((0, "1 would go back into delivery-routine."), await house.Assist("poison", "put-back", "delivery-routine", "--dry-run"));
        Assert.Equal((0, "1 would go back into delivery-routine."), await house.Assist("poison", "put-back", "delivery-routine", "--dry-run"));
        Assert.Equal((0, "1 went back into delivery-routine."), await house.Assist("poison", "put-back", "delivery-routine", "--by", "Mira"));
        Assert.Matches(@"Mira +poison\.put-back +delivery-routine +requested\s+.*Mira +poison\.put-back +delivery-routine +completed +putBack=1", (await house.Assist("audit")).Said);
        Assert.Equal(1, (await house.Assist("poison", "put-back", "nowhere", "--by", "Mira")).Exit);
        Assert.Equal(0, (await house.Assist("health")).Exit);
        Assert.Equal(0, (await house.Assist("webhooks", "set", "--by", "Mira")).Exit);
        Assert.Equal(1, (await house.Assist("poison", "list", "--key", "sandbox-master-key-0002")).Exit);
    }

    [Fact]
    public async Task All_chains_are_whole_until_somebody_edits_an_event()
    {
        await using var house = await House.Open(azurite);
        await house.Refer();
        var (exit, said) = await house.Assist("chain", "verify", "--all");
        Assert.True(exit == 0, said);
        Assert.EndsWith("All are whole.", said, StringComparison.Ordinal);
        Assert.Equal(0, (await house.Assist("chain", "verify", "staff")).Exit);

        var table = new TableClient(house.System.Storage, "streams");
        var row = await table.QueryAsync<TableEntity>("PartitionKey gt 'referral~' and PartitionKey lt 'referral\u007f' and RowKey gt 'event~' and RowKey lt 'event\u007f'", cancellationToken: Story.Stop).FirstAsync(Story.Stop);
        row.GetBinary("Body0")[20] ^= 1;
        await table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Story.Stop);
        (exit, said) = await house.Assist("chain", "verify", "--all");
        Assert.Equal(1, exit);
        Assert.Contains($"{row.PartitionKey}  event 1 or the state was changed from outside", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_line_of_the_board_is_found_and_mended()
    {
        await using var house = await House.Open(azurite);
        await house.Refer();
        var board = new TableClient(house.System.Storage, ReferralEvolution.BoardView);
        Assert.Equal((0, "referralboard: 1 lines looked at, 0 would be written, 0 removed."), await house.Assist("view", "rebuild", "referralboard", "--dry-run"));
        var row = await board.QueryAsync<TableEntity>(cancellationToken: Story.Stop).FirstAsync(Story.Stop);
        row.GetBinary("Body")[^1] ^= 1;
        row["Version"] = 99L;
        await board.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Story.Stop);
        row.RowKey = "referral~0123";
        await board.UpsertEntityAsync(row, TableUpdateMode.Replace, Story.Stop);
        Assert.Equal((0, "referralboard: 2 lines looked at, 1 would be written, 1 removed."), await house.Assist("view", "rebuild", "referralboard", "--dry-run"));
        Assert.Equal((0, "referralboard: 2 lines looked at, 1 written, 1 removed."), await house.Assist("view", "rebuild", "referralboard", "--by", "Mira"));
        Assert.Equal((0, "referralboard: 1 lines looked at, 0 would be written, 0 removed."), await house.Assist("view", "rebuild", "referralboard", "--dry-run"));
        Assert.Single(await board.QueryAsync<TableEntity>(cancellationToken: Story.Stop).ToListAsync(Story.Stop));
    }

    [Fact]
    public async Task Keys_are_rotated_while_it_runs_and_the_old_one_can_go()
    {
        await using var house = await House.Open(azurite);
        var reference = await house.Refer();
        house.Keys["Protection:KeyEncryptionKeys:2"] = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData([2, 43]));
        await house.System.RestartFunctions(Story.Stop);
        Assert.Contains("Old versions are needed.", (await house.Assist("keys", "status")).Said, StringComparison.Ordinal);
        var (exit, dry) = await house.Assist("keys", "rotate", "--dry-run");
        Assert.True(exit == 0, dry);
        Assert.Contains("would be under version 2.", dry, StringComparison.Ordinal);
        Assert.Contains("Old versions are needed.", (await house.Assist("keys", "status")).Said, StringComparison.Ordinal);
        (exit, var said) = await house.Assist("keys", "rotate", "--by", "Mira");
        Assert.True(exit == 0, said);
        Assert.EndsWith("Older versions can be taken out of the settings.", await Settled(house), StringComparison.Ordinal);

        house.Keys.Remove("Protection:KeyEncryptionKeys:1");
        await house.System.RestartFunctions(Story.Stop);
        Assert.EndsWith("All are whole.", (await house.Assist("chain", "verify", "--all")).Said, StringComparison.Ordinal);
        Assert.Equal((0, "referralboard: 1 lines looked at, 0 would be written, 0 removed."), await house.Assist("view", "rebuild", "referralboard", "--dry-run"));
        using var history = await house.System.Call(HttpMethod.Get, $"v1/referrals/{reference}/history", SandboxSystem.FunctionKey, null, [("X-Api-Key", Story.NgoKey)], Story.Stop);
        Assert.True(history.IsSuccessStatusCode);
        Assert.Contains("keys.rotate", (await house.Assist("audit")).Said, StringComparison.Ordinal);
    }

    /// <summary>What waits in queues for a moment goes by itself.</summary>
    private static async Task<string> Settled(House house)
    {
        for (var tries = 0; ; tries++)
        {
            var said = (await house.Assist("keys", "status")).Said;
            if (tries > 120 || !said.Contains("wait in queues", StringComparison.Ordinal)) return said;
            await house.System.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Story.Stop);
        }
    }

    private static string Only(string json, string name) => Assert.Single(JsonDocument.Parse(json).RootElement.GetProperty(name).EnumerateArray()).GetString()!;

    /// <summary>A system whose keys can be changed, and the tool beside it.</summary>
    internal sealed class House : IAsyncDisposable
    {
        private House(SandboxSystem system, Dictionary<string, string?> keys) => (System, Keys) = (system, keys);

        public SandboxSystem System { get; }

        public Dictionary<string, string?> Keys { get; }

        public static async Task<House> Open(AzuriteFixture azurite)
        {
            var keys = new Dictionary<string, string?>(TestKeys.Settings);
            var clock = new MovableClock(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), speed: 1);
            var system = await SandboxSystem.Start(new SandboxOptions(await azurite.NewStorage(), keys, clock), null, Story.Stop);
            await system.Seed(await File.ReadAllTextAsync(Demo, Story.Stop), Story.Stop);
            return new House(system, keys);
        }

        public async Task<string> Refer()
        {
            using var answer = await System.Refer(Story.NgoKey, Guid.NewGuid().ToString(), Story.Referral(), Story.Stop);
            return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Story.Stop)).RootElement.GetProperty("reference").GetString()!;
        }

        public async Task<(int Exit, string Said)> Assist(params string[] args)
        {
            using var said = new StringWriter();
            var around = new CliEnvironment(said, said, name => name == "ASSIST_KEY" ? SandboxSystem.MasterKey : null, () => new SocketsHttpHandler()) { Time = System.Clock };
            var exit = await global::ServerlessAssist.Functions.Cli.Assist.Run([.. args, "--url", new Uri(System.Functions.Address, "/api").ToString()], around, Story.Stop);
            return (exit, said.ToString().TrimEnd());
        }

        public async ValueTask DisposeAsync()
        {
            await System.DisposeAsync();
            System.Clock.Dispose();
        }
    }
}
