using System.Text.Json;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Cases.CaseEvent>.Commit;

namespace ServerlessAssist.Tests.Functions.Cases;

/// <summary>Who accompanies a person, and what she agrees to, for each purpose by itself.</summary>
public sealed class CaseRulesTests
{
    private const string Reference = "RA-5F7K-2";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly PersonId Case = new("case"), Other = new("case-2"), Duty = new("duty");
    private static readonly Actor Caseworker = new(Case, Role.Caseworker, "org", ["north"]), Coordinator = new(Duty, Role.RegionalCoordinator, "org", ["north"]);

    private static CaseRecord Begun => Do(CaseRecord.None, Begin()).Record;

    [Fact]
    public void Begun_it_is_entrusted_and_whoever_accompanies_her_is_told()
    {
        var (record, messages, reply) = Do(CaseRecord.None, Begin());
        Assert.Equal((Reference, "north", Case, Now, true, 1), (record.Reference, record.Region, record.Caseworker, record.Begun, record.IsActive, record.Round));
        var told = Assert.Single(messages);
        Assert.Equal((Case, "cases.assigned", Priority.Routine, "case show 5F7K"), (told.To, told.Words.Key, told.Priority, told.Choices.Single().Data));
        Assert.Null(reply);
        Assert.Equal([new ViewRow(CaseRules.View, ViewRow.Of(Case), Reference)], CaseRules.Book.Lines(record));
    }

    [Fact]
    public void Begun_with_nobody_there_it_stands_on_no_list_until_it_is_entrusted()
    {
        var (record, messages, _) = Do(CaseRecord.None, new CaseCommand.Start(Reference, "north", null));
        Assert.Equal((null, true, 0), (record.Caseworker, record.IsActive, messages.Length));
        Assert.Empty(CaseRules.Book.Lines(record));
        var (entrusted, told, reply) = Do(record, new CaseCommand.AssignCaseworker(Reference, "north", Other, 1));
        Assert.Equal((Other, null), (entrusted.Caseworker, reply));
        Assert.Equal([Other], told.Select(one => one.To));
    }

    [Fact]
    public void Only_whoever_accompanies_her_notes_what_she_agrees_to()
    {
        foreach (var actor in new[] { Coordinator, Caseworker with { Person = Other }, Caseworker with { Role = Role.SocialWorker } })
        {
            Declined<CaseRefusal.NoRight>(Begun, new CaseCommand.Agree(actor, "check-ins"));
            Declined<CaseRefusal.NoRight>(Agreed("check-ins"), new CaseCommand.Revoke(actor, "check-ins"));
        }
    }

    [Fact]
    public void What_she_agrees_to_counts_for_that_purpose_alone_with_who_asked_and_when()
    {
        Assert.All(ConsentPurposes.All, purpose => Assert.False(Begun.Allows(purpose)));
        foreach (var purpose in ConsentPurposes.All)
        {
            var (record, messages, reply) = Do(Begun, new CaseCommand.Agree(Caseworker, purpose));
            Assert.Equal([purpose], ConsentPurposes.All.Where(record.Allows));
            Assert.Equal(new Consent(true, Case, Now), record.Consents[purpose]);
            Assert.Equal((0, "cases.screen.agreed", new Argument.Translated($"cases.purpose.{purpose}"), "case show 5F7K"), (messages.Length, reply!.Words.Key, reply.Words.Arguments["purpose"], reply.Choices.Single().Data));
        }
    }

    [Fact]
    public void Revoked_it_counts_no_more_from_that_moment_and_what_else_she_agreed_to_stands()
    {
        var (record, _, reply) = Do(Agreed("check-ins", "services"), new CaseCommand.Revoke(Caseworker, "check-ins"));
        Assert.Equal(["services"], ConsentPurposes.All.Where(record.Allows));
        Assert.Equal((new Consent(false, Case, Now), "cases.screen.revoked"), (record.Consents["check-ins"], reply!.Words.Key));
        Assert.True(Do(record, new CaseCommand.Agree(Caseworker, "check-ins")).Record.Allows("check-ins"));
    }

    [Fact]
    public void Ended_nothing_is_allowed_and_nothing_is_noted()
    {
        var (ended, _, _) = Do(Agreed("services"), new CaseCommand.End("completed"));
        Assert.Equal((false, "completed", false), (ended.IsActive, ended.EndedBecause, ended.Allows("services")));
        Assert.Empty(CaseRules.Book.Lines(ended));
        foreach (var command in new CaseCommand[] { new CaseCommand.Agree(Caseworker, "services"), new CaseCommand.Revoke(Caseworker, "services"), new CaseCommand.PassTo(Case, Other) })
        {
            Declined<CaseRefusal.NotOpen>(ended, command);
            Declined<CaseRefusal.NotOpen>(CaseRecord.None, command);
        }
        Nothing(ended, new CaseCommand.End("other"));
        Nothing(ended, Begin());
    }

    [Fact]
    public void Begun_again_she_is_accompanied_by_the_same_and_asked_anew()
    {
        var ended = Do(Agreed("services"), new CaseCommand.End("duplicate")).Record;
        var (record, messages, _) = Do(ended, Begin(2));
        Assert.Equal((true, Case, false, 0, 2), (record.IsActive, record.Caseworker, record.Allows("services"), messages.Length, record.Round));
        Assert.False(Do(record, new CaseCommand.End("completed", 2)).Record.IsActive);
    }

