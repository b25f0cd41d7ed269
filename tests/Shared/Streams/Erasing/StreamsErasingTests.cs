using Azure.Data.Tables;
using ServerlessAssist.Sandbox.Storage;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Streams.Erasing;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Tests.Shared.Streams.Erasing;

/// <summary>A stream that is marked takes nothing and shows nothing; erased, a tombstone of it is left, and nothing brings it back.</summary>
public sealed class StreamsErasingTests
{
    private static readonly DateTimeOffset Later = new(2026, 3, 3, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_marked_stream_takes_no_command_is_read_as_unknown_and_stays_as_it_is()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add(5, Due: Later, Shown: "five"), "m1");
        Assert.True(await desk.Streams.Mark(desk.Id, CancellationToken.None));
        Assert.True(await desk.Streams.Mark(desk.Id, CancellationToken.None));
        var before = await Rows(desk);
        Assert.IsType<Outcome<Count>.NoChange>(await desk.Do(new Add(1), "m2"));
        Assert.IsType<Outcome<Count>.NoChange>(await desk.Do(new Add(5, Due: Later, Shown: "five"), "m1"));
        Assert.IsType<Outcome<Count>.Refused>(await desk.Do(new Add(-1), "m3"));
        Assert.True(await desk.Streams.Wake(desk.Id, new WakeUp("due", Later), CancellationToken.None));
        Assert.True(await desk.Streams.Tell(desk.Id, "a0-1", new DeliveryOutcome.Delivered(), CancellationToken.None));
        Assert.Equal((0, 0L), ((await desk.State()).Total, (await desk.Streams.Read(desk.Id, CancellationToken.None)).Version));
        Assert.Null(await desk.Streams.History(desk.Id, CancellationToken.None));
        Assert.Null(await desk.Streams.Earlier(desk.Id, "m1", CancellationToken.None));
        Assert.Equal(before, await Rows(desk));
        Assert.Equal(5, (await desk.Streams.ReadMarked(desk.Id, CancellationToken.None))!.Total);
        Assert.Empty((await desk.Get<ChainWalk>().Verify(null, CancellationToken.None)).Faults);
    }

    [Fact]
    public async Task Where_nothing_stood_nothing_can_begin()
    {
        await using var desk = await Desk.Open();
        Assert.True(await desk.Streams.Mark(desk.Id, CancellationToken.None));
        Assert.IsType<Outcome<Count>.NoChange>(await desk.Do(new Add(1), "m1"));
        Assert.Single(await Rows(desk));
        Assert.True(await Eraser(desk).Destroy(desk.Id, CancellationToken.None));
        Assert.Single(await Rows(desk));
    }

    [Fact]
    public async Task What_its_state_does_not_allow_is_not_marked()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add(5));
        Assert.False(await desk.Streams.Mark(desk.Id, count => count.Total == 6, CancellationToken.None));
        await desk.Do(new Add(1));
        Assert.True(await desk.Streams.Mark(desk.Id, count => count.Total == 6, CancellationToken.None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_commit_that_is_on_its_way_when_it_is_marked_fails_and_its_caller_hears_that_there_is_nothing(int before)
    {
        await using var desk = await Desk.Open();
        for (var at = 0; at < before; at++) await desk.Do(new Add(), $"m{at}");
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holding = true;
        desk.Wire.Hold = request => holding && request.Path == "$batch" ? held.Task : Task.CompletedTask;
        var announced = desk.Wire.Until(request => request.Path.StartsWith($"{Announcements.Urgent}/messages", StringComparison.Ordinal));
        var doing = desk.Begin(new Add(10, 1), "late");
        await announced;
        holding = false;
        await using var other = await Desk.Open(desk);
        Assert.True(await other.Streams.Mark(desk.Id, CancellationToken.None));
        held.SetResult();
        Assert.IsType<Outcome<Count>.NoChange>(await desk.Await(doing));
        Assert.Empty(desk.Carried);
        // What it had announced shows itself, now and when all is gone, and does nothing.
        foreach (var isGone in new[] { false, true })
        {
            if (isGone) Assert.True(await Eraser(desk).Destroy(desk.Id, CancellationToken.None));
            await desk.Streams.Resume(new Announcement(desk.Id.Partition, "somebody", before, desk.Clock.GetUtcNow().AddSeconds(-1), Priority.Urgent, true), CancellationToken.None);
        }
        Assert.Single(await Rows(desk));
    }

    [Fact]
    public async Task What_waits_to_leave_is_told_to_nobody_and_what_others_were_promised_they_get()
    {
        await using var desk = await Desk.Open();
        desk.Carrier = (_, before) => new SendAttempt.Later(TimeSpan.FromSeconds(30), before);
        await desk.Do(new Add(3, 1, Gives: "other"), "m1");
        // Given at once; its message waits.
        Assert.Equal(1, (await Eraser(desk).Outgoing(desk.Id, CancellationToken.None)).Waiting);
        Assert.True(await desk.Streams.Mark(desk.Id, CancellationToken.None));
        desk.Carrier = null;
        await Queues.Work(desk, TimeSpan.FromMinutes(2));
        Assert.Empty(desk.Carried);
        Assert.Equal(0, (await Eraser(desk).Outgoing(desk.Id, CancellationToken.None)).Waiting);
        Assert.Equal(3, (await desk.Streams.Read(new StreamId("counter", "other"), CancellationToken.None)).State.Total);
    }

    [Fact]
    public async Task An_effect_that_was_not_given_before_is_given_after()
    {
        await using var desk = await Desk.Open();
        // The other stream is silent.
        desk.Wire.Fault = request => request.Path.Contains("counter~other", StringComparison.Ordinal) ? WireFault.Lost : WireFault.None;
        await desk.Do(new Add(3, 0, Gives: "other"), "m1");
        desk.Wire.Fault = null;
        Assert.True(await desk.Streams.Mark(desk.Id, CancellationToken.None));
        Assert.Equal(1, (await Eraser(desk).Outgoing(desk.Id, CancellationToken.None)).Effects);
        await Queues.Work(desk, TimeSpan.FromMinutes(2));
        Assert.Equal(0, (await Eraser(desk).Outgoing(desk.Id, CancellationToken.None)).Effects);
        Assert.Equal(3, (await desk.Streams.Read(new StreamId("counter", "other"), CancellationToken.None)).State.Total);
    }

    [Fact]
    public async Task Its_lines_and_hints_go_and_neither_a_late_writer_nor_a_night_brings_them_back()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add(1, Due: Later, Shown: "one"));
        Assert.Equal(["one"], await desk.Board());
        // A process that has just decided something writes its line late.
        await using var slow = await Desk.Open(desk);
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        slow.Wire.Hold = request => request is { Target: "referralboard", Method: not "GET" } ? held.Task : Task.CompletedTask;
        var committed = slow.Wire.Until(request => request.Path == "$batch");
        var doing = slow.Begin(new Add(1, Shown: "two"));
        await committed;
        await desk.Streams.Mark(desk.Id, CancellationToken.None);
        await desk.Streams.Hide(desk.Id, CancellationToken.None);
        Assert.Empty(await desk.Board());
        held.SetResult();
        Assert.IsType<Outcome<Count>.Done>(await slow.Await(doing));
        Assert.Equal(0, await desk.Streams.Audit(CancellationToken.None));
        Assert.Empty(await desk.Board());
        var look = await Eraser(desk).Look([desk.Id], CancellationToken.None);
        Assert.Equal((1, 0), (look.Lines, look.Hints));
        await Eraser(desk).Destroy(desk.Id, CancellationToken.None);
        await Eraser(desk).Sweep([desk.Id], CancellationToken.None);
        Assert.True((await Eraser(desk).Look([desk.Id], CancellationToken.None)).IsNothing);
        Assert.Equal(0, await desk.Streams.Audit(CancellationToken.None));
        Assert.Empty(await desk.Table("referralboard").QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(70)]
    [InlineData(130)]
    public async Task Whoever_dies_in_the_middle_is_followed_by_another_and_the_key_goes_first(int events)
    {
        for (var dies = 0; dies < 5; dies++)
        {
            await using var desk = await Desk.Open();
            for (var at = 0; at < events; at++) await desk.Do(new Add(1, at == 0 ? 2 : 0));
            await desk.Streams.Mark(desk.Id, CancellationToken.None);
            var commits = 0;
            desk.Wire.Fault = request => request.Path.Contains("$batch", StringComparison.Ordinal) && ++commits > dies ? WireFault.Lost : WireFault.None;
            var isDone = await desk.Await(Eraser(desk).Destroy(desk.Id, CancellationToken.None));
            desk.Wire.Fault = null;
            if (dies > 0) Assert.Empty(await desk.Streams.HistoryOfMarked(desk.Id, CancellationToken.None));
            Assert.Empty((await desk.Get<ChainWalk>().Verify(null, CancellationToken.None)).Faults);
            if (!isDone) Assert.True(await desk.Await(Eraser(desk).Destroy(desk.Id, CancellationToken.None)));
            var tombstone = Assert.Single(await Rows(desk));
            Assert.Equal($"state~{desk.Id}", tombstone);
            Assert.IsType<Outcome<Count>.NoChange>(await desk.Do(new Add(1)));
        }
    }

    [Fact]
    public async Task What_is_not_marked_is_not_destroyed()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add(5));
        Assert.False(await Eraser(desk).Destroy(desk.Id, CancellationToken.None));
        Assert.Equal(5, (await desk.State()).Total);
    }

    [Fact]
    public async Task Forgotten_it_can_begin_again_but_not_while_it_is_written()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add(5, 1));
        Assert.False(await desk.Streams.Forget(desk.Id, count => count.Total == 6, CancellationToken.None));
        Assert.True(await desk.Streams.Forget(desk.Id, count => count.Total == 5, CancellationToken.None));
        Assert.Empty(await Rows(desk));
        Assert.True(await desk.Streams.Forget(desk.Id, _ => false, CancellationToken.None));
        await desk.Do(new Add(2));
        Assert.Equal(2, (await desk.State()).Total);
    }

    private static StreamEraser Eraser(Desk desk) => desk.Get<StreamEraser>();

    private static async Task<List<string>> Rows(Desk desk) =>
        [.. (await desk.Table("streams").QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {desk.Id.Partition}"), cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)).Select(row => row.RowKey)];
}
