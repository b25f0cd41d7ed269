using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Shared.Streams;

/// <summary>Commands of other systems, which say what they have seen and what they sent.</summary>
public sealed class StreamsTermsTests
{
    [Fact]
    public async Task What_was_decided_about_an_older_version_is_refused_and_nothing_is_stored()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add());
        await desk.Do(new Add());
        var moved = Assert.IsType<Outcome<Count>.VersionConflict>(await On(desk, 1, "one"));
        Assert.Equal((2, 2), (moved.Version, (await desk.State()).Total));
        Assert.IsType<Outcome<Count>.Done>(await On(desk, 2, "two"));
        Assert.Equal(3, (await desk.State()).Total);
    }

    [Fact]
    public async Task The_same_again_is_answered_the_same_though_it_has_moved_the_version_itself()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add());
        Assert.Equal(Repeat.First, Assert.IsType<Outcome<Count>.Done>(await On(desk, 1, "one")).Repeat);
        Assert.Equal(Repeat.Again, Assert.IsType<Outcome<Count>.Done>(await On(desk, 1, "one")).Repeat);
        Assert.Equal(2, (await desk.State()).Total);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task So_it_is_when_many_have_come_between_and_when_it_could_not_be_done_any_more(int amount)
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add());
        var first = Assert.IsType<Outcome<Count>.Done>(await On(desk, 1, "one"));
        for (var other = 0; other < 20; other++) await desk.Do(new Add());
        var again = Assert.IsType<Outcome<Count>.Done>(await desk.Await(desk.Streams.Handle(desk.Id, new Add(amount), "one", "test", new Preconditions(amount > 0 ? 1 : null, "content"), CancellationToken.None)));
        Assert.Equal((Repeat.Again, first.Reply!.Words.Arguments["total"]), (again.Repeat, again.Reply!.Words.Arguments["total"]));
        Assert.Equal(22, (await desk.State()).Total);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public async Task The_same_id_with_another_content_is_told_apart_however_long_ago_it_was(int others)
    {
        await using var desk = await Desk.Open();
        await On(desk, null, "one");
        for (var other = 0; other < others; other++) await desk.Do(new Add());
        Assert.IsType<Outcome<Count>.IdempotencyKeyReused>(await On(desk, null, "one", "another content"));
        Assert.Equal(1 + others, (await desk.State()).Total);
    }

    [Fact]
    public async Task Of_many_who_have_seen_the_same_version_one_comes_through()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add());
        desk.WithOthers();
        var all = await desk.Await(Task.WhenAll(Enumerable.Range(0, 8).Select(one => desk.Streams.Handle(desk.Id, new Add(), $"m{one}", "test", new Preconditions(1, "content"), CancellationToken.None))));
        Assert.Single(all.OfType<Outcome<Count>.Done>());
        Assert.Equal(7, all.OfType<Outcome<Count>.VersionConflict>().Count());
        Assert.Equal(2, (await desk.State()).Total);
    }

    [Fact]
    public async Task Terms_cost_nothing_when_they_hold_and_one_look_when_they_do_not()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add());
        Assert.Equal(2, await desk.Cost(() => On(desk, 1, "one")));
        Assert.Equal(1, await desk.Cost(() => On(desk, 1, "one")));
        Assert.Equal(2, await desk.Cost(() => On(desk, 1, "two")));
    }

    private static Task<Outcome<Count>> On(Desk desk, long? version, string message, string content = "content") =>
        desk.Await(desk.Streams.Handle(desk.Id, new Add(), message, "test", new Preconditions(version, content), CancellationToken.None));
}
