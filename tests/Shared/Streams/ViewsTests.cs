using Azure;
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
            if (done || request.Target != "board") return;
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
        desk.Wire.Fault = request => request.Target == "board" ? WireFault.Lost : WireFault.None;
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
        desk.Carrier = (_, before) => new Carried.Later(TimeSpan.FromSeconds(1), before);
        await desk.Do(new Add(1, 1, Shown: "line"));
        var announced = desk.Lying("urgent").Single().What;
        // By processes that have not written it: the one that has knows its version and leaves it.
        await desk.Table("board").DeleteEntityAsync("here", desk.Id.Partition, ETag.All, TestContext.Current.CancellationToken);
        await using var nightly = await Desk.Open(desk);
        Assert.Equal(0, await nightly.Streams.Audit(CancellationToken.None));
        Assert.Equal(["line"], await desk.Board());

        await desk.Table("board").DeleteEntityAsync("here", desk.Id.Partition, ETag.All, TestContext.Current.CancellationToken);
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
}
