using System.Text.Json;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Cases.AssistanceEvent>.Accepted;

namespace ServerlessAssist.Tests.Functions.Cases;

/// <summary>Who accompanies a person, and what she agrees to, for each purpose by itself.</summary>
public sealed class AssistanceRulesTests
{
    private const string Reference = "RA-5F7K-2";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly PersonId Case = new("case"), Other = new("case-2"), Duty = new("duty");
    private static readonly Actor Caseworker = new(Case, Role.Caseworker, "org", ["north"]), Coordinator = new(Duty, Role.RegionalCoordinator, "org", ["north"]);

    private static AssistanceRecord Begun => Do(AssistanceRecord.None, Begin()).Record;

    [Fact]
    public void Begun_it_is_entrusted_and_whoever_accompanies_her_is_told()
    {
        var (record, messages, reply) = Do(AssistanceRecord.None, Begin());
        Assert.Equal((Reference, "north", Case, Now, true, 1), (record.Reference, record.Region, record.Caseworker, record.Begun, record.IsActive, record.Round));
        var told = Assert.Single(messages);
        Assert.Equal((Case, "cases.assigned", Priority.Routine, "case show 5F7K"), (told.To, told.Words.Key, told.Priority, told.Choices.Single().Data));
        Assert.Null(reply);
        Assert.Equal([new ViewRow(AssistanceRules.View, ViewRow.Of(Case), Reference)], AssistanceRules.Book.Lines(record));
    }

    [Fact]
    public void Begun_with_nobody_there_it_stands_on_no_list_until_it_is_entrusted()
    {
        var (record, messages, _) = Do(AssistanceRecord.None, new AssistanceCommand.Begin(Reference, "north", null));
        Assert.Equal((null, true, 0), (record.Caseworker, record.IsActive, messages.Length));
        Assert.Empty(AssistanceRules.Book.Lines(record));
        var (entrusted, told, reply) = Do(record, new AssistanceCommand.Accompany(Reference, "north", Other, 1));
        Assert.Equal((Other, null), (entrusted.Caseworker, reply));
        Assert.Equal([Other], told.Select(one => one.To));
    }

    [Fact]
    public void Only_whoever_accompanies_her_notes_what_she_agrees_to()
    {
        foreach (var actor in new[] { Coordinator, Caseworker with { Person = Other }, Caseworker with { Role = Role.SocialWorker } })
        {
            Declined<AssistanceRefusal.NoRight>(Begun, new AssistanceCommand.Agree(actor, "check-ins"));
            Declined<AssistanceRefusal.NoRight>(Agreed("check-ins"), new AssistanceCommand.Revoke(actor, "check-ins"));
        }
    }

    [Fact]
    public void What_she_agrees_to_counts_for_that_purpose_alone_with_who_asked_and_when()
    {
        Assert.All(Purposes.All, purpose => Assert.False(Begun.Allows(purpose)));
        foreach (var purpose in Purposes.All)
        {
            var (record, messages, reply) = Do(Begun, new AssistanceCommand.Agree(Caseworker, purpose));
            Assert.Equal([purpose], Purposes.All.Where(record.Allows));
            Assert.Equal(new Consent(true, Case, Now), record.Consents[purpose]);
            Assert.Equal((0, "cases.screen.agreed", new Argument.Translated($"cases.purpose.{purpose}"), "case show 5F7K"), (messages.Length, reply!.Words.Key, reply.Words.Arguments["purpose"], reply.Choices.Single().Data));
        }
    }

    [Fact]
    public void Revoked_it_counts_no_more_from_that_moment_and_what_else_she_agreed_to_stands()
    {
        var (record, _, reply) = Do(Agreed("check-ins", "services"), new AssistanceCommand.Revoke(Caseworker, "check-ins"));
        Assert.Equal(["services"], Purposes.All.Where(record.Allows));
        Assert.Equal((new Consent(false, Case, Now), "cases.screen.revoked"), (record.Consents["check-ins"], reply!.Words.Key));
        Assert.True(Do(record, new AssistanceCommand.Agree(Caseworker, "check-ins")).Record.Allows("check-ins"));
    }

    [Fact]
    public void Ended_nothing_is_allowed_and_nothing_is_noted()
    {
        var (ended, _, _) = Do(Agreed("services"), new AssistanceCommand.End("completed"));
        Assert.Equal((false, "completed", false), (ended.IsActive, ended.EndedBecause, ended.Allows("services")));
        Assert.Empty(AssistanceRules.Book.Lines(ended));
        foreach (var command in new AssistanceCommand[] { new AssistanceCommand.Agree(Caseworker, "services"), new AssistanceCommand.Revoke(Caseworker, "services"), new AssistanceCommand.PassTo(Case, Other) })
        {
            Declined<AssistanceRefusal.NotOpen>(ended, command);
            Declined<AssistanceRefusal.NotOpen>(AssistanceRecord.None, command);
        }
        Nothing(ended, new AssistanceCommand.End("other"));
        Nothing(ended, Begin());
    }

    [Fact]
    public void Begun_again_she_is_accompanied_by_the_same_and_asked_anew()
    {
        var ended = Do(Agreed("services"), new AssistanceCommand.End("duplicate")).Record;
        var (record, messages, _) = Do(ended, Begin(2));
        Assert.Equal((true, Case, false, 0, 2), (record.IsActive, record.Caseworker, record.Allows("services"), messages.Length, record.Round));
        Assert.False(Do(record, new AssistanceCommand.End("completed", 2)).Record.IsActive);
    }

