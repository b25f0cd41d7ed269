using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Tests.Functions.People.House;
using Directory = ServerlessAssist.Functions.People.Directory;
using Nothing = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.DirectoryEvent>.Nothing;

namespace ServerlessAssist.Tests.Functions.People;

public sealed class ApprovalRulesTests
{
    private static readonly Seed OtherTop = PeopleList with { Regions = [North with { Authority = [Backup] }] };
    private static readonly Directory Waits = After(Full, new DirectoryCommand.Load(OtherTop, "operator", "1"));

    [Fact]
    public void A_file_that_changes_the_top_of_a_region_waits_for_a_second_person()
    {
        var (waits, decision) = Do(Full, new DirectoryCommand.Load(OtherTop, "admin", "1"));
        Assert.Equal([Authority], waits.Region("north")!.Authority);
        Assert.Equal(Second, Assert.Single(decision.Messages).To);
        Assert.Equal(["second-yes 1", "second-no 1"], decision.Messages[0].Choices.Select(choice => choice.Data));
        Declines("same-person", waits, new DirectoryCommand.Approve(Of(Admin), "1"));
        Declines("right", waits, new DirectoryCommand.Approve(Of(Ana), "1"));
        Declines("over", waits, new DirectoryCommand.Approve(Of(Second), "2"));
        var (loaded, _) = Do(waits, new DirectoryCommand.Approve(Of(Second), "1"));
        Assert.Equal([Backup], loaded.Region("north")!.Authority);
        Assert.Empty(loaded.Pending);
        Assert.Empty(loaded.Approvals);
    }

    [Fact]
    public void The_top_is_changed_by_its_ways_too_and_by_leaving_its_region_out()
    {
        var otherPhone = PeopleList with { Staff = [.. PeopleList.Staff.Select(one => one.Id == Authority ? one with { Ways = [new Way(ChannelKind.Sms, "+355690000066", null)] } : one)] };
        Assert.Single(After(Full, new DirectoryCommand.Load(otherPhone, "operator", "1")).Pending);
        Assert.Single(After(Full, new DirectoryCommand.Load(PeopleList with { Regions = [] }, "operator", "1")).Pending);
        Assert.Empty(After(Full, new DirectoryCommand.Load(PeopleList with { Regions = [North with { Backup = [] }] }, "operator", "1")).Pending);
        Assert.Empty(After(Directory.Empty, new DirectoryCommand.Load(PeopleList)).Pending);
    }

    [Fact]
    public void Refused_or_too_late_it_is_not_done_and_that_is_recorded()
    {
        var (refused, decision) = Do(Waits, new DirectoryCommand.TurnDown(Of(Second), "1"));
        Assert.Equal(new DirectoryEvent.TurnedDown("1", "second"), decision.Events.Single());
        Assert.Empty(refused.Pending);
        Assert.Equal([Authority], refused.Region("north")!.Authority);
        Declines("over", Waits, new DirectoryCommand.Approve(Of(Second), "1"), Now + ApprovalRules.Waits);
        Assert.Equal([new WakeUp(DirectoryRules.SecondDue, Now + ApprovalRules.Waits)], DirectoryRules.Book.WakeUps(Waits));
        Assert.IsType<Nothing>(DirectoryRules.Decide(Waits, new DirectoryCommand.Expire(), Now));
        var (expired, over) = Do(Waits, new DirectoryCommand.Expire(), Now + ApprovalRules.Waits);
        Assert.Equal(new DirectoryEvent.Expired("1"), over.Events.Single());
        Assert.Empty(expired.Pending);
    }

    [Fact]
    public void A_newer_file_replaces_the_one_that_waits()
    {
        Assert.Empty(After(Waits, new DirectoryCommand.Load(PeopleList)).Pending);
        Assert.Equal(["2"], After(Waits, new DirectoryCommand.Load(OtherTop, "operator", "2")).Pending.Select(one => one.Id));
    }

    [Fact]
    public void What_two_persons_want_is_used_once_and_not_for_ever()
    {
        var asked = After(Full, new DirectoryCommand.AskSecond(Of(Admin), "export", "north", "9"));
        Assert.IsType<Nothing>(DirectoryRules.Decide(asked, new DirectoryCommand.UseApproval("9"), Now));
        var approved = After(asked, new DirectoryCommand.Approve(Asker.Operator("ana"), "9"));
        Assert.Equal(("export", "north", "admin", "ana"), approved.Approvals.Select(one => (one.What, one.Subject, one.By, one.Second)).Single());
        Assert.IsType<Nothing>(DirectoryRules.Decide(approved, new DirectoryCommand.UseApproval("9"), Now + ApprovalRules.Waits));
        var used = After(approved, new DirectoryCommand.UseApproval("9"));
        Assert.IsType<Nothing>(DirectoryRules.Decide(used, new DirectoryCommand.UseApproval("9"), Now));
        Declines("right", Full, new DirectoryCommand.AskSecond(Of(Ana), "export", "north", "9"));
        Declines("right", asked, new DirectoryCommand.TurnDown(Of(Ana), "9"));
    }

    [Fact]
    public void Not_many_things_wait_at_once()
    {
        var many = Full;
        for (var at = 0; at < 8; at++) many = After(many, new DirectoryCommand.AskSecond(Of(Admin), "export", "north", $"{at}"));
        Declines("too-many", many, new DirectoryCommand.AskSecond(Of(Admin), "export", "north", "9"));
    }
}
