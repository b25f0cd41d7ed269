using System.Collections.Immutable;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Tests.Shared.Streams;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.DirectoryEvent>.Accepted;
using Directory = ServerlessAssist.Functions.People.Directory;

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

    public static Seed PeopleList { get; } = new(
        [new Organisation("mission", null)], [North],
        [
            Person(Admin, Role.Administrator, "Admin 1", new Way(ChannelKind.Telegram, "700000001", null)), Person(Second, Role.Administrator, "Admin 2", new Way(ChannelKind.Telegram, "700000002", null)),
            Person(Ana, Role.RegionalCoordinator, "North 1", new Way(ChannelKind.Telegram, AnaChat.Value, null), new Way(ChannelKind.Sms, AnaSms.Value, null)),
            Person(Bea, Role.RegionalCoordinator, "North 2", new Way(ChannelKind.Telegram, "700000022", null)),
            Person(Backup, Role.RegionalCoordinator, "North 3", new Way(ChannelKind.Sms, "+355690000023", null)),
            Person(Authority, Role.ResponsibleAuthority, "Authority", new Way(ChannelKind.Sms, "+355690000024", null)),
        ]);

    public static Directory Full { get; } = Do(Directory.Empty, new DirectoryCommand.Load(PeopleList)).Directory;

    public static Asker Of(PersonId person) => new(person.Value, person);

    public static Staff Person(PersonId id, Role role, string name, params ImmutableArray<Way> ways) => new(id, role, "mission", role == Role.Administrator ? [] : ["north"], Language.English, name, ways);

    public static DirectoryCommand.Enrol Invite(string id, string hash, Role role = Role.RegionalCoordinator, Asker? by = null) => new(by ?? Of(Admin), Person(new PersonId(id), role, id), hash);

    public static DirectoryCommand.ShowCode Show(string hash, Address from) => new([hash], from, $"proof of {from.Value}", Ask, Hello);

    public static Accepted Decided(Directory directory, DirectoryCommand command, DateTimeOffset? at = null) => Assert.IsType<Accepted>(DirectoryRules.Decide(directory, command, at ?? Now));

    public static (Directory Directory, Accepted Decision) Do(Directory directory, DirectoryCommand command, DateTimeOffset? at = null)
    {
        var accepted = Stored.By(DirectoryRules.Decide(directory, command, at ?? Now));
        return (accepted.Events.Aggregate(directory, DirectoryRules.Evolve), accepted);
    }

    public static Directory After(Directory directory, params ReadOnlySpan<DirectoryCommand> commands)
    {
        foreach (var command in commands) directory = Do(directory, command).Directory;
        return directory;
    }

    public static string? Said(Accepted decision) => decision.Reply?.Words.Key;

    /// <summary>Not done, and noted.</summary>
    public static void Declines(string why, Directory directory, DirectoryCommand command, DateTimeOffset? at = null)
    {
        var refused = Assert.IsType<ServerlessAssist.Shared.Streams.Decision<DirectoryEvent>.Refused>(DirectoryRules.Decide(directory, command, at ?? Now));
        Assert.Equal(why, Assert.IsType<DirectoryEvent.Declined>(Assert.Single(refused.Recorded)).Why);
        Assert.Equal(why, Assert.IsAssignableFrom<DirectoryRefusal>(refused.Why).Code);
        Assert.NotNull(refused.Why.Reply);
    }
}