    [Fact]
    public void What_the_referral_said_counts_in_the_order_that_it_was_said_in_whatever_order_it_comes_and_however_often()
    {
        AssistanceCommand[] said = [Begin(), new AssistanceCommand.End("duplicate"), Begin(2), new AssistanceCommand.End("completed", 2)];
        for (var last = 1; last <= said.Length; last++)
        foreach (var order in Orders([.. Enumerable.Range(0, last)]))
        {
            var record = order.Concat(order).Aggregate(AssistanceRecord.None, (at, which) => Try(at, said[which]));
            Assert.Equal((last + 1) / 2, record.Round);
            // Where the end was heard before the beginning nobody is assisted; what began last is open unless it ended.
            Assert.Equal(last % 2 == 1, record.IsActive);
        }
    }

    [Fact]
    public void Whoever_leaves_is_followed_by_another_where_there_is_one_and_only_once()
    {
        var (record, messages, reply) = Do(Begun, new AssistanceCommand.PassTo(Case, Other));
        Assert.Equal((Other, null), (record.Caseworker, reply));
        Assert.Equal([(Other, "cases.assigned")], messages.Select(one => (one.To, one.Words.Key)));
        Assert.Equal([new ViewRow(AssistanceRules.View, ViewRow.Of(Other), Reference)], AssistanceRules.Book.Lines(record));
        Declined<AssistanceRefusal.NoRight>(record, new AssistanceCommand.Agree(Caseworker, "services"));
        Nothing(record, new AssistanceCommand.PassTo(Case, Other));
        Nothing(Begun, new AssistanceCommand.PassTo(Case, null));
    }

    [Fact]
    public void A_choice_of_another_caseworker_counts_in_its_round_the_last_one_wins_and_none_wakes_what_has_ended()
    {
        AssistanceCommand[] said = [Begin(), Chosen(Other, 2), Chosen(Case, 3), new AssistanceCommand.End("completed")];
        foreach (var order in Orders([.. Enumerable.Range(0, said.Length)]))
        {
            Assert.False(order.Aggregate(AssistanceRecord.None, (at, which) => Try(at, said[which])).IsActive);
            var open = order.Where(which => which < 3).Aggregate(AssistanceRecord.None, (at, which) => Try(at, said[which]));
            Assert.Equal((true, Case, 1), (open.IsActive, open.Caseworker, open.Round));
        }
        var ended = Try(Begun, new AssistanceCommand.End("duplicate"));
        var again = Try(ended, Chosen(Other, 4, 2));
        Assert.Equal((true, Other, 2), (again.IsActive, again.Caseworker, again.Round));
        Nothing(again, Begin(2));
        Nothing(again, Chosen(Case, 5));
        Nothing(ended, Chosen(Other, 4));

        static AssistanceCommand Chosen(PersonId who, int nth, int round = 1) => new AssistanceCommand.Accompany(Reference, "north", who, nth, round);
    }

    [Fact]
    public void Each_message_has_an_id_of_its_own() =>
        Assert.NotEqual(Do(AssistanceRecord.None, Begin()).Messages.Single().Id, Do(Begun, new AssistanceCommand.PassTo(Case, Other)).Messages.Single().Id);

    [Fact]
    public void What_a_referral_asks_for_is_what_is_done()
    {
        foreach (var command in new AssistanceCommand[] { Begin(3), new AssistanceCommand.End("completed", 3) })
            Assert.Equal(command, AssistanceRules.Book.Affected!(new Effect($"{AssistanceRules.Kind}~x", JsonSerializer.SerializeToElement(command))));
    }

    [Fact]
    public void What_there_is_no_rule_for_is_a_defect_that_says_so() =>
        Assert.Contains(nameof(Unknown), Assert.Throws<InvalidOperationException>(() => AssistanceRules.Decide(Begun, new Unknown(), Now)).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_of_it_prints() => Assert.Equal("assistance record", $"{Begun}");

    private static AssistanceCommand Begin(int round = 1) => new AssistanceCommand.Begin(Reference, "north", Case, round);

    private static AssistanceRecord Agreed(params string[] purposes) => purposes.Aggregate(Begun, (record, purpose) => Do(record, new AssistanceCommand.Agree(Caseworker, purpose)).Record);

    private static (AssistanceRecord Record, System.Collections.Immutable.ImmutableArray<OutboundMessage> Messages, Reply? Reply) Do(AssistanceRecord record, AssistanceCommand command)
    {
        var accepted = Assert.IsType<Accepted>(AssistanceRules.Decide(record, command, Now));
        return (accepted.Events.Aggregate(record, AssistanceRules.Evolve), accepted.Messages, accepted.Reply);
    }

    private static IEnumerable<int[]> Orders(int[] all) => all.Length == 0 ? [[]] : all.SelectMany(first => Orders([.. all.Where(one => one != first)]).Select(rest => (int[])[first, .. rest]));

    private static AssistanceRecord Try(AssistanceRecord record, AssistanceCommand command) =>
        AssistanceRules.Decide(record, command, Now) is Accepted accepted ? accepted.Events.Aggregate(record, AssistanceRules.Evolve) : record;

    private static void Declined<T>(AssistanceRecord record, AssistanceCommand command) =>
        Assert.Equal("cases.screen.not-yours", Assert.IsAssignableFrom<Refusal>(Assert.IsType<T>(Assert.IsType<Decision<AssistanceEvent>.Refused>(AssistanceRules.Decide(record, command, Now)).Why)).Reply?.Words.Key);

    private static void Nothing(AssistanceRecord record, AssistanceCommand command) => Assert.IsType<Decision<AssistanceEvent>.Nothing>(AssistanceRules.Decide(record, command, Now));

    private sealed record Unknown : AssistanceCommand;
}
