using ServerlessAssist.Sandbox.Storage;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Storage;

namespace ServerlessAssist.Tests.Shared.Streams;

/// <summary>Announce, commit, deliver: what lies in which queue, until when, and what becomes of it.</summary>
public sealed class StreamsDeliveryTests
{
    private static readonly DateTimeOffset Never = new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 0, Announcements.Urgent, null)]
    [InlineData(10, 0, Announcements.Urgent, "line")]
    [InlineData(1, 1, Announcements.Urgent, null)]
    [InlineData(0, 1, Announcements.Routine, "line")]
    public async Task While_it_is_delivered_its_announcement_is_hidden_for_the_bound_and_then_gone(int urgent, int routine, string queue, string? shown)
    {
        await using var desk = await Still();
        await desk.Do(new Add());
        var seen = new List<(Announcement What, QueuedMessage As)>();
        desk.Carrier = (_, _) =>
        {
            lock (seen) seen.AddRange(desk.Lying(queue));
            return new SendAttempt.Sent(ChannelKind.Sms, "SM1", 1);
        };
        var now = desk.Clock.GetUtcNow();
        await desk.Do(new Add(1, urgent, Shown: shown, Routine: routine));
        Assert.Equal(urgent + routine, seen.Count);
        var (what, message) = seen[0];
        Assert.Equal((desk.Id.Partition, 1, now.AddSeconds(60), queue == Announcements.Urgent ? Priority.Urgent : Priority.Routine, shown is not null), (what.Stream, what.Base, what.Until, what.Priority, what.Views));
        Assert.Equal((now.AddSeconds(60), Never), (message.Visible, message.Expires));
        Assert.Empty(desk.Lying(Announcements.Urgent));
        Assert.Empty(desk.Lying(Announcements.Routine));
    }

    [Fact]
    public async Task More_than_an_invocation_sends_is_left_to_the_queue_which_shows_it_in_a_second()
    {
        await using var desk = await Still();
        var now = desk.Clock.GetUtcNow();
        await desk.Do(new Add(1, 11));
        Assert.Empty(desk.Carried);
        Assert.Equal(now.AddSeconds(1), Assert.Single(desk.Lying(Announcements.Urgent)).As.Visible);
    }

    [Fact]
    public async Task What_is_to_be_tried_again_is_shown_at_the_earliest_of_the_carriers_times()
    {
        await using var desk = await Still();
        desk.Carrier = (message, before) => message.To.Value switch
        {
            "p1" => new SendAttempt.Later(TimeSpan.FromSeconds(40), before),
            "p2" => new SendAttempt.Later(TimeSpan.FromSeconds(20), before),
            "p3" => new SendAttempt.Later(TimeSpan.FromSeconds(30), before),
            _ => new SendAttempt.Sent(ChannelKind.Sms, "SM1", 1),
        };
        var now = desk.Clock.GetUtcNow();
        await desk.Do(new Add(1, 4));
        var (what, message) = Assert.Single(desk.Lying(Announcements.Urgent));
        Assert.Equal(now.AddSeconds(20), message.Visible);

        // The queue, which finds the same: announced anew for as long, with a bound of its own.
        await desk.Clock.Advance(TimeSpan.FromSeconds(20));
        await desk.Streams.Resume(what, CancellationToken.None);
        var again = desk.Lying(Announcements.Urgent)[^1];
        Assert.Equal((what with { Until = now.AddSeconds(80) }, now.AddSeconds(40), Never), (again.What, again.As.Visible, again.As.Expires));
        Assert.Equal(["a0-4"], desk.Carried);
    }

    [Fact]
    public async Task How_far_earlier_attempts_came_is_told_to_the_next()
    {
        await using var desk = await Still();
        var tries = new List<int>();
        desk.Carrier = (_, before) =>
        {
            tries.Add(before.Tries);
            return before.Tries < 2 ? new SendAttempt.Later(TimeSpan.Zero, before with { Tries = before.Tries + 1 }) : new SendAttempt.Sent(ChannelKind.Sms, "SM1", 1);
        };
        await desk.Do(new Add(1, 1));
        await Queues.Work(desk);
        await Queues.Work(desk);
        Assert.Equal([0, 1, 2], tries);
        Assert.Empty(desk.Lying(Announcements.Urgent));
    }

    [Fact]
    public async Task A_message_that_no_channel_takes_is_told_to_its_stream_once()
    {
        await using var desk = await Still();
        desk.Carrier = (message, _) => message.To.Value == "p1" ? new SendAttempt.Failed("no-channel-left") : new SendAttempt.Sent(ChannelKind.Sms, "SM1", 1);
        await desk.Do(new Add(1, 2));
        Assert.Empty((await desk.State()).Fates);
        await Queues.Work(desk);
        Assert.Equal(["a0-1:Failed"], (await desk.State()).Fates);
        Assert.Equal(["a0-2"], desk.Carried);
        Assert.Empty(desk.Lying(Announcements.Urgent));
    }

    [Fact]
    public async Task A_mark_that_is_not_certain_is_looked_at_again_in_five_to_ten_seconds()
    {
        await using var desk = await Still();
        await desk.Do(new Add(1, 11));
        var what = desk.Lying(Announcements.Urgent)[0].What;
        desk.Wire.Fault = request => request.Path == "$batch" ? WireFault.AnswerLost : WireFault.None;
        await desk.Streams.Resume(what, CancellationToken.None);
        var now = desk.Clock.GetUtcNow();
        Assert.InRange(desk.Lying(Announcements.Urgent)[^1].As.Visible, now.AddSeconds(5), now.AddSeconds(10));
        // It was written down after all: nothing leaves twice, nothing is left.
        desk.Wire.Fault = null;
        await desk.Streams.Resume(what, CancellationToken.None);
        Assert.Equal(11, desk.Carried.Count);
        Assert.Equal(2, desk.Lying(Announcements.Urgent).Count);
    }

    [Fact]
    public async Task A_fate_that_cannot_be_stored_is_left_to_the_queue()
    {
        await using var desk = await Still();
        desk.Carrier = (_, _) => new SendAttempt.Failed("no-channel-left");
        await desk.Do(new Add(1, 1));
        desk.Wire.Fault = request => request.Path == "$batch" ? WireFault.Lost : WireFault.None;
        await desk.Await(desk.Streams.Resume(desk.Lying(Announcements.Urgent)[0].What, CancellationToken.None));
        Assert.Equal(2, desk.Lying(Announcements.Urgent).Count);
        Assert.False(await desk.Await(desk.Streams.Tell(desk.Id, "a0-1", new DeliveryOutcome.Delivered(), CancellationToken.None)));
        Assert.False(await desk.Await(desk.Streams.Wake(desk.Id, new WakeUp("due", desk.Clock.GetUtcNow()), CancellationToken.None)));
        desk.Wire.Fault = null;
        Assert.True(await desk.Streams.Tell(desk.Id, "a0-1", new DeliveryOutcome.Delivered(), CancellationToken.None));
        Assert.True(await desk.Streams.Wake(desk.Id, new WakeUp("due", desk.Clock.GetUtcNow()), CancellationToken.None));
        Assert.Equal(["a0-1:Delivered"], (await desk.State()).Fates);
    }

    /// <summary>Many processes that tell one stream what became of a long list hinder each other; each would send the whole list again.</summary>
    [Fact]
    public async Task What_has_left_does_not_leave_again_because_the_fate_of_another_could_not_be_stored()
    {
        const int commitTries = 8;
        await using var desk = await Still();
        desk.Carrier = (message, _) => message.To.Value == "p1" ? new SendAttempt.Failed("no-channel-left") : new SendAttempt.Sent(ChannelKind.Sms, "SM1", 1);
        await desk.Do(new Add(1, 12));
        var failing = commitTries;
        desk.Wire.Fault = request => request.Path == "$batch" && failing-- > 0 ? WireFault.Lost : WireFault.None;
        var what = desk.Lying(Announcements.Urgent)[0].What;
        await desk.Await(desk.Streams.Resume(what, CancellationToken.None));
        Assert.Empty((await desk.State()).Fates);
        Assert.Equal(11, desk.Carried.Count);
        await desk.Await(desk.Streams.Resume(what, CancellationToken.None));
        Assert.Equal(["a0-1:Failed"], (await desk.State()).Fates);
        Assert.Equal(11, desk.Carried.Count);
    }

    /// <summary>The state that it was decided on may be long over when a slow list line is written at last.</summary>
    [Theory]
    [InlineData(8, 1)]
    [InlineData(11, 0)]
    public async Task What_was_decided_a_while_ago_is_delivered_by_the_queue(int seconds, int atOnce)
    {
        await using var desk = await Still();
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        desk.Wire.Hold = request => request.Target == "referralboard" ? held.Task : Task.CompletedTask;
        var committed = desk.Wire.Until(request => request.Path == "$batch");
        var doing = desk.Begin(new Add(1, 1, Shown: "one"), "m1");
        await committed;
        await desk.Clock.Advance(TimeSpan.FromSeconds(seconds));
        held.SetResult();
        await desk.Await(doing);
        Assert.Equal(atOnce, desk.Carried.Count);
        if (atOnce == 0) await Queues.Work(desk);
        Assert.Equal(["a0-1"], desk.Carried);
    }

    [Fact]
    public async Task An_announcement_whose_stream_moved_on_is_dropped()
    {
        await using var desk = await Still();
        await desk.Do(new Add());
        Assert.Equal(1, await desk.Cost(() => desk.Streams.Resume(Missing(desk, 0, TimeSpan.FromSeconds(60)), CancellationToken.None)));
        Assert.Empty(desk.Lying(Announcements.Urgent));
    }

    [Theory]
    [InlineData(60, 60)]
    [InlineData(2, 2)]
    [InlineData(1, 1)]
    [InlineData(0.5, 1)]
    public async Task Within_the_bound_a_commit_that_is_not_there_is_waited_for(double left, double hidden)
    {
        await using var desk = await Still();
        await desk.Do(new Add());
        var what = Missing(desk, 1, TimeSpan.FromSeconds(left));
        await desk.Streams.Resume(what, CancellationToken.None);
        var (again, message) = Assert.Single(desk.Lying(Announcements.Urgent));
        Assert.Equal((what, desk.Clock.GetUtcNow().AddSeconds(hidden)), (again, message.Visible));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task When_the_bound_is_over_it_is_fenced_off_and_dropped(int before)
    {
        await using var desk = await Still();
        if (before > 0) await desk.Do(new Add());
        Assert.Equal(2, await desk.Cost(() => desk.Streams.Resume(Missing(desk, before, TimeSpan.Zero), CancellationToken.None)));
        Assert.Empty(desk.Lying(Announcements.Urgent));
        await desk.Do(new Add());
        Assert.Equal(before + 1, (await desk.State()).Total);
        Assert.Null((await desk.Streams.Verify(desk.Id, CancellationToken.None)).Fault);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_fence_that_comes_too_late_looks_again(int before)
    {
        await using var desk = await Still();
        if (before > 0) await desk.Do(new Add());
        await using var other = await Desk.Open(desk);
        var raced = false;
        desk.Wire.Hold = async request =>
        {
            if (request is { Target: "streams", Method: not "GET" } && !raced) (raced, _) = (true, await other.Do(new Add()));
        };
        await desk.Streams.Resume(Missing(desk, before, TimeSpan.FromSeconds(-9)), CancellationToken.None);
        Assert.True(raced);
        Assert.Equal(desk.Clock.GetUtcNow().AddSeconds(1), Assert.Single(desk.Lying(Announcements.Urgent)).As.Visible);
    }

    [Fact]
    public async Task The_rest_of_a_long_list_that_cannot_be_stored_is_left_to_the_queue()
    {
        await using var desk = await Still();
        await desk.Do(new Add(1, 96));
        var (what, batches, lost) = (desk.Lying(Announcements.Urgent)[0].What, 0, 0);
        desk.Wire.Fault = request => request.Path == "$batch" && ++batches > 1 && ++lost > 0 ? WireFault.Lost : WireFault.None;
        await Assert.ThrowsAsync<NotSettledException>(() => desk.Await(desk.Streams.Resume(what, CancellationToken.None)));
        Assert.Equal(8, lost);
        // The queue shows the announcement again: what has left stays left, the rest follows at once.
        desk.Wire.Fault = null;
        await desk.Streams.Resume(what, CancellationToken.None);
        Assert.Equal(desk.Clock.GetUtcNow(), desk.Lying(Announcements.Urgent).Where(one => one.What.Commit != what.Commit).Max(one => one.As.Visible), TimeSpan.FromMinutes(1));
        for (var round = 0; round < 12 && desk.Carried.Count < 96; round++) await Queues.Work(desk);
        Assert.Equal(96, desk.Carried.Distinct().Count());
        Assert.Equal(96, desk.Carried.Count);
    }

    [Theory]
    [InlineData(1, 0, "line")]
    [InlineData(0, 1, null)]
    public async Task What_the_agenda_stood_in_for_goes_on_as_it_was_announced(int urgent, int routine, string? shown)
    {
        await using var desk = await Still();
        desk.Wire.Fault = request => request is { Target: Announcements.Urgent or Announcements.Routine } ? WireFault.Lost : WireFault.None;
        desk.Carrier = (_, before) => new SendAttempt.Later(TimeSpan.FromMinutes(5), before);
        var now = desk.Clock.GetUtcNow();
        await desk.Do(new Add(1, urgent, Shown: shown, Routine: routine));
        desk.Wire.Fault = null;
        var due = new List<(StreamId Id, WakeUp Wake)>();
        await foreach (var one in desk.Get<Agenda>().Due(now.AddHours(1), CancellationToken.None)) due.Add(one);
        var (id, wake) = Assert.Single(due);
        Assert.InRange(wake.Due, now.AddSeconds(60), now.AddSeconds(70));
        await desk.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.True(await desk.Streams.Wake(id, wake, CancellationToken.None));
        var (what, _) = Assert.Single(desk.Lying(urgent > 0 ? Announcements.Urgent : Announcements.Routine));
        Assert.Equal((urgent > 0 ? Priority.Urgent : Priority.Routine, shown is not null, 0), (what.Priority, what.Views, what.Base));
    }

    [Fact]
    public async Task What_silence_puts_back_waits_longer_each_time()
    {
        await using var desk = await Still();
        var announcements = desk.Get<Announcements>();
        foreach (var priority in new[] { Priority.Urgent, Priority.Routine })
        {
            var what = Missing(desk, 0, TimeSpan.Zero) with { Priority = priority, PutBack = 1 };
            await announcements.PutBack(what, CancellationToken.None);
            var (again, message) = Assert.Single(desk.Lying(priority == Priority.Urgent ? Announcements.Urgent : Announcements.Routine));
            Assert.Equal((what with { PutBack = 2 }, desk.Clock.GetUtcNow().AddSeconds(40), Never), (again, message.Visible, message.Expires));
        }
    }

    private static Announcement Missing(Desk desk, long version, TimeSpan left) => new(desk.Id.Partition, "never-landed", version, desk.Clock.GetUtcNow() + left, Priority.Urgent, false);

    /// <summary>Its clock stands unless it is moved.</summary>
    private static async Task<Desk> Still()
    {
        var desk = await Desk.Open();
        desk.Clock.Speed = 0;
        return desk;
    }
}
