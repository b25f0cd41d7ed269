using ServerlessAssist.Sandbox.Storage;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Shared.Streams;

/// <summary>A refusal that is recorded is one at first and at every repeat.</summary>
public sealed class StreamsRefusalTests
{
    private static readonly Add TooEarly = new(1, Least: 3);

    [Fact]
    public async Task A_recorded_refusal_costs_what_an_acceptance_costs_and_its_repeat_one_read()
    {
        await using var desk = await Desk.Open();
        Outcome<Count>? first = null, again = null;
        Assert.Equal(2, await desk.Cost(async () => first = await desk.Do(TooEarly, "m")));
        Assert.Equal(1, await desk.Cost(async () => again = await desk.Do(TooEarly, "m")));
        var refused = Assert.IsType<Outcome<Count>.Refused>(first);
        Assert.IsType<CounterRules.TooFew>(refused.Why);
        Assert.Equal((Repeat.First, 1, 0), (refused.Recorded, refused.Version, refused.State.Total));
        IsRepeat(again!, total: 0);
        Assert.Equal(["refused"], (await desk.State()).Fates);
        Assert.Null((await desk.Streams.Verify(desk.Id, CancellationToken.None)).Fault);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Forgotten_by_the_state_row_it_is_still_the_same_refusal_whatever_would_be_decided_now(int total)
    {
        await using var desk = await Desk.Open();
        await desk.Do(TooEarly, "m");
        for (var other = 0; other < 9; other++) await desk.Do(new Add(other == 0 ? total : 0));
        IsRepeat(await desk.Do(TooEarly, "m"), total);
        IsRepeat((await desk.Streams.Earlier(desk.Id, "m", CancellationToken.None))!, total);
        IsRepeat((await desk.Streams.Earlier(desk.Id, "m", new Preconditions(null, null), CancellationToken.None))!, total);
        Assert.Single((await desk.State()).Fates);
    }

    [Fact]
    public async Task With_its_answer_lost_it_is_known_as_ones_own_and_what_others_have_to_know_leaves_once()
    {
        await using var desk = await Desk.Open();
        var lost = 0;
        desk.Wire.Fault = request => request.Path == "$batch" && ++lost == 1 ? WireFault.AnswerLost : WireFault.None;
        var refused = Assert.IsType<Outcome<Count>.Refused>(await desk.Do(TooEarly with { Gives = "other" }, "m"));
        Assert.Equal((typeof(CounterRules.TooFew), Repeat.First), (refused.Why.GetType(), refused.Recorded));
        await Queues.Work(desk);
        Assert.Equal(1, (await desk.Streams.Read(new StreamId("counter", "other"), CancellationToken.None)).State.Total);
    }

    [Fact]
    public async Task Another_content_under_its_id_is_told_apart_and_a_later_version_does_not_hide_it()
    {
        await using var desk = await Desk.Open();
        await On(desk, null, "content");
        Assert.IsType<Outcome<Count>.IdempotencyKeyReused>(await On(desk, null, "another content"));
        for (var other = 0; other < 9; other++) await desk.Do(new Add());
        IsRepeat(await On(desk, 1, "content"), total: 9);
    }

    [Fact]
    public async Task One_that_is_not_recorded_is_decided_again()
    {
        await using var desk = await Desk.Open();
        for (var time = 0; time < 2; time++)
        {
            var refused = Assert.IsType<Outcome<Count>.Refused>(await desk.Do(new Add(-1), "m"));
            Assert.Equal(("negative", null, 0), (refused.Why.Code, refused.Recorded, refused.Version));
        }
        Assert.Null(await desk.Streams.Earlier(desk.Id, "m", CancellationToken.None));
    }

    [Fact]
    public void A_reply_says_what_stands_behind_it()
    {
        var (state, reply) = (new Count(0, null, null, []), new Reply(new Phrase("few")));
        Refusal why = new RecordedRefusal("too-few", reply);
        foreach (var (outcome, status) in new (Outcome<Count>, ReplyStatus)[]
        {
            (new Outcome<Count>.Done(state, 1, reply, Repeat.First), ReplyStatus.Stored),
            (new Outcome<Count>.Done(state, 1, reply, Repeat.Again), ReplyStatus.StoredBefore),
            (new Outcome<Count>.Refused(state, 1, why, Repeat.First), ReplyStatus.Stored),
            (new Outcome<Count>.Refused(state, 1, why, Repeat.Again), ReplyStatus.StoredBefore),
            (new Outcome<Count>.Refused(state, 1, why, null), ReplyStatus.NothingStored),
        })
            Assert.Equal(new ChatReply(reply, Language.English, status) { IsProgress = outcome is Outcome<Count>.Done }, ChatReply.From(outcome, Language.English));
        Assert.Equal(ReplyStatus.NothingStored, ChatReply.From(new Outcome<Count>.NoChange(state), Language.English).Status);
        var unsettled = ChatReply.From(new Outcome<Count>.Unknown(), Language.English);
        Assert.Equal((ReplyStatus.NotStoredYet, false, null), (unsettled.Status, unsettled.IsSettled, unsettled.Reply));
    }

    private static void IsRepeat(Outcome<Count> outcome, int total)
    {
        var refused = Assert.IsType<Outcome<Count>.Refused>(outcome);
        var why = Assert.IsType<RecordedRefusal>(refused.Why);
        Assert.Equal(("too-few", Repeat.Again, total), (why.Code, refused.Recorded, refused.State.Total));
        Assert.Equal(new Argument.Literal("0"), why.Reply!.Words.Arguments["total"]);
    }

    private static Task<Outcome<Count>> On(Desk desk, long? version, string content) =>
        desk.Await(desk.Streams.Handle(desk.Id, TooEarly, "m", "test", new Preconditions(version, content), CancellationToken.None));
}
