using System.Collections.Concurrent;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Shared.Streams;

/// <summary>Many at once on one stream: all that was asked is done, and done once.</summary>
public abstract class StreamsRaces
{
    private protected abstract Task<Desk> Open();

    [Fact]
    public async Task Eight_writers_with_twenty_five_commands_each_count_two_hundred()
    {
        await using var desk = await Open();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (var command = 0; command < 25; command++)
                while (await desk.Do(new Add(), $"{writer}-{command}") is not Outcome<Count>.Done) { }
        }));
        Assert.Equal(200, (await desk.State()).Total);
        Assert.Null((await desk.Streams.Verify(desk.Id, CancellationToken.None)).Fault);
    }

    [Fact]
    public async Task The_same_message_fifty_times_at_once_and_a_thousand_times_is_one_decision_with_one_reply()
    {
        await using var desk = await Open();
        var replies = new ConcurrentBag<string>();
        async Task Once()
        {
            var outcome = await desk.Do(new Add(1, 1), "the-same");
            while (outcome is not Outcome<Count>.Done) outcome = await desk.Do(new Add(1, 1), "the-same");
            replies.Add(((Argument.Literal)((Outcome<Count>.Done)outcome).Reply!.Words.Arguments["total"]).Text);
        }
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Once()));
        for (var at = 0; at < 950; at++) await Once();
        Assert.Equal(["1"], replies.Distinct());
        Assert.Equal(1, (await desk.State()).Total);
        Assert.Single(desk.Carried);
    }
}

public sealed class StreamsRaceTests : StreamsRaces
{
    private protected override async Task<Desk> Open() => (await Desk.Open()).WithOthers();
}
