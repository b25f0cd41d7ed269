using ServerlessAssist.Functions.Referrals.Conversation;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.Conversation.PendingNotes>;

namespace ServerlessAssist.Tests.Functions.Referrals.Conversation;

public sealed class PendingNoteRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void After_five_days_a_text_stands_in_nobodys_way()
    {
        var notes = Enumerable.Range(0, PendingNoteRules.MostWaiting).Aggregate(PendingNotes.None, (some, number) => Kept(some, number, Noon));
        var later = Noon.AddDays(5).AddSeconds(-1);
        Assert.IsType<TooManyWaiting>(Assert.IsType<Decision.Refused>(PendingNoteRules.Decide(notes, Keep(10), later)).Why);
        Assert.Equal("10", Assert.Single(Kept(notes, 10, Noon.AddDays(5)).Waiting).Of);
    }

    [Fact]
    public void The_same_message_waits_once() =>
        Assert.Single(Kept(Kept(PendingNotes.None, 1, Noon), 1, Noon.AddHours(1)).Waiting);

    [Fact]
    public void What_was_decided_is_known_for_the_last_twenty()
    {
        var notes = PendingNotes.None;
        for (var number = 0; number < 21; number++)
        {
            notes = Kept(notes, number, Noon);
            var key = notes.Waiting[0].Key;
            notes = Then(Then(notes, new PendingNoteCommand.Assign(key, $"RA-{number}")), new PendingNoteCommand.MarkSent(key));
            Assert.Empty(notes.Waiting);
        }
        Assert.Equal(Enumerable.Range(1, 20).Select(number => $"RA-{number}"), notes.Decided.Select(one => one.SentTo));
        Assert.IsType<Decision.NoChange>(PendingNoteRules.Decide(notes, new PendingNoteCommand.ThrowAway(notes.Decided[0].Key), Noon));
    }

    [Fact]
    public void Its_days_of_retention_count_from_five_days_after_the_last_decision_while_one_waits()
    {
        var status = PendingNoteRules.Prompt.Status;
        var waiting = status(Kept(PendingNotes.None, 1, Noon), Noon);
        Assert.Equal((true, false, Noon.AddDays(5)), (waiting.IsPending, waiting.AwaitsText, waiting.OverSince));
        Assert.Equal((false, Noon), status(PendingNotes.None, Noon) is var over ? (over.IsPending, over.OverSince) : default);
    }

    [Fact]
    public void A_text_goes_where_it_was_said_first_and_elsewhere_only_when_it_was_not_taken_there()
    {
        var notes = Kept(PendingNotes.None, 1, Noon);
        var key = notes.Waiting[0].Key;
        Nothing(notes, new PendingNoteCommand.MarkSent(key));
        Nothing(notes, new PendingNoteCommand.Release(key));
        var assigned = Then(notes, new PendingNoteCommand.Assign(key, "RA-1"));
        Nothing(assigned, new PendingNoteCommand.Assign(key, "RA-2"));
        Nothing(assigned, new PendingNoteCommand.ThrowAway(key));
        Assert.Equal(("RA-1", true), (assigned.Find(key)!.To, PendingNoteRules.Prompt.Status(assigned, Noon).IsPending));
        var elsewhere = Then(Then(assigned, new PendingNoteCommand.Release(key)), new PendingNoteCommand.Assign(key, "RA-2"));
        Assert.Equal("RA-2", Assert.Single(Then(elsewhere, new PendingNoteCommand.MarkSent(key)).Decided).SentTo);

        static void Nothing(PendingNotes notes, PendingNoteCommand command) => Assert.IsType<Decision.NoChange>(PendingNoteRules.Decide(notes, command, Noon));
    }

    private static PendingNotes Then(PendingNotes notes, PendingNoteCommand command) => After(PendingNoteRules.Decide(notes, command, Noon));

    private static PendingNotes Kept(PendingNotes notes, int number, DateTimeOffset at) => After(PendingNoteRules.Decide(notes, Keep(number), at));

    private static PendingNoteCommand.Keep Keep(int number) => new("it is cold here", $"{number}", ["RA-7F3K-9"]);

    private static PendingNotes After(Decision decision) => Assert.Single(Assert.IsType<Decision.Commit>(decision).Events);
}