    [Fact]
    public void What_the_referral_said_counts_in_the_order_that_it_was_said_in_whatever_order_it_comes_and_however_often()
    {
        CaseCommand[] said = [Begin(), new CaseCommand.End("duplicate"), Begin(2), new CaseCommand.End("completed", 2)];
        for (var last = 1; last <= said.Length; last++)
        foreach (var order in Orders([.. Enumerable.Range(0, last)]))
        {
            var record = order.Concat(order).Aggregate(CaseRecord.None, (at, which) => Try(at, said[which]));
            Assert.Equal((last + 1) / 2, record.Round);
            // Where the end was heard before the beginning nobody is assisted; what began last is open unless it ended.
            Assert.Equal(last % 2 == 1, record.IsActive);
        }
    }

    [Fact]
    public void Whoever_leaves_is_followed_by_another_where_there_is_one_and_only_once()
    {
        var (record, messages, reply) = Do(Begun, new CaseCommand.PassTo(Case, Other));
        Assert.Equal((Other, null), (record.Caseworker, reply));
        Assert.Equal([(Other, "cases.assigned")], messages.Select(one => (one.To, one.Words.Key)));
        Assert.Equal([new ViewRow(CaseRules.View, ViewRow.Of(Other), Reference)], CaseRules.Book.Lines(record));
        Declined<CaseRefusal.NoRight>(record, new CaseCommand.Agree(Caseworker, "services"));
        Nothing(record, new CaseCommand.PassTo(Case, Other));
        Nothing(Begun, new CaseCommand.PassTo(Case, null));
    }

    [Fact]
    public void A_choice_of_another_caseworker_counts_in_its_round_the_last_one_wins_and_none_wakes_what_has_ended()
    {
        CaseCommand[] said = [Begin(), Chosen(Other, 2), Chosen(Case, 3), new CaseCommand.End("completed")];
        foreach (var order in Orders([.. Enumerable.Range(0, said.Length)]))
        {
            Assert.False(order.Aggregate(CaseRecord.None, (at, which) => Try(at, said[which])).IsActive);
            var open = order.Where(which => which < 3).Aggregate(CaseRecord.None, (at, which) => Try(at, said[which]));
            Assert.Equal((true, Case, 1), (open.IsActive, open.Caseworker, open.Round));
        }
        var ended = Try(Begun, new CaseCommand.End("duplicate"));
        var again = Try(ended, Chosen(Other, 4, 2));
        Assert.Equal((true, Other, 2), (again.IsActive, again.Caseworker, again.Round));
        Nothing(again, Begin(2));
        Nothing(again, Chosen(Case, 5));
        Nothing(ended, Chosen(Other, 4));

        static CaseCommand Chosen(PersonId who, int nth, int round = 1) => new CaseCommand.AssignCaseworker(Reference, "north", who, nth, round);
    }

    [Fact]
    public void Each_message_has_an_id_of_its_own() =>
        Assert.NotEqual(Do(CaseRecord.None, Begin()).Messages.Single().Id, Do(Begun, new CaseCommand.PassTo(Case, Other)).Messages.Single().Id);

    [Fact]
    public void What_a_referral_asks_for_is_what_is_done()
    {
        foreach (var command in new CaseCommand[] { Begin(3), new CaseCommand.End("completed", 3) })
            Assert.Equal(command, CaseRules.Book.FromEffect!(new Effect($"{CaseRules.Kind}~x", JsonSerializer.SerializeToElement(command))));
    }

    [Fact]
    public void What_there_is_no_rule_for_is_a_defect_that_says_so() =>
        Assert.Contains(nameof(Unknown), Assert.Throws<InvalidOperationException>(() => CaseRules.Decide(Begun, new Unknown(), Now)).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_of_it_prints() => Assert.Equal("assistance record", $"{Begun}");

    private static CaseCommand Begin(int round = 1) => new CaseCommand.Start(Reference, "north", Case, round);

    private static CaseRecord Agreed(params string[] purposes) => purposes.Aggregate(Begun, (record, purpose) => Do(record, new CaseCommand.Agree(Caseworker, purpose)).Record);

    private static (CaseRecord Record, System.Collections.Immutable.ImmutableArray<OutboundMessage> Messages, Reply? Reply) Do(CaseRecord record, CaseCommand command)
    {
        var accepted = Assert.IsType<Accepted>(CaseRules.Decide(record, command, Now));
        return (accepted.Events.Aggregate(record, CaseRules.Evolve), accepted.Messages, accepted.Reply);
    }

    private static IEnumerable<int[]> Orders(int[] all) => all.Length == 0 ? [[]] : all.SelectMany(first => Orders([.. all.Where(one => one != first)]).Select(rest => (int[])[first, .. rest]));

    private static CaseRecord Try(CaseRecord record, CaseCommand command) =>
        CaseRules.Decide(record, command, Now) is Accepted accepted ? accepted.Events.Aggregate(record, CaseRules.Evolve) : record;

    private static void Declined<T>(CaseRecord record, CaseCommand command) =>
        Assert.Equal("cases.screen.not-yours", Assert.IsAssignableFrom<Refusal>(Assert.IsType<T>(Assert.IsType<Decision<CaseEvent>.Refused>(CaseRules.Decide(record, command, Now)).Why)).Reply?.Words.Key);

    private static void Nothing(CaseRecord record, CaseCommand command) => Assert.IsType<Decision<CaseEvent>.NoChange>(CaseRules.Decide(record, command, Now));

    private sealed record Unknown : CaseCommand;
}
