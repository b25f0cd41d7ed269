using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Approvals;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Tests.Functions.People.House;
using Nothing = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.StaffEvent>.NoChange;

namespace ServerlessAssist.Tests.Functions.People.Approvals;

public sealed class ApprovalRulesTests
{
    private static readonly PeopleConfiguration OtherTop = PeopleList with { Regions = [North with { Authority = [Backup] }] };
    private static readonly StaffRegister Waits = After(Full, new StaffCommand.Load(OtherTop, "operator", "1"));

    [Fact]
    public void A_file_that_changes_the_top_of_a_region_waits_for_a_second_person()
    {
        var (waits, decision) = Do(Full, new StaffCommand.Load(OtherTop, "admin", "1"));
        Assert.Equal([Authority], waits.Region("north")!.Authority);
        Assert.Equal(Second, Assert.Single(decision.Messages).To);
        Assert.Equal(["staff approval-yes 1", "staff approval-no 1"], decision.Messages[0].Choices.Select(choice => choice.Data));
        Declines("same-person", waits, new StaffCommand.Approve(Of(Admin), "1"));
        Declines("not-allowed", waits, new StaffCommand.Approve(Of(Ana), "1"));
        Declines("not-open", waits, new StaffCommand.Approve(Of(Second), "2"));
        var (loaded, _) = Do(waits, new StaffCommand.Approve(Of(Second), "1"));
        Assert.Equal([Backup], loaded.Region("north")!.Authority);
        Assert.Empty(loaded.Pending);
        Assert.Empty(loaded.Approvals);
    }

    [Fact]
    public void The_top_is_changed_by_its_ways_too_and_by_leaving_its_region_out()
    {
        var otherPhone = PeopleList with { Staff = [.. PeopleList.Staff.Select(one => one.Id == Authority ? one with { Ways = [new ContactChannel(ChannelKind.Sms, "+355690000066", null)] } : one)] };
        Assert.Single(After(Full, new StaffCommand.Load(otherPhone, "operator", "1")).Pending);
        Assert.Single(After(Full, new StaffCommand.Load(PeopleList with { Regions = [] }, "operator", "1")).Pending);
        Assert.Empty(After(Full, new StaffCommand.Load(PeopleList with { Regions = [North with { Backup = [] }] }, "operator", "1")).Pending);
        Assert.Empty(After(StaffRegister.Empty, new StaffCommand.Load(PeopleList)).Pending);
    }

    [Fact]
    public void Refused_or_too_late_it_is_not_done_and_that_is_recorded()
    {
        var (refused, decision) = Do(Waits, new StaffCommand.RefuseApproval(Of(Second), "1"));
        Assert.Equal(new StaffEvent.ApprovalRefused("1", "second"), decision.Events.Single());
        Assert.Empty(refused.Pending);
        Assert.Equal([Authority], refused.Region("north")!.Authority);
        Declines("not-open", Waits, new StaffCommand.Approve(Of(Second), "1"), Now + ApprovalRules.Waits);
        Assert.Equal([new WakeUp(StaffRules.ApprovalExpires, Now + ApprovalRules.Waits)], StaffRules.Book.WakeUps(Waits));
        Assert.IsType<Nothing>(StaffRules.Decide(Waits, new StaffCommand.Expire(), Now));
        var (expired, over) = Do(Waits, new StaffCommand.Expire(), Now + ApprovalRules.Waits);
        Assert.Equal(new StaffEvent.ApprovalExpired("1"), over.Events.Single());
        Assert.Empty(expired.Pending);
    }

    [Fact]
    public void Whoever_has_answered_and_presses_again_reads_the_answer_that_stands()
    {
        var asked = After(Full, Ask(Of(Admin), "9"));
        var yes = After(asked, new StaffCommand.Approve(Of(Second), "9"));
        var no = After(asked, new StaffCommand.RefuseApproval(Of(Second), "9"));
        foreach (var press in new StaffCommand[] { new StaffCommand.Approve(Of(Second), "9"), new StaffCommand.RefuseApproval(Of(Second), "9") })
        {
            Declines("not-open", yes, press);
            Assert.Equal(StaffPhrases.SecondAgreed.Key, Said(yes, press));
            Assert.Equal(StaffPhrases.SecondRefused.Key, Said(no, press));
            Assert.Equal(StaffPhrases.SecondGiven.Key, Said(After(Waits, new StaffCommand.Approve(Of(Second), "1")), press switch
            {
                StaffCommand.Approve => new StaffCommand.Approve(Of(Second), "1"),
                _ => new StaffCommand.RefuseApproval(Of(Second), "1"),
            }));
        }
        // Used, it is known still; to anybody else it is over.
        Assert.Equal(StaffPhrases.SecondAgreed.Key, Said(After(yes, Use(Of(Admin), "9")), new StaffCommand.Approve(Of(Second), "9")));
        Assert.Equal(StaffPhrases.Over.Key, Said(yes, new StaffCommand.Approve(Of(Admin), "9")));

        static string Said(StaffRegister directory, StaffCommand command) =>
            Assert.IsType<Decision<StaffEvent>.Refused>(StaffRules.Decide(directory, command, Now)).Why.Reply!.Words.Key;
    }

