using ServerlessAssist.Sandbox.Storage;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Shared.Streams;

/// <summary>What one stream decides reaches another, once, whatever fails on the way.</summary>
public sealed class StreamsEffectTests
{
    private const string Other = "the-other-counter";

    [Fact]
    public async Task An_effect_is_done_before_the_answer_and_costs_the_floor_of_both()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add(), "warm");
        // Read, announce, commit; the other's read and commit; mark and delete.
        Assert.Equal(7, await desk.Cost(() => desk.Do(new Add(3, Gives: Other), "m1")));
        Assert.Equal((4, 3), ((await desk.State()).Total, await OfOther(desk)));
        Assert.Empty(desk.Lying(Announcements.Urgent));
    }

    [Fact]
    public async Task The_same_message_again_gives_nothing_twice()
    {
        await using var desk = await Desk.Open();
        for (var time = 0; time < 3; time++) await desk.Do(new Add(3, Gives: Other), "m1");
        Assert.Equal((3, 3), ((await desk.State()).Total, await OfOther(desk)));
    }

    [Fact]
    public async Task Messages_leave_beside_it()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add(2, Alerts: 3, Gives: Other));
        Assert.Equal((3, 2), (desk.Carried.Count, await OfOther(desk)));
    }

    /// <summary>Each request of the decision and of what follows from it, lost on its way there or on its way back.</summary>
    [Fact]
    public async Task Whichever_request_fails_both_count_it_once_in_the_end()
    {
        var requests = 0;
        await using (var calm = await Desk.Open())
        {
            calm.Wire.Seen = _ => requests++;
            await calm.Do(new Add(3, Gives: Other), "m1");
        }
        Assert.True(requests >= 7);
        foreach (var fault in new[] { WireFault.Lost, WireFault.AnswerLost })
            for (var at = 0; at < requests; at++)
            {
                await using var desk = await Desk.Open();
                var seen = 0;
                desk.Wire.Fault = _ => Interlocked.Increment(ref seen) == at + 1 ? fault : WireFault.None;
                try
                {
                    await desk.Do(new Add(3, Gives: Other), "m1");
                }
                catch (Exception down) when (TransientFailure.Is(down))
                {
                    // The carrier brings it again.
                }
                desk.Wire.Fault = null;
                await Rest(desk);
                await desk.Do(new Add(3, Gives: Other), "m1");
                await Rest(desk);
                Assert.True((await desk.State()).Total == 3 && await OfOther(desk) == 3, $"{fault} at request {at}: {(await desk.State()).Total}, {await OfOther(desk)}");
            }
    }

    /// <summary>The queue and the agenda, until nothing waits.</summary>
    private static async Task Rest(Desk desk)
    {
        while (desk.Lying(Announcements.Urgent).Count > 0) await Queues.Work(desk, TimeSpan.FromSeconds(90));
        await foreach (var (id, wake) in desk.Get<Agenda>().Due(desk.Clock.GetUtcNow().AddMinutes(2), CancellationToken.None))
        {
            await desk.Pass(TimeSpan.FromSeconds(61));
            Assert.True(await desk.Streams.Wake(id, wake, CancellationToken.None));
        }
        while (desk.Lying(Announcements.Urgent).Count > 0) await Queues.Work(desk, TimeSpan.FromSeconds(90));
    }

    private static async Task<int> OfOther(Desk desk) => (await desk.Streams.Read(new StreamId("counter", Other), CancellationToken.None)).State.Total;
}
