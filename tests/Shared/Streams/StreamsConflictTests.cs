using ServerlessAssist.Sandbox.Storage;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Shared.Streams;

/// <summary>Two processes on one stream, step by step; and storage that says nothing.</summary>
public sealed class StreamsConflictTests
{
    [Fact]
    public async Task Who_loses_a_race_takes_the_announcement_back_and_decides_again()
    {
        await using var desk = await Desk.Open();
        await using var other = await Desk.Open(desk);
        Between(desk, () => other.Do(new Add(10)));
        var done = Assert.IsType<Outcome<Count>.Done>(await desk.Do(new Add(1, 1), "mine"));
        Assert.Equal((11, 2, Repeat.First), (done.State.Total, done.Version, done.Repeat));
        Assert.Equal(["a10-1"], desk.Carried);
        Assert.Empty(desk.Lying(Announcements.Urgent));
    }

    [Fact]
    public async Task The_same_message_decided_elsewhere_gets_the_same_reply_and_leaves_once()
    {
        await using var desk = await Desk.Open();
        await using var other = await Desk.Open(desk);
        Between(desk, () => other.Do(new Add(1, 1), "the-same"));
        var done = Assert.IsType<Outcome<Count>.Done>(await desk.Do(new Add(1, 1), "the-same"));
        Assert.Equal((1, Repeat.Again, new Argument.Literal("1")), (done.State.Total, done.Repeat, done.Reply!.Words.Arguments["total"]));
        Assert.Empty(desk.Carried);
        Assert.Single(other.Carried);
        Assert.Empty(desk.Lying(Announcements.Urgent));
    }

    [Fact]
    public async Task With_the_answer_lost_ones_own_success_is_known_is_shown_on_the_board_and_is_delivered_by_the_queue()
    {
        await using var desk = await Desk.Open();
        var lost = 0;
        desk.Wire.Fault = request => request.Path == "$batch" && ++lost == 1 ? WireFault.AnswerLost : WireFault.None;
        var done = Assert.IsType<Outcome<Count>.Done>(await desk.Do(new Add(5, 1, Shown: "line"), "mine"));
        Assert.Equal((5, 1, Repeat.First), (done.State.Total, done.Version, done.Repeat));
        Assert.Equal(["line"], await desk.Board());
        Assert.True(desk.Lying(Announcements.Urgent).Single().As.Visible <= desk.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_silent_storage_is_asked_eight_times_with_growing_pauses_and_then_it_is_open()
    {
        await using var desk = await Desk.Open();
        desk.Clock.Speed = 0;
        var (asked, begin) = (0, desk.Clock.GetUtcNow());
        desk.Wire.Fault = request => request.Path == "$batch" && ++asked > 0 ? WireFault.Lost : WireFault.None;
        Assert.IsType<Outcome<Count>.Unknown>(await desk.Do(new Add(1, 1)));
        Assert.Equal(8, asked);
        Assert.InRange(desk.Clock.GetUtcNow() - begin, TimeSpan.FromMilliseconds(950), TimeSpan.FromMilliseconds(4_200));
        // Each may still land: their announcements stay.
        Assert.Equal(8, desk.Lying(Announcements.Urgent).Count);
    }

    [Fact]
    public async Task A_busy_read_is_asked_four_times_with_growing_pauses()
    {
        await using var desk = await Desk.Open();
        desk.Clock.Speed = 0;
        var (asked, begin) = (0, desk.Clock.GetUtcNow());
        desk.Wire.Fault = request => ++asked > 0 ? WireFault.Busy : WireFault.None;
        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => desk.Await(desk.State()));
        Assert.Equal(4, asked);
        // 200, 400 and 800 ms, each a fifth more or less; the clock is moved in steps of 50.
        Assert.InRange(desk.Clock.GetUtcNow() - begin, TimeSpan.FromMilliseconds(1_120), TimeSpan.FromMilliseconds(1_900));
    }

    [Fact]
    public async Task Who_does_not_want_it_any_more_is_not_asked_for_again()
    {
        await using var desk = await Desk.Open();
        using var stop = new CancellationTokenSource();
        var asked = 0;
        desk.Wire.Fault = request =>
        {
            asked++;
            stop.Cancel();
            return WireFault.Busy;
        };
        await Assert.ThrowsAnyAsync<Exception>(() => desk.Await(desk.Streams.Read(desk.Id, stop.Token)));
        Assert.Equal(1, asked);
    }

    /// <summary>Does something once, after this desk's commit has left and before it arrives.</summary>
    private static void Between(Desk desk, Func<Task> what)
    {
        var done = false;
        desk.Wire.Hold = async request =>
        {
            if (done || request.Path != "$batch") return;
            done = true;
            await what();
        };
    }
}
