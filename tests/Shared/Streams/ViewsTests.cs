using Azure;
using Azure.Data.Tables;
using ServerlessAssist.Sandbox.Storage;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Shared.Streams;

public sealed class ViewsTests
{
    [Fact]
    public async Task A_line_moves_with_its_stream_and_goes_with_it()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add(Shown: "north:first"));
        await desk.Do(new Add(Shown: "south:second"));
        Assert.Empty(await desk.Board("north"));
        Assert.Equal(["second"], await desk.Board("south"));
        await desk.Do(new Add(Shown: "north:third"));
        Assert.Equal(["third"], await desk.Board("north"));
        await desk.Do(new Add(Shown: ""));
        Assert.Empty(await desk.Board("north"));
        Assert.Empty(await desk.Board("south"));
    }

    [Fact]
    public async Task A_line_that_stays_as_it_is_costs_nothing()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add(Shown: "line"));
        Assert.Equal(2, await desk.Cost(() => desk.Do(new Add())));
        Assert.Equal(["line"], await desk.Board());
    }

    [Fact]
    public async Task A_process_that_does_not_know_the_line_looks_first_and_one_whose_knowledge_is_stale_looks_again()
    {
        await using var desk = await Desk.Open();
        await using var other = await Desk.Open(desk);
        await desk.Do(new Add(Shown: "first"));
        Assert.Equal(4, await other.Cost(() => other.Do(new Add(Shown: "second"))));
        Assert.Equal(["second"], await desk.Board());
        Assert.Equal(5, await desk.Cost(() => desk.Do(new Add(Shown: "third"))));
        Assert.Equal(3, await desk.Cost(() => desk.Do(new Add(Shown: "fourth"))));
        Assert.Equal(["fourth"], await desk.Board());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("first")]
    public async Task An_older_version_never_overwrites_a_newer(string? before)
    {
        await using var desk = await Desk.Open();
        await using var other = await Desk.Open(desk);
        await desk.Do(new Add(Shown: before));
        var done = false;
        desk.Wire.Hold = async request =>
        {
            if (done || request.Target != "referralboard") return;
            done = true;
            await other.Do(new Add(Shown: "newer"));
        };
        await desk.Do(new Add(Shown: "older"));
        Assert.True(done);
        Assert.Equal(["newer"], await desk.Board());
    }

    [Fact]
    public async Task A_board_that_is_silent_fails_nothing_and_is_healed_by_the_next_decision()
    {
        await using var desk = await Desk.Open();
        desk.Wire.Fault = request => request.Target == "referralboard" ? WireFault.Lost : WireFault.None;
        Assert.IsType<Outcome<Count>.Done>(await desk.Do(new Add(Shown: "first")));
        desk.Wire.Fault = null;
        Assert.Empty(await desk.Board());
        await desk.Do(new Add(Shown: "second"));
        Assert.Equal(["second"], await desk.Board());
    }

    [Fact]
    public async Task The_audit_and_the_queue_write_a_line_that_is_missing()
    {
        await using var desk = await Desk.Open();
        desk.Carrier = (_, before) => new SendAttempt.Later(TimeSpan.FromSeconds(1), before);
        await desk.Do(new Add(1, 1, Shown: "line"));
        var announced = desk.Lying(Announcements.Urgent).Single().What;
        // By processes that have not written it: the one that has knows its version and leaves it.
        await desk.Table("referralboard").DeleteEntityAsync("here", desk.Id.Partition, ETag.All, TestContext.Current.CancellationToken);
        await using var nightly = await Desk.Open(desk);
        Assert.Equal(0, await nightly.Streams.Audit(CancellationToken.None));
        Assert.Equal(["line"], await desk.Board());

        await desk.Table("referralboard").DeleteEntityAsync("here", desk.Id.Partition, ETag.All, TestContext.Current.CancellationToken);
        await using var queue = await Desk.Open(desk);
        await queue.Streams.Resume(announced with { Views = false }, CancellationToken.None);
        Assert.Empty(await desk.Board());
        await queue.Streams.Resume(announced, CancellationToken.None);
        Assert.Equal(["line"], await desk.Board());
    }

    [Fact]
    public async Task The_audit_passes_over_a_tombstone()
    {
        await using var desk = await Desk.Open();
        await desk.Streams.Resume(new Announcement("counter~new", "never-landed", 0, desk.Clock.GetUtcNow(), default, false), CancellationToken.None);
        await desk.Do(new Add(Due: desk.Clock.GetUtcNow().AddHours(1)));
        Assert.Equal(0, await desk.Streams.Audit(CancellationToken.None));
    }

    [Fact]
    public async Task A_list_that_showed_a_thousand_lines_and_shows_one_is_one_request_and_after_two_nights_one_row()
    {
        await using var desk = await Desk.Open();
        var views = desk.Get<Views>();
        await desk.Do(new Add(Shown: "north:line"));
        await desk.Do(new Add(Shown: "line"));
        foreach (var chunk in Enumerable.Range(0, 1000).Chunk(100))
            await desk.Table("referralboard").SubmitTransactionAsync(chunk.Select(at => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("here", FormattableString.Invariant($"counter~{at:D4}")) { ["Version"] = 2L, ["Gone"] = true, ["GoneAt"] = desk.Clock.GetUtcNow() })), TestContext.Current.CancellationToken);
        Assert.Equal(1, await desk.Cost(async () => Assert.Single(await desk.Board())));
        Assert.Equal(1002, (await Rows(desk)).Count);

        await desk.Clock.Advance(Views.GoneStays - TimeSpan.FromHours(1));
        Assert.Equal(0, await views.Sweep(CancellationToken.None));
        await desk.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1001, await views.Sweep(CancellationToken.None));
        Assert.Equal([desk.Id.Partition], await Rows(desk));
        Assert.Equal(["line"], await desk.Board());
        Assert.Equal(0, await views.Sweep(CancellationToken.None));
    }

    [Fact]
    public async Task A_line_that_went_and_came_again_is_not_swept_and_one_whose_row_was_swept_comes_again()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add(Shown: "first"));
        await desk.Do(new Add(Shown: ""));
        await desk.Do(new Add(Shown: "second"));
        await desk.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(0, await desk.Get<Views>().Sweep(CancellationToken.None));
        await desk.Do(new Add(Shown: ""));
        await desk.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(1, await desk.Get<Views>().Sweep(CancellationToken.None));
        await desk.Do(new Add(Shown: "third"));
        Assert.Equal(["third"], await desk.Board());
    }

    [Fact]
    public async Task A_line_that_comes_again_while_its_row_is_swept_stays()
    {
        await using var desk = await Desk.Open();
        await using var other = await Desk.Open(desk);
        await desk.Do(new Add(Shown: "first"));
        await desk.Do(new Add(Shown: ""));
        await desk.Clock.Advance(TimeSpan.FromDays(3));
        var done = false;
        desk.Wire.Hold = async request =>
        {
            if (done || request.Method != "DELETE") return;
            done = true;
            await other.Do(new Add(Shown: "again"));
        };
        Assert.Equal(0, await desk.Get<Views>().Sweep(CancellationToken.None));
        Assert.True(done);
        Assert.Equal(["again"], await desk.Board());
    }

    [Fact]
    public async Task A_line_that_a_process_left_behind_as_it_died_is_taken_off_at_night_and_no_other()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add(Shown: "line"));
        desk.Wire.Fault = request => request.Target == "referralboard" ? WireFault.Lost : WireFault.None;
        await desk.Do(new Add(Shown: ""));
        desk.Wire.Fault = null;
        Assert.Equal(["line"], await desk.Board());
        // Of another kind of stream, whose own audit knows.
        await desk.Table("referralboard").AddEntityAsync(new TableEntity("here", "countess~one") { ["Version"] = 1L, ["Gone"] = false }, TestContext.Current.CancellationToken);
        Assert.Equal(0, await desk.Streams.Audit(CancellationToken.None));
        Assert.Equal(["countess~one"], await Rows(desk));
    }

    [Fact]
    public async Task An_older_write_that_comes_later_than_any_can_is_taken_off_at_night()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add(Shown: "old"));
        var older = (await desk.Table("referralboard").GetEntityAsync<TableEntity>("here", desk.Id.Partition, cancellationToken: TestContext.Current.CancellationToken)).Value;
        await desk.Do(new Add(Shown: ""));
        await desk.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(1, await desk.Get<Views>().Sweep(CancellationToken.None));
        await desk.Table("referralboard").AddEntityAsync(older, TestContext.Current.CancellationToken);
        Assert.Equal(["old"], await desk.Board());
        await desk.Streams.Audit(CancellationToken.None);
        Assert.Empty(await desk.Board());
    }

    [Fact]
    public async Task A_line_that_is_shown_while_the_audit_looks_stays()
    {
        await using var desk = await Desk.Open();
        await using var other = await Desk.Open(desk);
        await desk.Do(new Add());
        var done = false;
        desk.Wire.Hold = async request =>
        {
            if (done || request.Target != "referralboard") return;
            done = true;
            await other.Do(new Add(Shown: "new"));
        };
        await desk.Streams.Audit(CancellationToken.None);
        Assert.True(done);
        Assert.Equal(["new"], await desk.Board());
    }

    private static async Task<List<string>> Rows(Desk desk)
    {
        var rows = new List<string>();
        await foreach (var row in desk.Table("referralboard").QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken)) rows.Add(row.RowKey);
        return rows;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Page_by_page_every_line_of_a_list_is_read_once_and_none_of_another(int most)
    {
        await using var desk = await Desk.Open();
        for (var one = 0; one < 7; one++) await desk.Await(desk.Streams.Handle(new StreamId("counter", $"c{one}"), new Add(Shown: $"north:{one}"), $"m{one}", "test", CancellationToken.None));
        await desk.Await(desk.Streams.Handle(new StreamId("counter", "c9"), new Add(Shown: "south:9"), "m9", "test", CancellationToken.None));
        var (all, pages, next) = (new List<string>(), 0, default(string));
        do
        {
            (var lines, next) = await desk.Await(desk.Get<Views>().Page("referralboard", "north", next, most, CancellationToken.None));
            all.AddRange(lines);
            pages++;
            Assert.True(lines.Count <= most);
        }
        while (next is not null);
        Assert.Equal(Enumerable.Range(0, 7).Select(one => $"{one}"), all.Order(StringComparer.Ordinal));
        Assert.Equal((7 + most - 1) / most, pages);
    }
}
