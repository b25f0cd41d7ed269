using Azure;
using Azure.Data.Tables;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Shared.Streams;

/// <summary>What somebody who gets at the storage changes shows, and is named.</summary>
public sealed class StreamsChainTests
{
    [Fact]
    public async Task A_whole_chain_is_whole_and_a_stream_that_is_not_there_is_not()
    {
        await using var desk = await Three();
        Assert.Equal(new ChainVerdict(3, null), await Verify(desk));
        Assert.Equal(new ChainVerdict(0, "there is no such stream"), await desk.Streams.Verify(new StreamId("counter", "nobody"), CancellationToken.None));
        Assert.Null(await desk.Streams.History(new StreamId("counter", "nobody"), CancellationToken.None));
    }

    [Fact]
    public async Task History_says_what_happened_when_and_by_whom()
    {
        await using var desk = await Three();
        var history = (await desk.Streams.History(desk.Id, CancellationToken.None))!;
        Assert.Equal([(1L, "test", 1), (2L, "test", 2), (3L, "test", 3)], history.Select(one => (one.Version, one.By, one.Events.Single().By)));
        Assert.All(history, one => Assert.Equal(desk.Clock.GetUtcNow(), one.At));
    }

    [Fact]
    public async Task An_event_that_was_taken_out_is_missing()
    {
        await using var desk = await Three();
        await desk.Table("streams").DeleteEntityAsync(desk.Id.Partition, Event(desk, 2), ETag.All, TestContext.Current.CancellationToken);
        Assert.Equal(new ChainVerdict(2, "event 2 is missing"), await Verify(desk));
    }

    [Fact]
    public async Task The_last_event_taken_out_is_missed_by_the_state()
    {
        await using var desk = await Three();
        await desk.Table("streams").DeleteEntityAsync(desk.Id.Partition, Event(desk, 3), ETag.All, TestContext.Current.CancellationToken);
        Assert.Equal(new ChainVerdict(2, "the state speaks of 3 events, 2 stand"), await Verify(desk));
    }

    [Theory]
    [InlineData("Mac", "event 2 does not follow the one before it")]
    [InlineData("Body0", "event 2 or the state was changed from outside")]
    public async Task An_event_that_was_changed_is_named(string property, string fault)
    {
        await using var desk = await Three();
        await Flip(desk, Event(desk, 2), property);
        Assert.Equal(new ChainVerdict(2, fault), await Verify(desk));
    }

    [Fact]
    public async Task A_head_that_was_changed_shows()
    {
        await using var desk = await Three();
        await Flip(desk, $"state~{desk.Id}", "Head");
        Assert.Equal(new ChainVerdict(3, "the chain does not end where the state says"), await Verify(desk));
    }

    [Fact]
    public async Task What_is_written_while_it_is_looked_at_is_not_looked_at()
    {
        await using var desk = await Three();
        await desk.Table("streams").AddEntityAsync(new TableEntity(desk.Id.Partition, Event(desk, 4)) { ["Version"] = 4L }, TestContext.Current.CancellationToken);
        Assert.Equal(new ChainVerdict(3, null), await Verify(desk));
    }

    private static async Task<Desk> Three()
    {
        var desk = await Desk.Open();
        desk.Clock.Speed = 0;
        for (var by = 1; by <= 3; by++) await desk.Do(new Add(by));
        return desk;
    }

    private static Task<ChainVerdict> Verify(Desk desk) => desk.Streams.Verify(desk.Id, CancellationToken.None);

    private static string Event(Desk desk, int version) => $"event~{desk.Id}~{version:D10}";

    private static async Task Flip(Desk desk, string row, string property)
    {
        var found = (await desk.Table("streams").GetEntityAsync<TableEntity>(desk.Id.Partition, row)).Value;
        found.GetBinary(property)[^1] ^= 1;
        await desk.Table("streams").UpdateEntityAsync(found, ETag.All, TableUpdateMode.Replace);
    }
}