    [Fact]
    public void A_newer_file_replaces_the_one_that_waits()
    {
        Assert.Empty(After(Waits, new StaffCommand.Load(PeopleList)).Pending);
        Assert.Equal(["2"], After(Waits, new StaffCommand.Load(OtherTop, "operator", "2")).Pending.Select(one => one.Id));
    }

    private static StaffCommand.RequestApproval Ask(Requester by, string id, string what = ApprovalRules.Erasure, string subject = "RA-7F3K-9", string region = "north") => new(by, what, subject, region, id);

    private static StaffCommand.UseApproval Use(Requester by, string id, string what = ApprovalRules.Erasure, string subject = "RA-7F3K-9", string region = "north") => new(by, what, subject, region, id);

    [Fact]
    public void What_two_persons_want_is_used_once_and_not_for_ever()
    {
        var (asked, decision) = Do(Full, Ask(Of(Admin), "9"));
        Assert.Equal(Second, Assert.Single(decision.Messages).To);
        Declines("no-second", asked, Use(Of(Admin), "9"));
        var approved = After(asked, new StaffCommand.Approve(Of(Second), "9"));
        Assert.Equal((ApprovalRules.Erasure, "RA-7F3K-9", "admin", "second"), approved.Approvals.Select(one => (one.What, one.Subject, one.By, one.Second)).Single());
        Declines("no-second", approved, Use(Of(Admin), "9"), Now + ApprovalRules.Waits);
        var (used, use) = Do(approved, Use(Of(Admin), "9"));
        Assert.Equal(new StaffEvent.ApprovalUsed("9"), use.Events.Single());
        Declines("no-second", used, Use(Of(Admin), "9"));
        Declines("not-allowed", asked, new StaffCommand.RefuseApproval(Of(Ana), "9"));
    }

    [Fact]
    public void It_is_for_the_one_who_asked_and_for_what_was_asked_alone()
    {
        var approved = After(After(Full, Ask(Of(Admin), "9")), new StaffCommand.Approve(Of(Second), "9"));
        Declines("no-second", approved, Use(Of(Second), "9"));
        Declines("no-second", approved, Use(Of(Admin), "8"));
        Declines("no-second", approved, Use(Of(Admin), "9", subject: "RA-9999-9"));
        Declines("no-second", approved, Use(Of(Admin), "9", ApprovalRules.PersonFile));
    }

    [Fact]
    public void Who_may_not_do_it_may_not_ask_for_it_and_a_region_is_ones_own()
    {
        Declines("not-allowed", Full, Ask(Of(Ana), "9"));
        Assert.Single(After(Full, Ask(Of(Ana), "9", ApprovalRules.CaseFile)).Pending);
        Declines("not-allowed", Full, Ask(Of(Ana), "9", ApprovalRules.CaseFile, region: "south"));
        Declines("not-allowed", Full, Ask(Of(Admin), "9", ApprovalRules.CaseFile));
    }

    [Fact]
    public void Whoever_holds_the_master_key_is_not_a_second_person()
    {
        var asked = After(Full, Ask(Requester.Operator("ana"), "9"));
        Declines("not-enrolled", asked, new StaffCommand.Approve(Requester.Operator("bea"), "9"));
        Declines("same-person", asked, new StaffCommand.Approve(Requester.Operator("ana"), "9"));
        Assert.Single(After(asked, new StaffCommand.Approve(Of(Admin), "9")).Approvals);
    }

    [Fact]
    public void Whoever_was_asked_by_a_text_finds_the_buttons_in_Telegram_and_who_asked_does_not()
    {
        var asked = After(Full, Ask(Of(Admin), "9"), Ask(Of(Second), "10", ApprovalRules.PersonFile));
        Assert.Equal(["staff approval-yes 9", "staff approval-no 9"], ApprovalRules.Waiting(asked, Second, Now).Choices.Select(choice => choice.Data));
        Assert.Equal(["staff approval-yes 10", "staff approval-no 10"], ApprovalRules.Waiting(asked, Admin, Now).Choices.Select(choice => choice.Data));
        Assert.Equal(StaffPhrases.NothingForSecond.Key, ApprovalRules.Waiting(asked, Second, Now + ApprovalRules.Waits).Words.Key);
    }

    [Fact]
    public void Asked_again_meanwhile_it_asks_nobody_twice()
    {
        var asked = After(Full, Ask(Of(Admin), "9"));
        Assert.IsType<Nothing>(StaffRules.Decide(asked, Ask(Of(Admin), "10"), Now));
        Assert.Equal(2, After(asked, Ask(Of(Admin), "10", ApprovalRules.PersonFile)).Pending.Length);
        Assert.IsNotType<Nothing>(StaffRules.Decide(asked, Ask(Of(Admin), "10"), Now + ApprovalRules.Waits));
    }

    [Fact]
    public void Not_many_things_wait_at_once()
    {
        var many = Full;
        for (var at = 0; at < 8; at++) many = After(many, Ask(Of(Admin), $"{at}", subject: $"RA-{at}"));
        Declines("too-many-open", many, Ask(Of(Admin), "9"));
    }
}
