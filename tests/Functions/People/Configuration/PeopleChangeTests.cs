using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Functions.People.Configuration;

public sealed class PeopleChangeTests
{
    private static readonly Staff Duty = new(new PersonId("duty"), Role.RegionalCoordinator, "mission", ["north"], Language.English, "North 1", [new ContactChannel(ChannelKind.Sms, "+355690000011", null)]);

    [Fact]
    public void Who_comes_and_who_goes_is_named_by_id()
    {
        var change = PeopleChange.Between(Of(Duty, Duty with { Id = new PersonId("left") }), Of(Duty, Duty with { Id = new PersonId("new-2") }, Duty with { Id = new PersonId("new-1") }));
        Assert.Equal(["new-1", "new-2"], change.Comes);
        Assert.Equal(["left"], change.Goes);
        Assert.Empty(change.Changes);
    }

    [Fact]
    public void The_same_again_changes_nobody_and_any_field_that_differs_does()
    {
        Assert.Empty(PeopleChange.Between(Of(Duty), Of(Duty with { Regions = ["north"], Ways = [new ContactChannel(ChannelKind.Sms, "+355690000011", null)] })).Changes);
        foreach (var other in new[]
        {
            Duty with { Role = Role.Administrator }, Duty with { Organisation = "other" }, Duty with { Regions = ["south"] }, Duty with { Regions = ["north", "south"] },
            Duty with { CallName = null }, Duty with { Ways = [] }, Duty with { Ways = [new ContactChannel(ChannelKind.Sms, "+355690000012", null)] },
        })
            Assert.Equal(["duty"], PeopleChange.Between(Of(Duty), Of(other)).Changes);
    }

    private static PeopleConfiguration Of(params Staff[] staff) => new([], [], [.. staff]);
}
