using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Tests.Functions.People.House;

namespace ServerlessAssist.Tests.Functions.People;

public sealed class StaffRegisterTests
{
    private static readonly Staff Morina = At("morina", "Morina"), Prush = At("prush", "Qafe Prush"), Anywhere = At("anywhere");

    [Theory]
    [InlineData("Morina", "morina,anywhere")]
    [InlineData("Qafe Prush", "prush,anywhere")]
    [InlineData(null, "anywhere")]
    [InlineData("Kakavija", "anywhere")]
    public void Whoever_works_at_the_point_is_asked_to_confirm_and_whoever_works_at_all_of_them(string? point, string who) =>
        Assert.Equal(who, Asked(point, Morina, Prush, Anywhere));

    [Theory]
    [InlineData("Morina")]
    [InlineData(null)]
    public void Where_nobody_is_left_at_the_point_those_near_it_are_asked(string? point) => Assert.Equal("prush", Asked(point, Prush));

    [Fact]
    public void The_points_that_she_works_at_come_first_when_she_refers()
    {
        var house = Full with { Configuration = PeopleList with { Regions = [North with { Points = ["Morina", "Qafe Prush"] }] } };
        Assert.Equal(["Qafe Prush", "Morina", null], ServerlessAssist.Functions.Referrals.Intake.IntakeScope.Of(Prush, house).Select(place => place.Point));
    }

    private static string Asked(string? point, params Staff[] officers) =>
        string.Join(',', (Full with { Configuration = PeopleList with { Staff = [.. PeopleList.Staff, .. officers] } }).CounterpartsOf(Role.SocialWorker, "north", point).Select(one => one.Value));

    private static Staff At(string id, params string[] points) =>
        Person(new PersonId(id), Role.PoliceOfficer, id, new ContactChannel(ChannelKind.Telegram, "700000090", null)) with { Points = [.. points] };
}
