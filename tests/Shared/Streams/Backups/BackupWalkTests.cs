using Azure;
using Azure.Data.Tables;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Streams.Backups;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Tests.Shared.Streams.Backups;

/// <summary>What a backup takes away: whole streams, each as of one moment, their keys apart.</summary>
public sealed class BackupWalkTests
{
    [Fact]
    public async Task Every_row_is_taken_and_no_key_is_with_it()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add(1, Alerts: 2));
        await desk.Do(new Add(2));
        await desk.Await(desk.Streams.Handle(new StreamId("counter", "another"), new Add(), "m", "test", CancellationToken.None));
        await desk.Streams.Resume(new Announcement("counter~fenced", "never-landed", 0, desk.Clock.GetUtcNow(), default, false), CancellationToken.None);
        var page = await desk.Get<BackupWalk>().Take(null, Mode.Change, CancellationToken.None);
        var stored = await desk.Table("streams").QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(stored.Where(row => row.PartitionKey != "counter~fenced").Select(row => row.RowKey), page.Rows.Select(row => row.Row));
        Assert.Equal((2, 2, 0, null), (page.Streams, page.Keys.Count, page.ReadAgain, page.Next));
        Assert.DoesNotContain(page.Rows, row => row.Values.ContainsKey(StoredRow.Key));
        foreach (var key in page.Keys)
        {
            Assert.Equal(key.Key, Convert.ToBase64String(stored.Single(row => row.RowKey == $"state~{key.Partition}").GetBinary("Key")));
            Assert.All(page.Rows.Where(row => row.Partition == key.Partition), row => Assert.Equal(key.Id, row.KeyId));
        }
        Assert.NotEqual(page.Keys[0].Id, page.Keys[1].Id);
        foreach (var row in page.Rows) Assert.Equal($"b:{Convert.ToBase64String(stored.Single(one => one.RowKey == row.Row).GetBinary("Body0"))}", row.Values["Body0"]);
    }

    [Fact]
    public async Task A_dry_run_counts_and_takes_nothing_and_a_walk_goes_on_behind_its_cursor()
    {
        await using var desk = await Desk.Open();
        foreach (var key in new[] { "a", "b", "c" }) await desk.Await(desk.Streams.Handle(new StreamId("counter", key), new Add(), "m", "test", CancellationToken.None));
        var dry = await desk.Get<BackupWalk>().Take(null, Mode.DryRun, CancellationToken.None);
        Assert.Equal((3, 0, 0), (dry.Streams, dry.Rows.Count, dry.Keys.Count));
        var rest = await desk.Get<BackupWalk>().Take(new Cursor("backup", "counter~a"), Mode.Change, CancellationToken.None);
        Assert.Equal(["counter~b", "counter~c"], rest.Keys.Select(key => key.Partition));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task A_stream_that_is_written_while_it_is_read_is_read_again_until_it_is_of_one_moment(int rowsInPage)
    {
        await using var desk = await Desk.Open();
        for (var at = 0; at < 6; at++) await desk.Do(new Add());
        var pages = 0;
        await using var other = await Desk.Open(desk);
        desk.ShortPages(rowsInPage);
        // Between the first pages of the first reading somebody writes, twice.
        desk.Wire.Hold = async request =>
        {
            if (request is { Method: "GET", Target: "streams" } && ++pages is 3 or 4) await other.Do(new Add());
        };
        var page = await desk.Get<BackupWalk>().Take(null, Mode.Change, CancellationToken.None);
        desk.Wire.Hold = null;
        Assert.Equal(1, page.ReadAgain);
        var kind = (await Restored.Rehearse(desk, Restored.WithKeys(page.Rows, page.Keys))).Kinds["counter"];
        Assert.Empty(kind.Faults);
        Assert.Equal((8L, 17L), (kind.Events, kind.Rows));
    }

    [Fact]
    public async Task A_stream_that_is_written_all_the_time_is_refused_and_not_taken_torn()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add());
        await using var other = await Desk.Open(desk);
        desk.ShortPages(8);
        desk.Wire.Hold = async request =>
        {
            if (request is { Method: "GET", Target: "streams" }) await other.Do(new Add());
        };
        await Assert.ThrowsAsync<NotSettledException>(() => desk.Get<BackupWalk>().Take(null, Mode.Change, CancellationToken.None));
    }

    [Fact]
    public async Task A_stream_that_goes_while_it_is_read_is_left_out()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add(Due: desk.Clock.GetUtcNow()));
        await using var other = await Desk.Open(desk);
        desk.ShortPages(1);
        var pages = 0;
        desk.Wire.Hold = async request =>
        {
            if (request is { Method: "GET", Target: "streams" } && ++pages == 3) Assert.Equal(1, await other.Streams.Retire(desk.Clock.GetUtcNow().AddDays(1), CancellationToken.None));
        };
        var page = await desk.Get<BackupWalk>().Take(null, Mode.Change, CancellationToken.None);
        Assert.Equal((0, 0, 0), (page.Streams, page.Rows.Count, page.Keys.Count));
    }

    [Fact]
    public async Task A_property_of_a_kind_that_is_not_known_is_never_left_behind_in_silence()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add());
        var state = (await desk.Table("streams").GetEntityAsync<TableEntity>(desk.Id.Partition, $"state~{desk.Id}", cancellationToken: TestContext.Current.CancellationToken)).Value;
        (state["Text"], state["Number"], state["When"], state["Flag"], state["Mark"]) = ("a:b", 7, new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), true, Guid.Parse("00000000-0000-0000-0000-000000000001"));
        await desk.Table("streams").UpdateEntityAsync(state, ETag.All, TableUpdateMode.Replace, TestContext.Current.CancellationToken);
        var id = await desk.Get<Rehearsals>().Begin(CancellationToken.None);
        await desk.Get<Rehearsals>().Write(id, await Restored.Take(desk), CancellationToken.None);
        var again = (await desk.Table($"rehearsal{id}").GetEntityAsync<TableEntity>(desk.Id.Partition, $"state~{desk.Id}", cancellationToken: TestContext.Current.CancellationToken)).Value;
        foreach (var name in new[] { "Text", "Number", "When", "Flag", "Mark", "Version", "Head", "Body0", "Key" }) Assert.Equal(state[name], again[name]);
        state["Fraction"] = 0.5;
        await desk.Table("streams").UpdateEntityAsync(state, ETag.All, TableUpdateMode.Replace, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<NotSupportedException>(() => desk.Get<BackupWalk>().Take(null, Mode.Change, CancellationToken.None));
    }
}
