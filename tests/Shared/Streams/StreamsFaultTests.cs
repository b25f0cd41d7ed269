using ServerlessAssist.Sandbox.Storage;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Shared.Streams;

/// <summary>Storage and process fail at every place that they can; nothing is lost, nothing is decided twice.</summary>
public sealed class StreamsFaultTests
{
    [Fact]
    public async Task Before_the_announcement_nothing_is_stored_and_the_same_message_brings_it()
    {
        await using var desk = await Desk.Open();
        desk.Wire.Fault = request => request is { Target: Announcements.Urgent or "agenda" } or { Method: "POST", Path: "$batch" } ? WireFault.Lost : WireFault.None;
        await Assert.ThrowsAnyAsync<Exception>(() => desk.Do(new Add(1, 1), "m1"));
        desk.Wire.Fault = null;
        Assert.Equal(0, (await desk.State()).Total);
        await desk.Do(new Add(1, 1), "m1");
        Assert.Single(desk.Carried);
    }

    [Fact]
    public async Task Between_announcement_and_commit_the_queue_waits_fences_and_drops()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add(), "m0");
        var announcement = new Announcement(desk.Id.Partition, Guid.NewGuid().ToString("N"), 1, desk.Clock.GetUtcNow().AddSeconds(60), Priority.Urgent, false);
        // Within the bound it is shown again later; past it the state row is rewritten.
        await desk.Streams.Resume(announcement, CancellationToken.None);
        await desk.Clock.Advance(TimeSpan.FromSeconds(61));
        await desk.Streams.Resume(announcement, CancellationToken.None);
        Assert.Equal(1, (await desk.State()).Total);
        Assert.Empty(desk.Carried);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_commit_that_lands_after_the_fence_is_refused_and_its_caller_decides_again(int before)
    {
        await using var desk = await Desk.Open();
        for (var at = 0; at < before; at++) await desk.Do(new Add(), $"m{at}");
        // The first commit is held on its way until the queue has fenced it off.
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holding = true;
        desk.Wire.Hold = request => holding && request.Path == "$batch" ? held.Task : Task.CompletedTask;
        var announced = desk.Wire.Until(request => request.Path.StartsWith($"{Announcements.Urgent}/messages", StringComparison.Ordinal));
        var doing = desk.Begin(new Add(10, 1), "late");
        await announced;
        holding = false;
        await desk.Clock.Advance(TimeSpan.FromSeconds(61));
        await using var other = await Desk.Open(desk);
        await other.Streams.Resume(new Announcement(desk.Id.Partition, "somebody", before, desk.Clock.GetUtcNow().AddSeconds(-1), Priority.Urgent, false), CancellationToken.None);
        var announcements = 0;
        desk.Wire.Seen = request => announcements += request is { Target: Announcements.Urgent, Method: "POST" } ? 1 : 0;
        held.SetResult();
        Assert.Equal(Repeat.First, Assert.IsType<Outcome<Count>.Done>(await desk.Await(doing)).Repeat);
        Assert.Equal(1, announcements);
        Assert.Equal(before + 10, (await desk.State()).Total);
        Assert.Single(desk.Carried);
    }

    [Fact]
    public async Task Where_the_queue_has_looked_before_a_slow_commit_an_alert_to_many_leaves_right_after_it()
    {
        await using var desk = await Desk.Open();
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        desk.Wire.Hold = request => request.Path == "$batch" ? held.Task : Task.CompletedTask;
        var announced = desk.Wire.Until(request => request.Path.StartsWith($"{Announcements.Urgent}/messages", StringComparison.Ordinal));
        var doing = desk.Begin(new Add(1, 12), "slow");
        await announced;
        await Queues.Work(desk);
        Assert.Empty(desk.Carried);
        held.SetResult();
        Assert.IsType<Outcome<Count>.Done>(await desk.Await(doing));
        // Well within the minute for which the queue has hidden what it found too early.
        await Queues.Work(desk);
        Assert.Equal(12, desk.Carried.Distinct().Count());
        Assert.Equal(12, desk.Carried.Count);
    }

    [Fact]
    public async Task An_answer_lost_after_the_commit_is_told_as_success_and_the_alert_leaves()
    {
        await using var desk = await Desk.Open();
        var lost = 0;
        desk.Wire.Fault = request => request.Path == "$batch" && Interlocked.Increment(ref lost) == 1 ? WireFault.AnswerLost : WireFault.None;
        Assert.IsType<Outcome<Count>.Done>(await desk.Do(new Add(5, 1), "m1"));
        Assert.Equal(5, (await desk.State()).Total);
        await Queues.Work(desk);
        Assert.Single(desk.Carried);
    }

    [Fact]
    public async Task Storage_that_stays_silent_after_a_commit_leaves_it_open_and_never_says_failed()
    {
        await using var desk = await Desk.Open();
        var committed = false;
        desk.Wire.Fault = request =>
        {
            if (request.Path == "$batch") { committed = true; return WireFault.AnswerLost; }
            return committed ? WireFault.Lost : WireFault.None;
        };
        // Reading cannot tell: the caller hears an exception that means "not known", the webhook queues the message.
        await Assert.ThrowsAnyAsync<Exception>(() => desk.Do(new Add(5), "m1"));
        desk.Wire.Fault = null;
        Assert.Equal(Repeat.Again, Assert.IsType<Outcome<Count>.Done>(await desk.Do(new Add(5), "m1")).Repeat);
        Assert.Equal(5, (await desk.State()).Total);
    }

    [Fact]
    public async Task A_busy_storage_is_tried_again()
    {
        await using var desk = await Desk.Open();
        var busy = 0;
        desk.Wire.Fault = request => request.Path == "$batch" && Interlocked.Increment(ref busy) <= 2 ? WireFault.Busy : WireFault.None;
        Assert.IsType<Outcome<Count>.Done>(await desk.Do(new Add(), "m1"));
        Assert.Equal(1, (await desk.State()).Total);
    }

    [Fact]
    public async Task A_repeat_is_known_after_many_other_messages_and_a_year()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add(), "first");
        for (var at = 0; at < 12; at++) await desk.Do(new Add(), $"other-{at}");
        await desk.Clock.Advance(TimeSpan.FromDays(365));
        Assert.Equal(Repeat.Again, Assert.IsType<Outcome<Count>.Done>(await desk.Do(new Add(), "first")).Repeat);
        Assert.Equal(13, (await desk.State()).Total);
    }

    [Fact]
    public async Task Death_after_the_commit_and_before_delivery_delivers_once_when_the_announcement_shows()
    {
        await using var desk = await Desk.Open();
        desk.Carrier = (_, _) => throw new InvalidOperationException("The process ends here.");
        await desk.Do(new Add(1, 2));
        desk.Carrier = null;
        await Queues.Work(desk);
        Assert.Equal(2, desk.Carried.Count);
    }

    [Fact]
    public async Task Death_after_the_carrier_took_it_and_before_the_mark_repeats_an_alert_once_at_most()
    {
        await using var desk = await Desk.Open();
        var batches = 0;
        desk.Wire.Fault = request => request.Path == "$batch" && Interlocked.Increment(ref batches) == 2 ? WireFault.Lost : WireFault.None;
        await desk.Do(new Add(1, 1));
        desk.Wire.Fault = null;
        await Queues.Work(desk);
        Assert.Equal(2, desk.Carried.Count);
        Assert.Single(desk.Carried.Distinct());
    }

    [Fact]
    public async Task A_done_announcement_that_comes_back_changes_nothing()
    {
        await using var desk = await Desk.Open();
        var announced = "";
        desk.Wire.Fault = request => request is { Target: Announcements.Urgent, Method: "DELETE" } ? WireFault.Lost : WireFault.None;
        desk.Wire.Sent = (request, body) => announced = request is { Target: Announcements.Urgent, Method: "POST" } ? System.Xml.Linq.XDocument.Parse(System.Text.Encoding.UTF8.GetString(body).TrimStart('\uFEFF')).Descendants("MessageText").Single().Value : announced;
        await desk.Do(new Add(1, 1));
        desk.Wire.Fault = null;
        var message = desk.Get<Announcements>().Read(System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(announced)));
        foreach (var later in new[] { TimeSpan.FromMinutes(10), TimeSpan.FromDays(7) })
        {
            await desk.Clock.Advance(later);
            await desk.Streams.Resume(message, CancellationToken.None);
        }
        Assert.Single(desk.Carried);
    }

    [Fact]
    public async Task With_the_queues_down_the_agenda_stands_in()
    {
        await using var desk = await Desk.Open();
        desk.Wire.Fault = request => request.Target == Announcements.Urgent ? WireFault.Lost : WireFault.None;
        desk.Carrier = (_, _) => throw new InvalidOperationException("The process ends here.");
        Assert.IsType<Outcome<Count>.Done>(await desk.Do(new Add(1, 1)));
        desk.Carrier = null;
        await desk.Clock.Advance(TimeSpan.FromMinutes(2));
        var agenda = desk.Get<Agenda>();
        await foreach (var (id, wake) in agenda.Due(desk.Clock.GetUtcNow(), CancellationToken.None))
            if (await desk.Streams.Wake(id, wake, CancellationToken.None)) await agenda.Delete(id, wake, CancellationToken.None);
        Assert.Single(desk.Carried);
    }

    [Fact]
    public async Task What_comes_too_late_for_its_purpose_is_dropped_with_an_event()
    {
        await using var desk = await Desk.Open();
        desk.Carrier = (_, before) => new SendAttempt.Later(TimeSpan.FromSeconds(1), before);
        await desk.Do(new Add(1, 1, UsefulUntil: desk.Clock.GetUtcNow().AddMinutes(5)));
        desk.Carrier = null;
        await desk.Clock.Advance(TimeSpan.FromMinutes(6));
        await Queues.Work(desk);
        Assert.Empty(desk.Carried);
        Assert.Contains("Dropped", (await desk.State()).Fates.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_sweepers_have_one_effect_and_a_stale_wake_up_none()
    {
        await using var desk = (await Desk.Open()).WithOthers();
        var due = desk.Clock.GetUtcNow().AddMinutes(1);
        await desk.Do(new Add(1, 0, due));
        await using var other = (await Desk.Open(desk)).WithOthers();
        await Task.WhenAll(desk.Streams.Wake(desk.Id, new WakeUp("due", due), CancellationToken.None), other.Streams.Wake(desk.Id, new WakeUp("due", due), CancellationToken.None));
        Assert.Equal(101, (await desk.State()).Total);
    }

    [Fact]
    public async Task The_nightly_audit_finds_nothing_missing_and_writes_what_was_taken_away()
    {
        await using var desk = await Desk.Open();
        var due = desk.Clock.GetUtcNow().AddDays(1);
        await desk.Do(new Add(1, 0, due, "line"));
        Assert.Equal(0, await desk.Streams.Audit(CancellationToken.None));
        await desk.Get<Agenda>().Delete(desk.Id, new WakeUp("due", due), CancellationToken.None);
        Assert.Equal(1, await desk.Streams.Audit(CancellationToken.None));
        Assert.Equal(0, await desk.Streams.Audit(CancellationToken.None));
    }
}
