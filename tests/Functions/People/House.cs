using System.Collections.Immutable;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Tests.Shared.Streams;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.StaffEvent>.Commit;

namespace ServerlessAssist.Tests.Functions.People;

/// <summary>A small house: two administrators, two on the rota of the north, a backup, an authority.</summary>
internal static class House
{
    /// <summary>A Monday.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public static readonly PersonId Admin = new("admin"), Second = new("second"), Ana = new("ana"), Bea = new("bea"), Backup = new("backup"), Authority = new("authority");
    public static readonly Address AnaSms = new(ChannelKind.Sms, "+355690000021"), AnaChat = new(ChannelKind.Telegram, "700000021"), NewChat = new(ChannelKind.Telegram, "700000099"), NewSms = new(ChannelKind.Sms, "+355690000099");
    public static readonly Reply Hello = new(new Phrase("hello")), Ask = new(new Phrase("ask"));
    private static readonly ImmutableArray<DayOfWeek> Week = [.. Enum.GetValues<DayOfWeek>()];

    public static Region North { get; } = new(
        "north", "AL", "Europe/Tirane", ImmutableSortedDictionary<string, string>.Empty.Add("en", "North").Add("sq", "Veri"), [], ImmutableSortedDictionary<string, TimeSpan>.Empty, [], [Backup], [], [Authority])
    {
        Pattern = [new Turn(Ana, Week, new TimeOnly(8, 0), new TimeOnly(20, 0)), new Turn(Bea, Week, new TimeOnly(20, 0), new TimeOnly(8, 0))],
    };

    public static PeopleConfiguration PeopleList { get; } = new(
        [new Organisation("mission", null)], [North],
        [
            Person(Admin, Role.Administrator, "Admin 1", new ContactChannel(ChannelKind.Telegram, "700000001", null)), Person(Second, Role.Administrator, "Admin 2", new ContactChannel(ChannelKind.Telegram, "700000002", null)),
            Person(Ana, Role.RegionalCoordinator, "North 1", new ContactChannel(ChannelKind.Telegram, AnaChat.Value, null), new ContactChannel(ChannelKind.Sms, AnaSms.Value, null)),
            Person(Bea, Role.RegionalCoordinator, "North 2", new ContactChannel(ChannelKind.Telegram, "700000022", null)),
            Person(Backup, Role.RegionalCoordinator, "North 3", new ContactChannel(ChannelKind.Sms, "+355690000023", null)),
            Person(Authority, Role.ResponsibleAuthority, "Authority", new ContactChannel(ChannelKind.Sms, "+355690000024", null)),
        ]);

    public static StaffRegister Full { get; } = Do(StaffRegister.Empty, new StaffCommand.Load(PeopleList)).Directory;

    public static Requester Of(PersonId person) => new(person.Value, person);

    public static Staff Person(PersonId id, Role role, string name, params ImmutableArray<ContactChannel> ways) => new(id, role, "mission", role == Role.Administrator ? [] : ["north"], Language.English, name, ways);

    public static StaffCommand.Enrol Invite(string id, string hash, Role role = Role.RegionalCoordinator, Requester? by = null) => new(by ?? Of(Admin), Person(new PersonId(id), role, id), hash);

    public static StaffCommand.ShowCode Show(string hash, Address from) => new([hash], from, $"proof of {from.Value}", Ask, Hello);

    public static Accepted Decided(StaffRegister directory, StaffCommand command, DateTimeOffset? at = null) => Assert.IsType<Accepted>(StaffRules.Decide(directory, command, at ?? Now));

    public static (StaffRegister Directory, Accepted Decision) Do(StaffRegister directory, StaffCommand command, DateTimeOffset? at = null)
    {
        var accepted = Stored.By(StaffRules.Decide(directory, command, at ?? Now));
        return (accepted.Events.Aggregate(directory, StaffRules.Evolve), accepted);
    }

    public static StaffRegister After(StaffRegister directory, params ReadOnlySpan<StaffCommand> commands)
    {
        foreach (var command in commands) directory = Do(directory, command).Directory;
        return directory;
    }

    public static string? Said(Accepted decision) => decision.Reply?.Words.Key;

    /// <summary>Not done, and noted.</summary>
    public static void Declines(string why, StaffRegister directory, StaffCommand command, DateTimeOffset? at = null)
    {
        var refused = Assert.IsType<ServerlessAssist.Shared.Streams.Decision<StaffEvent>.Refused>(StaffRules.Decide(directory, command, at ?? Now));
        Assert.Equal(why, Assert.IsType<StaffEvent.RequestRefused>(Assert.Single(refused.Recorded)).Why);
        Assert.Equal(why, Assert.IsAssignableFrom<StaffRefusal>(refused.Why).Code);
        Assert.NotNull(refused.Why.Reply);
    }
}
