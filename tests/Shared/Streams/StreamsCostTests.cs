using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Shared.Streams;

/// <summary>Storage transactions are what this system costs and waits for; they are counted on the wire.</summary>
public abstract class StreamsCosts
{
    private protected abstract Task<Desk> Open();

    [Fact]
    public async Task An_answer_costs_two_the_first_and_every_other_time()
    {
        await using var desk = await Open();
        Assert.Equal(2, await desk.Cost(() => desk.Do(new Add())));
        Assert.Equal(2, await desk.Cost(() => desk.Do(new Add())));
    }

    [Fact]
    public async Task The_same_again_costs_one_and_gets_the_same_reply()
    {
        await using var desk = await Open();
        var first = Assert.IsType<Outcome<Count>.Done>(await desk.Do(new Add(), "message-1"));
        var again = first;
        Assert.Equal(1, await desk.Cost(async () => again = Assert.IsType<Outcome<Count>.Done>(await desk.Do(new Add(), "message-1"))));
        Assert.Equal((Repeat.First, Repeat.Again), (first.Repeat, again.Repeat));
        Assert.Equal(first.Reply!.Words.Arguments["total"], again.Reply!.Words.Arguments["total"]);
        Assert.Equal(1, (await desk.State()).Total);
    }

    [Fact]
    public async Task A_refusal_costs_one()
    {
        await using var desk = await Open();
        Assert.Equal(1, await desk.Cost(() => desk.Do(new Add(-1))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task An_alert_delivered_at_once_costs_five_for_one_person_as_for_ten(int people)
    {
        await using var desk = await Open();
        Assert.Equal(5, await desk.Cost(() => desk.Do(new Add(1, people))));
        Assert.Equal(people, desk.Carried.Count);
    }

    [Fact]
    public async Task A_wake_up_and_a_view_row_cost_one_each()
    {
        await using var desk = await Open();
        Assert.Equal(3, await desk.Cost(() => desk.Do(new Add(1, 0, desk.Clock.GetUtcNow().AddHours(1)))));
        Assert.Equal(3, await desk.Cost(() => desk.Do(new Add(1, Shown: "first"))));
        Assert.Equal(3, await desk.Cost(() => desk.Do(new Add(1, Shown: "second"))));
        Assert.Equal(7, await desk.Cost(() => desk.Do(new Add(1, 1, desk.Clock.GetUtcNow().AddHours(2), "third"))));
    }

    [Fact]
    public async Task An_alert_to_fifty_goes_by_the_queue_and_costs_seven()
    {
        await using var desk = await Open();
        var cost = await desk.Cost(() => desk.Do(new Add(1, 50)));
        Assert.Empty(desk.Carried);
        cost += await desk.Cost(() => Queues.Work(desk));
        Assert.Equal(50, desk.Carried.Distinct().Count());
        Assert.Equal(50, desk.Carried.Count);
        Assert.Equal(7, cost);
    }

    [Fact]
    public async Task An_alert_to_two_hundred_is_split_knowingly_and_reaches_each_once()
    {
        await using var desk = await Open();
        await desk.Do(new Add(1, 200));
        for (var round = 0; round < 3; round++) await Queues.Work(desk);
        Assert.Equal(200, desk.Carried.Distinct().Count());
        Assert.Equal(200, desk.Carried.Count);
    }

    [Fact]
    public async Task What_exceeds_a_limit_of_azure_is_refused_before_anything_is_written()
    {
        await using var desk = await Open();
        Assert.Equal(1, await desk.Cost(async () => await Assert.ThrowsAsync<StreamLimitException>(() => desk.Do(new Add(1, 1, desk.Clock.GetUtcNow(), new string('x', 1_200_000))))));
        Assert.Equal(0, (await desk.State()).Total);
    }
}

public sealed class StreamsCostTests : StreamsCosts
{
    private protected override Task<Desk> Open() => Desk.Open();
}
