using System.Collections.Immutable;
using ServerlessAssist.Functions.Privacy.Erasing;
using ServerlessAssist.Shared.Streams;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Privacy.Erasing.ErasureEvent>.Commit;
using Nothing = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Privacy.Erasing.ErasureEvent>.NoChange;

namespace ServerlessAssist.Tests.Functions.Privacy.Erasing;

public sealed class ErasureRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableArray<string> Keys = ["hers", "merged"];
    private static readonly ErasureCommand Begin = new ErasureCommand.Begin(Keys, ImmutableSortedDictionary<string, long>.Empty.Add("rows", 40));

    [Fact]
    public void It_goes_through_every_step_in_order_and_is_looked_at_again_until_it_is_done()
    {
        var erasure = Do(Erasure.None, Begin, Now);
        foreach (var step in Enum.GetValues<ErasureStep>().Where(one => one != ErasureStep.Done))
        {
            Assert.Equal(step, erasure.Step);
            Assert.Equal([new WakeUp(ErasureRules.StepDue(step), erasure.Due)], ErasureRules.Book.WakeUps(erasure));
            Assert.True(erasure.IsRunning);
            Assert.Null(ErasureRules.Book.OverSince!(erasure, Now));
            erasure = Do(erasure, new ErasureCommand.Went(step, Keys), Now);
        }
        Assert.Equal((ErasureStep.Done, false, Now, Now), (erasure.Step, erasure.IsRunning, erasure.Ended!.Value, erasure.RowsGone!.Value));
        Assert.Empty(ErasureRules.Book.WakeUps(erasure));
        Assert.Equal(Now, ErasureRules.Book.OverSince!(erasure, Now));
    }

    [Fact]
    public void Between_hiding_and_going_on_whatever_was_on_its_way_has_time_to_end()
    {
        var hidden = Do(At(ErasureStep.Hide), new ErasureCommand.Went(ErasureStep.Hide, Keys), Now);
        Assert.Equal((ErasureStep.Settle, Now + ErasureRules.Quiet), (hidden.Step, hidden.Due));
        // A function may take half an hour.
        Assert.True(ErasureRules.Quiet > TimeSpan.FromMinutes(30));
        Assert.Equal(Now, Do(hidden, new ErasureCommand.Went(ErasureStep.Settle, Keys), Now).Due);
    }

    [Fact]
    public void A_step_that_waits_goes_on_where_it_was_and_what_it_did_counts()
    {
        var waits = Do(At(ErasureStep.Carrier), new ErasureCommand.Wait(ErasureStep.Carrier, ErasureStep.Carrier, TimeSpan.FromMinutes(10), 7, ("redacted", 3), ("texts-left", 0)), Now);
        Assert.Equal((ErasureStep.Carrier, Now.AddMinutes(10), 7), (waits.Step, waits.Due, waits.At));
        var went = Do(waits, new ErasureCommand.Went(ErasureStep.Carrier, Keys, ("redacted", 2)), Now);
        Assert.Equal((ErasureStep.Drafts, 0, 5, 40), (went.Step, went.At, went.Counts["redacted"], went.Counts["rows"]));
        Assert.DoesNotContain("texts-left", went.Counts.Keys);
    }

    [Fact]
    public void What_is_found_again_is_erased_again()
    {
        var again = Do(At(ErasureStep.Proof), new ErasureCommand.Wait(ErasureStep.Proof, ErasureStep.Rows, TimeSpan.FromMinutes(10), 0), Now);
        Assert.Equal((ErasureStep.Rows, null), (again.Step, again.Ended));
    }

    [Fact]
    public void Two_who_do_the_same_step_do_it_once_and_nothing_begins_twice()
    {
        var erasure = At(ErasureStep.Places);
        Assert.IsType<Nothing>(ErasureRules.Decide(erasure, new ErasureCommand.Went(ErasureStep.Settle, Keys), Now));
        Assert.IsType<Nothing>(ErasureRules.Decide(erasure, new ErasureCommand.Wait(ErasureStep.Carrier, ErasureStep.Carrier, TimeSpan.Zero, 0), Now));
        Assert.IsType<Nothing>(ErasureRules.Decide(erasure, Begin, Now));
        var done = Do(At(ErasureStep.Proof), new ErasureCommand.Went(ErasureStep.Proof, Keys), Now);
        Assert.IsType<Nothing>(ErasureRules.Decide(done, Begin, Now));
        Assert.IsType<Nothing>(ErasureRules.Decide(done, new ErasureCommand.Went(ErasureStep.Done, Keys), Now));
        Assert.IsType<Nothing>(ErasureRules.Decide(Erasure.None, new ErasureCommand.Went(ErasureStep.Mark, Keys), Now));
    }

    [Fact]
    public void Opened_again_in_that_moment_it_is_called_off_and_can_be_asked_for_again()
    {
        var off = Do(At(ErasureStep.Mark), new ErasureCommand.CallOff(), Now);
        Assert.False(off.IsRunning);
        Assert.Empty(ErasureRules.Book.WakeUps(off));
        Assert.True(Do(off, Begin, Now).IsRunning);
        Assert.Equal(["hers"], Do(At(ErasureStep.Mark), new ErasureCommand.Went(ErasureStep.Mark, ["hers"]), Now).Keys);
    }

    [Fact]
    public void Its_state_and_events_hold_keyed_hashes_and_counts_alone() =>
        Assert.DoesNotContain("RA-", System.Text.Json.JsonSerializer.Serialize(At(ErasureStep.Proof), ErasureRules.Book.StateJson), StringComparison.Ordinal);

    private static Erasure At(ErasureStep step) => Do(Erasure.None, Begin, Now) with { Step = step };

    private static Erasure Do(Erasure erasure, ErasureCommand command, DateTimeOffset now) =>
        Assert.IsType<Accepted>(ErasureRules.Decide(erasure, command, now)).Events.Aggregate(erasure, ErasureRules.Evolve);
}
