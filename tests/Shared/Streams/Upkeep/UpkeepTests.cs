using Azure;
using Azure.Data.Tables;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Tests.Shared.Streams.Upkeep;

/// <summary>Walks along all streams: what was changed from outside is found, and lists are mended from states.</summary>
public sealed class UpkeepTests
{
    [Fact]
    public async Task All_chains_are_walked_and_what_was_changed_is_named_even_a_state_that_was_taken_out()
    {
        await using var desk = await Desk.Open();
        var ids = await Three(desk);
        var whole = await desk.Get<ChainWalk>().Verify(null, CancellationToken.None);
        Assert.Equal((3, 6L, 0), (whole.Streams, whole.Events, whole.Faults.Count));
        Assert.Null(whole.Next);

        await desk.Table("streams").DeleteEntityAsync(ids[0].Partition, $"event~{ids[0]}~0000000002", ETag.All, TestContext.Current.CancellationToken);
        await desk.Table("streams").DeleteEntityAsync(ids[1].Partition, $"state~{ids[1]}", ETag.All, TestContext.Current.CancellationToken);
        await desk.Table("streams").AddEntityAsync(new TableEntity("unknown~thing", "state~unknown~thing") { ["Version"] = 1L }, TestContext.Current.CancellationToken);
        var page = await desk.Get<ChainWalk>().Verify(null, CancellationToken.None);
        Assert.Equal(
            [new(ids[0].Partition, "the state speaks of 2 events, 1 stand"), new(ids[1].Partition, "there is no such stream"), new ChainFault("unknown~thing", "nobody knows streams of this kind")],
            page.Faults.OrderBy(one => one.Stream == ids[1].Partition ? 1 : one.Stream == ids[0].Partition ? 0 : 2));
    }

    [Fact]
    public async Task A_walk_goes_on_behind_its_cursor()
    {
        await using var desk = await Desk.Open();
        var ids = (await Three(desk)).OrderBy(one => one.Partition, StringComparer.Ordinal).ToList();
        Assert.Equal(2, (await desk.Get<ChainWalk>().Verify(Cursor.Parse(new Cursor("chain", ids[0].Partition).Text), CancellationToken.None)).Streams);
        Assert.Equal(1, (await desk.Get<KeyRotation>().Rotate(new Cursor("keys", ids[1].Partition), Mode.DryRun, CancellationToken.None)).Versions[1]);
        foreach (var broken in new[] { "", "x", "====", new string('A', 3000), "YQpiCmMKZA", "YQphAGIKYw" }) Assert.Null(Cursor.Parse(broken));
    }

    [Fact]
    public async Task A_tombstone_of_a_fence_is_no_stream()
    {
        await using var desk = await Desk.Open();
        await desk.Streams.Resume(new Announcement("counter~new", "never-landed", 0, desk.Clock.GetUtcNow(), default, false), CancellationToken.None);
        Assert.Equal(0, (await desk.Get<ChainWalk>().Verify(null, CancellationToken.None)).Streams);
        Assert.Empty((await desk.Get<KeyRotation>().Rotate(null, Mode.Change, CancellationToken.None)).Versions);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("changed")]
    [InlineData("newer")]
    [InlineData("gone")]
    [InlineData("of nobody")]
    [InlineData("elsewhere")]
    public async Task A_wrong_line_is_counted_in_a_dry_run_and_mended_in_earnest(string wrong)
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add(Shown: "line"));
        var board = desk.Table("referralboard");
        var row = (await board.GetEntityAsync<TableEntity>("here", desk.Id.Partition, cancellationToken: TestContext.Current.CancellationToken)).Value;
        switch (wrong)
        {
            case "missing": await board.DeleteEntityAsync("here", desk.Id.Partition, ETag.All, TestContext.Current.CancellationToken); break;
            case "changed": row.GetBinary("Body")[^1] ^= 1; break;
            case "newer": row["Version"] = 9L; break;
            case "gone": row["Gone"] = true; break;
            case "of nobody": row.RowKey = "counter~nobody"; break;
            default: row.PartitionKey = "elsewhere"; break;
        }
        if (wrong != "missing") await board.UpsertEntityAsync(row, TableUpdateMode.Replace, TestContext.Current.CancellationToken);
        var (written, removed) = wrong is "of nobody" or "elsewhere" ? (0, 1) : (1, 0);
        for (var look = 0; look < 2; look++)
        {
            var dry = await desk.Get<ViewRebuild>().Rebuild("referralboard", null, Mode.DryRun, CancellationToken.None);
            Assert.Equal((written, removed), (dry.Written, dry.Removed));
        }
        var earnest = await desk.Get<ViewRebuild>().Rebuild("referralboard", null, Mode.Change, CancellationToken.None);
        Assert.Equal((written, removed), (earnest.Written, earnest.Removed));
        Assert.Equal(["line"], await desk.Board());
        Assert.Empty(await desk.Board("elsewhere"));
        var again = await desk.Get<ViewRebuild>().Rebuild("referralboard", null, Mode.Change, CancellationToken.None);
        Assert.Equal((0, 0), (again.Written, again.Removed));
        // Whoever wrote the line before writes on.
        await desk.Do(new Add(Shown: "next"));
        Assert.Equal(["next"], await desk.Board());
    }

    [Fact]
    public async Task A_line_that_stood_since_an_earlier_version_is_right()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add(Shown: "line"));
        await desk.Do(new Add());
        await desk.Do(new Add(Shown: "north:other"));
        var page = await desk.Get<ViewRebuild>().Rebuild("referralboard", null, Mode.Change, CancellationToken.None);
        Assert.Equal((0, 0), (page.Written, page.Removed));
        Assert.Equal(["other"], await desk.Board("north"));
    }

    private static async Task<List<StreamId>> Three(Desk desk)
    {
        var ids = new List<StreamId>();
        for (var at = 0; at < 3; at++)
        {
            var id = new StreamId("counter", $"c{at}");
            ids.Add(id);
            for (var by = 1; by <= 2; by++) await desk.Await(desk.Streams.Handle(id, new Add(by), $"m{by}", "test", CancellationToken.None));
        }
        return ids;
    }
}
