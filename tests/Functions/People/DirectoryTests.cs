using System.Collections.Immutable;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using Directory = ServerlessAssist.Functions.People.Directory;

namespace ServerlessAssist.Tests.Functions.People;

public sealed class DirectoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] OnTheRota = ["ended", "begins", "within", "later", "backup", "committee", "authority"];
    private static readonly PersonId Duty = new("duty"), Reporter = new("reporter"), Admin = new("admin"), Stranger = new("stranger");

    private static readonly Directory All = Directory.Empty with
    {
        Seed = new(
            [new("ngo", null)],
            [Region("north"), Region("south")],
            [
                Staff("duty", Role.RegionalCoordinator, "mission", ["north"], new Way(ChannelKind.Telegram, null, "invitation"), new(ChannelKind.Sms, "+355690000011", null)),
                Staff("reporter", Role.Referrer, "ngo", ["north"], new Way(ChannelKind.Sms, "+355690000012", null)),
                Staff("elsewhere", Role.Referrer, "ngo", ["south"], new Way(ChannelKind.Sms, "+355690000013", null)),
                Staff("other", Role.Referrer, "other-ngo", ["north"], new Way(ChannelKind.Sms, "+355690000014", null)),
                Staff("colleague", Role.RegionalCoordinator, "ngo", ["north"], new Way(ChannelKind.Sms, "+355690000015", null)),
                Staff("admin", Role.Administrator, "mission", [], new Way(ChannelKind.Sms, "+355690000016", null)),
            ]),
    };

    [Fact]
    public void Each_is_found_by_id_by_address_and_by_name_and_nobody_else_is()
    {
        Assert.Equal(Reporter, All.Find(Reporter)?.Id);
        Assert.Equal(Reporter, All.Find(new Address(ChannelKind.Sms, "+355690000012"))?.Id);
        Assert.Equal("south", All.Region("south")?.Id);
        Assert.Null(All.Find(Stranger));
        Assert.Null(All.Find(new Address(ChannelKind.Telegram, "+355690000012")));
        Assert.Null(All.Region("west"));
        Assert.Empty(All.ChannelsOf(Stranger));
        Assert.Equal([Admin], All.Administrators);
    }

    [Fact]
    public void An_invitation_is_no_address_until_a_chat_has_answered_it()
    {
        Assert.Equal([new Address(ChannelKind.Sms, "+355690000011")], All.ChannelsOf(Duty));
        var answered = All with { Chats = All.Chats.Add("invitation", "700000011") };
        Assert.Equal([new Address(ChannelKind.Telegram, "700000011"), new Address(ChannelKind.Sms, "+355690000011")], answered.ChannelsOf(Duty));
        Assert.Equal(Duty, answered.Find(new Address(ChannelKind.Telegram, "700000011"))?.Id);
    }

    [Fact]
    public void An_address_of_the_file_goes_before_a_chat_that_answered()
    {
        var both = All with { Seed = All.Seed with { Staff = [Staff("duty", Role.RegionalCoordinator, "mission", [], new Way(ChannelKind.Telegram, "1", "invitation"))] }, Chats = All.Chats.Add("invitation", "2") };
        Assert.Equal([new Address(ChannelKind.Telegram, "1")], both.ChannelsOf(Duty));
    }

    [Fact]
    public void A_refused_channel_is_not_tried_but_still_says_who_is_behind_it()
    {
        var address = new Address(ChannelKind.Sms, "+355690000012");
        var refused = All with { Refused = All.Refused.Add(Directory.Key(address), "opted-out") };
        Assert.Empty(refused.ChannelsOf(Reporter));
        Assert.Equal([new Address(ChannelKind.Sms, "+355690000011")], refused.ChannelsOf(Duty));
        Assert.Equal(Reporter, refused.Find(address)?.Id);
    }

    [Fact]
    public void The_same_digits_on_two_channels_are_two_addresses() =>
        Assert.Equal(["Sms|7", "Telegram|7", "Sms|8"], new[] { new Address(ChannelKind.Sms, "7"), new Address(ChannelKind.Telegram, "7"), new Address(ChannelKind.Sms, "8") }.Select(Directory.Key));

    [Fact]
    public void A_language_is_chosen_or_the_files_or_english()
    {
        Assert.Equal(Language.Albanian, All.LanguageOf(Duty));
        Assert.Equal(new Language("sr"), (All with { Languages = All.Languages.Add(Duty, new Language("sr")) }).LanguageOf(Duty));
        Assert.Equal(Language.English, All.LanguageOf(Stranger));
    }

    [Fact]
    public void Those_of_the_organisation_who_refer_in_the_region_want_to_know() => Assert.Equal([Reporter], All.ReferrersOf("ngo", "north"));

    [Theory]
    [InlineData(Role.Referrer)]
    [InlineData(Role.SocialWorker)]
    [InlineData(Role.PoliceOfficer)]
    [InlineData(Role.PointReporter)]
    public void Whoever_refers_in_whatever_role_wants_to_know(Role role)
    {
        var all = All with { Seed = All.Seed with { Staff = [Staff("one", role, "ngo", ["north"]), Staff("other-one", role, "other-ngo", ["north"]), Staff("far", role, "ngo", ["south"])] } };
        Assert.Equal([new PersonId("one")], all.ReferrersOf("ngo", "north"));
    }

    [Fact]
    public void For_a_provider_those_answer_who_work_there_in_that_role()
    {
        var all = All with { Seed = All.Seed with { Staff = [Staff("one", Role.ServiceProvider, "lake", []), Staff("two", Role.ServiceProvider, "lake", ["north"]), Staff("hill", Role.ServiceProvider, "hill", []), Staff("boss", Role.Caseworker, "lake", [])] } };
        Assert.Equal([new PersonId("one"), new PersonId("two")], all.ProvidersPeople("lake"));
        Assert.Empty(all.ProvidersPeople("vale"));
    }

    [Fact]
    public void On_duty_is_who_has_begun_and_not_ended()
    {
        var region = Region("north") with
        {
            OnDuty = [Shift("ended", -8, 0), Shift("begins", 0, 8), Shift("within", -1, 1), Shift("within", -2, 2), Shift("later", 1, 8)],
            Backup = [new("backup")], Committee = [new("committee")], Authority = [new("authority")],
        };
        var staffed = All with { Seed = All.Seed with { Regions = [region], Staff = [.. OnTheRota.Select(id => Staff(id, Role.RegionalCoordinator, "mission", ["north"]))] } };
        Assert.Equal(["begins within", "backup", "committee", "authority"], staffed.LadderOf(region, Noon).Select(level => string.Join(' ', level.Select(one => one.Value))));

        static Shift Shift(string who, int from, int until) => new(new PersonId(who), Noon.AddHours(from), Noon.AddHours(until));
    }

    [Fact]
    public void Nothing_that_holds_a_person_prints_more_than_its_kind()
    {
        var staff = All.Find(Duty)!;
        Assert.Equal(["Telegram", "RegionalCoordinator", "RegionalCoordinator", "directory"], [$"{staff.Ways[0]}", $"{staff}", $"{Actor.Of(staff)}", $"{All}"]);
    }

    private static Staff Staff(string id, Role role, string organisation, ImmutableArray<string> regions, params ImmutableArray<Way> ways) => new(new PersonId(id), role, organisation, regions, Language.Albanian, null, ways);

    private static Region Region(string id) => new(id, "AL", "Europe/Tirane", ImmutableSortedDictionary<string, string>.Empty, [], ImmutableSortedDictionary<string, TimeSpan>.Empty, [], [], [], []);
}
