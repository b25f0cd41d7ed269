using ServerlessAssist.Sandbox.Storage;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Shared.Streams;

/// <summary>Messages to assisted persons and families: asked after when their end is not known, never sent again blindly.</summary>
public sealed class StreamsInDoubtTests
{
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(RecipientKind.Staff)]
    [InlineData(RecipientKind.Point)]
    public async Task To_staff_and_points_what_a_dead_process_left_is_sent_again_at_once(RecipientKind kind)
    {
        await using var desk = await Still();
        await LeaveInDoubt(desk, new Add(1, 1, To: kind));
        Assert.Equal(DeliveryProgress.None, await Resume(desk, Sent));
        Assert.Equal(2, desk.Carried.Count);
        Assert.Empty((await desk.State()).Fates);
    }

    [Theory]
    [InlineData(RecipientKind.Case)]
    [InlineData(RecipientKind.FamilyContact)]
    public async Task To_cases_and_families_it_rests_until_the_attempt_is_over_by_any_clock_and_is_asked_after(RecipientKind kind)
    {
        await using var desk = await Still();
        var began = desk.Clock.GetUtcNow();
        await LeaveInDoubt(desk, new Add(1, 1, To: kind));
        await desk.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await Resume(desk, _ => throw new InvalidOperationException("Too early.")));
        Assert.Equal(began + FiveMinutes, desk.Lying(Announcements.Urgent)[^1].As.Visible);
        await desk.Clock.Advance(TimeSpan.FromMinutes(4));
        var before = await Resume(desk, Sent);
        Assert.Equal(new Doubt(began, null, 0) { IfMissing = IfMissing.Send }, before!.Doubt);
        Assert.Null(await Resume(desk, _ => throw new InvalidOperationException("Done already.")));
    }

    [Fact]
    public async Task A_process_that_dies_in_the_queue_leaves_a_doubt_too()
    {
        await using var desk = await Still();
        await desk.Do(new Add(1, 11, To: RecipientKind.Case));
        var began = desk.Clock.GetUtcNow();
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Resume(desk, _ => throw new InvalidOperationException("The process ends here.")));
        await desk.Clock.Advance(FiveMinutes);
        Assert.Equal(began, (await Resume(desk, Sent))!.Doubt!.Since);
    }

    [Fact]
    public async Task By_the_queue_it_costs_one_transaction_more_and_at_once_none()
    {
        await using var desk = await Desk.Open();
        Assert.Equal(5, await desk.Cost(() => desk.Do(new Add(1, 10, To: RecipientKind.Case))));
        var cost = await desk.Cost(() => desk.Do(new Add(1, 50, To: RecipientKind.Case)));
        cost += await desk.Cost(() => Queues.Work(desk));
        Assert.Equal(60, desk.Carried.Count);
        Assert.Equal(8, cost);
    }

    [Fact]
    public async Task Of_two_processes_that_are_given_the_same_one_attempts_it()
    {
        await using var desk = await Still();
        await desk.Do(new Add(1, 11, To: RecipientKind.Case));
        await using var other = await Desk.Open(desk);
        other.Clock.Speed = 0;
        var (what, raced) = (desk.Lying(Announcements.Urgent)[0].What, false);
        desk.Wire.Hold = async request =>
        {
            if (request.Path != "$batch" || raced) return;
            raced = true;
            await other.Streams.Resume(what, CancellationToken.None);
        };
        await desk.Streams.Resume(what, CancellationToken.None);
        Assert.Equal((0, 11), (desk.Carried.Count, other.Carried.Count));
        Assert.Equal(desk.Clock.GetUtcNow().AddSeconds(5), desk.Lying(Announcements.Urgent)[^1].As.Visible);
    }

    [Fact]
    public async Task An_attempt_that_begins_late_is_left_to_the_next()
    {
        await using var desk = await Still();
        await desk.Do(new Add(1, 11, To: RecipientKind.Case));
        desk.Wire.Hold = request => request.Path == "$batch" ? desk.Clock.Advance(TimeSpan.FromSeconds(31)) : Task.CompletedTask;
        Assert.Null(await Resume(desk, _ => throw new InvalidOperationException("Others may take it for lost.")));
        desk.Wire.Hold = null;
        Assert.Null((await Resume(desk, Sent))!.Doubt);
        Assert.Equal(11, desk.Carried.Count);
    }

    [Fact]
    public async Task An_attempt_whose_end_is_not_known_is_asked_after_and_not_before_it_is_over()
    {
        await using var desk = await Still();
        var began = desk.Clock.GetUtcNow();
        desk.Carrier = (_, _) => new SendAttempt.Unknown(new DeliveryProgress([], 1) { Doubt = new Doubt(began, ChannelKind.Sms, 0) });
        await desk.Do(new Add(1, 1, To: RecipientKind.Case));
        Assert.Equal(began + FiveMinutes, Assert.Single(desk.Lying(Announcements.Urgent)).As.Visible);
        Assert.Null(await Resume(desk, _ => throw new InvalidOperationException("Too early.")));
        await desk.Clock.Advance(FiveMinutes);
        var before = await Resume(desk, Sent);
        Assert.Equal((1, new Doubt(began, ChannelKind.Sms, 0)), (before!.Tries, before.Doubt));
    }

    [Fact]
    public async Task While_the_carrier_does_not_say_it_is_asked_again_and_after_a_day_nobody_knows()
    {
        await using var desk = await Still();
        await LeaveInDoubt(desk, new Add(1, 1, To: RecipientKind.Case));
        await desk.Clock.Advance(FiveMinutes);
        var before = await Resume(desk, NotSaid);
        Assert.Equal(desk.Clock.GetUtcNow().AddSeconds(20), desk.Lying(Announcements.Urgent)[^1].As.Visible);
        Assert.Equal(0, before!.Doubt!.Asked);
        await desk.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(1, (await Resume(desk, NotSaid))!.Doubt!.Asked);
        await desk.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(await Resume(desk, _ => throw new InvalidOperationException("Not asked any more.")));
        Assert.Equal(["a0-1:Unconfirmed"], (await desk.State()).Fates);

        static SendAttempt NotSaid(DeliveryProgress before) =>
            new SendAttempt.Later(TimeSpan.FromSeconds(20), before with { Doubt = before.Doubt! with { Asked = before.Doubt.Asked + 1 } });
    }

    [Fact]
    public async Task What_cannot_be_asked_after_is_told_to_its_stream_once_and_not_sent()
    {
        await using var desk = await Still();
        await LeaveInDoubt(desk, new Add(1, 1, To: RecipientKind.Case));
        await desk.Clock.Advance(FiveMinutes);
        await Resume(desk, _ => new SendAttempt.Unconfirmed());
        Assert.Null(await Resume(desk, _ => throw new InvalidOperationException("Done already.")));
        Assert.Equal(["a0-1:Unconfirmed"], (await desk.State()).Fates);
        Assert.Single(desk.Carried);
    }

    [Fact]
    public async Task What_is_no_longer_wanted_is_asked_after_and_dropped_only_if_no_carrier_has_it()
    {
        await using var desk = await Still();
        await LeaveInDoubt(desk, new Add(1, 1, UsefulUntil: desk.Clock.GetUtcNow().AddMinutes(2), To: RecipientKind.Case));
        await desk.Clock.Advance(FiveMinutes);
        Assert.Equal(IfMissing.Drop, (await Resume(desk, _ => new SendAttempt.NotWanted()))!.Doubt!.IfMissing);
        Assert.Equal(["a0-1:Dropped"], (await desk.State()).Fates);
    }

    [Fact]
    public async Task What_never_left_and_is_no_longer_wanted_is_dropped_without_a_question()
    {
        await using var desk = await Still();
        desk.Carrier = (_, before) => new SendAttempt.Later(TimeSpan.FromSeconds(1), before);
        await desk.Do(new Add(1, 1, UsefulUntil: desk.Clock.GetUtcNow().AddMinutes(2), To: RecipientKind.Case));
        await desk.Clock.Advance(FiveMinutes);
        Assert.Null(await Resume(desk, _ => throw new InvalidOperationException("Not wanted.")));
        Assert.Equal(["a0-1:Dropped"], (await desk.State()).Fates);
    }

    public static TheoryData<string> Reports => [nameof(DeliveryOutcome.Delivered), nameof(DeliveryOutcome.Undelivered)];

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task A_delivery_report_settles_it_without_a_question(string report)
    {
        await using var desk = await Still();
        await LeaveInDoubt(desk, new Add(1, 1, To: RecipientKind.Case));
        DeliveryOutcome fate = report == nameof(DeliveryOutcome.Delivered) ? new DeliveryOutcome.Delivered() : new DeliveryOutcome.Undelivered(SendFailure.Blocked, ChannelKind.Sms);
        await desk.Streams.Tell(desk.Id, "a0-1", fate, CancellationToken.None);
        await desk.Clock.Advance(FiveMinutes);
        Assert.Null(await Resume(desk, _ => throw new InvalidOperationException("It is known.")));
        Assert.Equal([$"a0-1:{report}"], (await desk.State()).Fates);
    }

    [Fact]
    public async Task Why_a_message_failed_is_told()
    {
        await using var desk = await Still();
        desk.Carrier = (_, _) => new SendAttempt.Failed("no-recipient-source");
        await desk.Do(new Add(1, 1, To: RecipientKind.FamilyContact));
        await desk.Streams.Resume(desk.Lying(Announcements.Urgent)[^1].What, CancellationToken.None);
        Assert.Equal(["a0-1:Failed"], (await desk.State()).Fates);
    }

    private static SendAttempt.Sent Sent(DeliveryProgress before) => new(ChannelKind.Sms, "SM1", 1);

    /// <summary>The carrier takes it, and the process dies before that is written down.</summary>
    private static async Task LeaveInDoubt(Desk desk, Add add)
    {
        var batches = 0;
        desk.Wire.Fault = request => request.Path == "$batch" && Interlocked.Increment(ref batches) == 2 ? WireFault.Lost : WireFault.None;
        await desk.Do(add);
        desk.Wire.Fault = null;
        Assert.Single(desk.Carried);
    }

    /// <summary>What the queue does with the last announcement.</summary>
    /// <returns>What was known when the first message was attempted; null: none was.</returns>
    private static async Task<DeliveryProgress?> Resume(Desk desk, Func<DeliveryProgress, SendAttempt> carrier)
    {
        DeliveryProgress? seen = null;
        desk.Carrier = (_, before) =>
        {
            seen ??= before;
            return carrier(before);
        };
        await desk.Streams.Resume(desk.Lying(Announcements.Urgent)[^1].What, CancellationToken.None);
        return seen;
    }

    /// <summary>Its clock stands unless it is moved.</summary>
    private static async Task<Desk> Still()
    {
        var desk = await Desk.Open();
        desk.Clock.Speed = 0;
        return desk;
    }
}
