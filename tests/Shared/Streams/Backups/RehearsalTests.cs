using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Streams.Backups;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Tests.Shared.Streams.Backups;

/// <summary>A backup is tried beside what lives: whatever was done to it is found and named by kind, and what lives is never written.</summary>
public sealed class RehearsalTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_taken_is_found_whole_and_nothing_that_lives_is_touched()
    {
        await using var desk = await Three();
        var rows = await Restored.Take(desk);
        var before = await Rows(desk);
        var page = await Restored.Rehearse(desk, rows);
        var kind = Assert.Single(page.Kinds).Value;
        Assert.Equal((3L, 6L, 0L, 0L), (kind.Streams, kind.Events, kind.Gone, kind.Behind));
        Assert.Equal(rows.Count, kind.Rows);
        Assert.Equal(1, kind.Left);
        Assert.Empty(kind.Faults);
        Assert.Equal(rows.Where(row => row.IsState).Select(row => row.Head), page.Heads);
        Assert.Equal(before, await Rows(desk));
        Assert.DoesNotContain(await Restored.Tables(desk), name => name.StartsWith("rehearsal", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("event changed", "an event was changed or moved from outside")]
    [InlineData("events swapped", "an event was changed or moved from outside")]
    [InlineData("event missing", "an event is missing")]
    [InlineData("last event missing", "an event is missing")]
    [InlineData("event's mac changed", "an event does not follow the one before it")]
    [InlineData("event of another stream", "an event was changed or moved from outside")]
    [InlineData("state changed", "its state was changed from outside")]
    [InlineData("state missing", "without its state")]
    [InlineData("state's version changed", "its state was changed from outside")]
    [InlineData("state's head changed", "its chain does not end where the state says")]
    [InlineData("key missing", "without its key")]
    [InlineData("key changed", "its key does not open: the house does not hold its version, or it was changed")]
    [InlineData("key of another stream", "its key does not open: the house does not hold its version, or it was changed")]
    [InlineData("handled message changed", "a handled message was changed or moved from outside")]
    [InlineData("outbox changed", "a message that has to leave was changed or moved from outside")]
    public async Task Whatever_is_done_to_a_row_is_found_and_named_by_kind_and_count(string what, string fault)
    {
        await using var desk = await Three();
        var rows = await Restored.Take(desk);
        Damage(rows, what);
        var kind = Assert.Single((await Restored.Rehearse(desk, rows)).Kinds);
        Assert.Equal("counter", kind.Key);
        Assert.Equal([new(fault, 1L)], kind.Value.Faults);
    }

    [Fact]
    public async Task Streams_that_no_longer_live_are_counted_and_so_is_one_that_began_anew()
    {
        await using var desk = await Three();
        await desk.Await(desk.Streams.Handle(new StreamId("counter", "over"), new Add(Due: desk.Clock.GetUtcNow()), "m", "test", CancellationToken.None));
        await desk.Await(desk.Streams.Handle(new StreamId("counter", "again"), new Add(Due: desk.Clock.GetUtcNow()), "m", "test", CancellationToken.None));
        await desk.Await(desk.Streams.Handle(new StreamId("counter", "again"), new Add(), "m2", "test", CancellationToken.None));
        var rows = await Restored.Take(desk);
        Assert.Equal(2, await desk.Streams.Retire(desk.Clock.GetUtcNow().AddDays(1), CancellationToken.None));
        await desk.Await(desk.Streams.Handle(new StreamId("counter", "again"), new Add(), "m", "test", CancellationToken.None));
        var kind = (await Restored.Rehearse(desk, rows)).Kinds["counter"];
        Assert.Equal((5L, 2L, 0L), (kind.Streams, kind.Gone, kind.Behind));
        // The keys that are taken now hold none of theirs.
        var page = await desk.Get<BackupWalk>().Take(null, Mode.Change, CancellationToken.None);
        Assert.DoesNotContain(page.Keys, key => key.Partition == "counter~over");
        Assert.NotEqual(rows.First(row => row.Partition == "counter~again").KeyId, page.Keys.Single(key => key.Partition == "counter~again").Id);
    }

    [Fact]
    public async Task A_house_that_was_rolled_back_behind_its_backup_is_found()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add());
        var earlier = (await desk.Table("streams").GetEntityAsync<TableEntity>(desk.Id.Partition, $"state~{desk.Id}", cancellationToken: Stop)).Value;
        await desk.Do(new Add());
        var rows = await Restored.Take(desk);
        Assert.Equal(0, (await Restored.Rehearse(desk, rows)).Kinds["counter"].Behind);
        await desk.Table("streams").DeleteEntityAsync(desk.Id.Partition, $"event~{desk.Id}~0000000002", ETag.All, Stop);
        await desk.Table("streams").UpdateEntityAsync(earlier, ETag.All, TableUpdateMode.Replace, Stop);
        Assert.Empty((await desk.Get<ChainWalk>().Verify(null, CancellationToken.None)).Faults);
        Assert.Equal(1, (await Restored.Rehearse(desk, rows)).Kinds["counter"].Behind);
    }

    [Fact]
    public async Task Rows_that_are_written_twice_or_in_pages_are_the_same_and_a_walk_goes_on()
    {
        await using var desk = await Three();
        var rows = await Restored.Take(desk);
        var (rehearsals, walk) = (desk.Get<Rehearsals>(), desk.Get<RestoredWalk>());
        var id = await rehearsals.Begin(CancellationToken.None);
        foreach (var some in rows.Chunk(3).SelectMany(some => new[] { some, some })) Assert.True(await rehearsals.Write(id, some, CancellationToken.None));
        Assert.Empty((await walk.Walk(id, null, CancellationToken.None))!.Kinds["counter"].Faults);
        Assert.Equal(2, (await walk.Walk(id, new Cursor("restored", rows[0].Partition), CancellationToken.None))!.Kinds["counter"].Streams);
        await rehearsals.End(id, CancellationToken.None);
        Assert.False(await rehearsals.Write(id, rows, CancellationToken.None));
        Assert.Null(await walk.Walk(id, null, CancellationToken.None));
    }

    [Fact]
    public async Task What_an_interrupted_rehearsal_has_left_is_taken_away_and_no_other_table()
    {
        await using var desk = await Three();
        var rehearsals = desk.Get<Rehearsals>();
        var id = await rehearsals.Begin(CancellationToken.None);
        Assert.True(await rehearsals.Write(id, await Restored.Take(desk), CancellationToken.None));
        var tables = await Restored.Tables(desk);
        Assert.Contains($"rehearsal{id}", tables);
        Assert.Equal(0, await rehearsals.Clean(desk.Clock.GetUtcNow() - Rehearsals.Longest, CancellationToken.None));
        Assert.Equal(1, await rehearsals.Count(CancellationToken.None));
        await desk.Clock.Advance(Rehearsals.Longest + TimeSpan.FromMinutes(2));
        Assert.Equal(1, await rehearsals.Clean(desk.Clock.GetUtcNow() - Rehearsals.Longest, CancellationToken.None));
        Assert.Equal(tables.Where(name => name != $"rehearsal{id}"), await Restored.Tables(desk));
    }

    [Theory]
    [InlineData("")]
    [InlineData("streams")]
    [InlineData("202603020800")]
    [InlineData("2026030208000000000g")]
    [InlineData("20260302080000000000x")]
    [InlineData("99999999999900000000")]
    [InlineData("2026030208000000/../")]
    public async Task No_name_leads_to_a_table_that_is_none_of_a_rehearsal(string id)
    {
        await using var desk = await Three();
        Assert.False(Rehearsals.IsId(id));
        var rows = await Restored.Take(desk);
        await Assert.ThrowsAsync<ArgumentException>(() => desk.Get<Rehearsals>().Write(id, rows, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => desk.Get<Rehearsals>().End(id, CancellationToken.None));
    }

    [Theory]
    [InlineData("""{"p":"counter","r":"state~counter","v":{}}""")]
    [InlineData("""{"p":"counter~a","r":"state~counter~b","v":{}}""")]
    [InlineData("""{"p":"counter~a","r":"event~counter~ab","v":{}}""")]
    [InlineData("""{"p":"counter~a","r":"~counter~a","v":{}}""")]
    [InlineData("""{"p":"counter~a/b","r":"state~counter~a/b","v":{}}""")]
    [InlineData("""{"p":"counter~a","r":"state~counter~a","v":{"Version":"b:AAAA"}}""")]
    [InlineData("""{"p":"counter~a","r":"state~counter~a","v":{"Key":"l:1"}}""")]
    [InlineData("""{"p":"counter~a","r":"state~counter~a","v":{"Body0":"s:text"}}""")]
    [InlineData("""{"p":"counter~a","r":"state~counter~a","v":{"RowKey":"s:text"}}""")]
    [InlineData("""{"p":"counter~a","r":"state~counter~a","v":{"odata.etag":"s:text"}}""")]
    [InlineData("""{"p":"counter~a","r":"state~counter~a","v":{"X":""}}""")]
    [InlineData("""{"p":"counter~a","r":"state~counter~a","v":{"X":"d:-1"}}""")]
    public async Task A_row_that_no_stream_has_is_refused(string line)
    {
        await using var desk = await Desk.Open();
        var id = await desk.Get<Rehearsals>().Begin(CancellationToken.None);
        var row = JsonSerializer.Deserialize(line, BackupJson.Default.StoredRow)!;
        await Assert.ThrowsAnyAsync<FormatException>(() => desk.Get<Rehearsals>().Write(id, [row], CancellationToken.None));
    }

    private static void Damage(List<StoredRow> rows, string what)
    {
        var stream = rows.First(row => row.Row.StartsWith("outbox~", StringComparison.Ordinal)).Partition;
        var (state, other) = (rows.Find(row => row.Partition == stream && row.IsState)!, rows.Find(row => row.Partition != stream && row.IsState)!);
        var events = rows.Where(row => row.Partition == stream && row.IsEvent).ToList();
        switch (what)
        {
            case "event changed": Change(events[0], "Body0"); break;
            case "events swapped": (events[0].Values["Body0"], events[1].Values["Body0"]) = (events[1].Values["Body0"], events[0].Values["Body0"]); break;
            case "event missing": rows.Remove(events[0]); break;
            case "last event missing": rows.Remove(events[^1]); break;
            case "event's mac changed": Change(events[0], "Mac"); break;
            case "event of another stream": events[0].Values["Body0"] = rows.First(row => row.Partition != stream && row.IsEvent).Values["Body0"]; break;
            case "state changed": Change(state, "Body0"); break;
            case "state missing": rows.Remove(state); break;
            case "state's version changed": state.Values["Version"] = "l:1"; break;
            case "state's head changed": Change(state, "Head"); break;
            case "key missing": state.Values.Remove(StoredRow.Key); break;
            case "key changed": Change(state, StoredRow.Key); break;
            case "key of another stream": state.Values[StoredRow.Key] = other.Values[StoredRow.Key]; break;
            case "handled message changed": Change(rows.First(row => row.Partition == stream && row.Row.StartsWith("inbox~", StringComparison.Ordinal)), "Body0"); break;
            default: Change(rows.First(row => row.Row.StartsWith("outbox~", StringComparison.Ordinal)), "Body0"); break;
        }
    }

    private static void Change(StoredRow row, string name)
    {
        var bytes = Convert.FromBase64String(row.Values[name][2..]);
        bytes[^1] ^= 1;
        row.Values[name] = $"b:{Convert.ToBase64String(bytes)}";
    }

    /// <summary>Three streams of two events; one has a message that still has to leave.</summary>
    private static async Task<Desk> Three()
    {
        var desk = await Desk.Open();
        desk.Carrier = (_, before) => new SendAttempt.Later(TimeSpan.FromMinutes(5), before);
        foreach (var key in new[] { "a", "b", "c" })
            for (var by = 1; by <= 2; by++)
                await desk.Await(desk.Streams.Handle(new StreamId("counter", key), new Add(by, Alerts: key == "b" && by == 1 ? 1 : 0), $"m{by}", "test", CancellationToken.None));
        return desk;
    }

    private static async Task<List<string>> Rows(Desk desk) =>
        await desk.Table("streams").QueryAsync<TableEntity>(cancellationToken: Stop).Select(row => $"{row.PartitionKey}|{row.RowKey}|{row.ETag}").ToListAsync(Stop);
}
