using Azure.Data.Tables;
using ServerlessAssist.Functions.Inbox.Unknown;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Sandbox.Storage;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Streams.Upkeep;
using Intake = ServerlessAssist.Functions.Referrals.Intake.Intake;

namespace ServerlessAssist.Tests.Shared.Streams.Upkeep;

/// <summary>Streams that are over go whole or stay whole. The counter is over since the moment that it has no wake-up for: its due time.</summary>
public sealed class RetentionTests
{
    private static readonly DateTimeOffset Over = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Last = Over.AddDays(3);

    [Fact]
    public async Task What_is_over_and_past_its_days_goes_to_the_last_row_and_nothing_else()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add(Due: Over));
        await desk.Do(new Add(2));
        await desk.Await(desk.Streams.Handle(new StreamId("counter", "kept"), new Add(), "m", "test", CancellationToken.None));
        Assert.Equal(0, await desk.Streams.Retire(Over, CancellationToken.None));
        Assert.Equal(1, await desk.Streams.Retire(Over.AddTicks(1), CancellationToken.None));
        Assert.Empty(await Rows(desk));
        Assert.Equal(1, (await desk.Get<ChainWalk>().Verify(null, CancellationToken.None)).Streams);
        // The same person writes again: a new stream, from its first event.
        await desk.Do(new Add(5));
        Assert.Equal(5, (await desk.State()).Total);
        Assert.Equal(new ChainVerdict(1, null), await desk.Streams.Verify(desk.Id, CancellationToken.None));
    }

    [Fact]
    public async Task What_has_something_to_send_stays()
    {
        await using var desk = await Desk.Open();
        desk.Carrier = (_, before) => new SendAttempt.Later(TimeSpan.FromHours(1), before);
        await desk.Do(new Add(1, 1, Due: Over));
        Assert.Equal(0, await desk.Streams.Retire(Over.AddDays(1), CancellationToken.None));
        Assert.Equal(new ChainVerdict(1, null), await desk.Streams.Verify(desk.Id, CancellationToken.None));
    }

    [Fact]
    public async Task What_has_sent_everything_goes_with_what_it_sent()
    {
        await using var desk = await Desk.Open();
        await desk.Do(new Add(1, 3, Due: Over));
        Assert.Equal([desk.Id], await desk.Streams.Over(Over.AddDays(1), 10, CancellationToken.None));
        Assert.Empty(await desk.Streams.Over(Over, 10, CancellationToken.None));
        Assert.Equal(1, await desk.Streams.Retire(Over.AddDays(1), CancellationToken.None));
        Assert.Empty(await Rows(desk));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(130)]
    public async Task A_long_stream_goes_too_and_whoever_dies_in_the_middle_of_it_is_followed_by_another_night(int events)
    {
        for (var dies = 0; dies < 6; dies++)
        {
            await using var desk = await Desk.Open();
            await desk.Do(new Add(Due: Over));
            for (var at = 1; at < events; at++) await desk.Do(new Add());
            var commits = 0;
            // From some transaction on nothing comes through any more.
            desk.Wire.Fault = request => request.Path.Contains("$batch", StringComparison.Ordinal) && ++commits > dies ? WireFault.Lost : WireFault.None;
            await desk.Await(desk.Streams.Retire(Over.AddDays(1), CancellationToken.None));
            desk.Wire.Fault = null;
            var page = await desk.Get<ChainWalk>().Verify(null, CancellationToken.None);
            Assert.Empty(page.Faults);
            await desk.Await(desk.Streams.Retire(Over.AddDays(1), CancellationToken.None));
            Assert.Empty(await Rows(desk));
        }
    }

    [Fact]
    public void What_says_that_it_is_over_is_so_since_its_last_decision()
    {
        var open = new ReferralDraft(1, IntakeQuestion.Place, 0, 0, Answers.None, Over, Over);
        Assert.Equal(Last, IntakeRules.Prompt.Status(new Intake(1, null, Over, null, []), Last).OverSince);
        Assert.Null(IntakeRules.Prompt.Status(new Intake(1, open, null, null, []), Last).OverSince);
        Assert.Null(ReferralRules.Book.OverSince!(Referral.None, Last));
        Assert.Equal(Last, ReferralRules.Book.OverSince!(Referral.None with { Stage = Stage.Closed }, Last));
    }

    [Fact]
    public void A_stranger_is_over_when_the_day_of_the_last_answer_is()
    {
        Assert.Null(UnknownSenderRules.Book.OverSince!(new UnknownSender(null), Last));
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero), UnknownSenderRules.Book.OverSince!(new UnknownSender(new DateOnly(2026, 3, 2)), Last));
    }

    private static async Task<List<TableEntity>> Rows(Desk desk) =>
        await desk.Table("streams").QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {desk.Id.Partition}"), cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
}
