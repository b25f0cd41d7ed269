using System.Text.Json;
using CsCheck;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Approvals;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Tests.Shared.Streams;
using static ServerlessAssist.Tests.Functions.People.House;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.StaffEvent>.Commit;

namespace ServerlessAssist.Tests.Functions.People;

/// <summary>Whoever joins, loses a phone, leaves, goes away and swaps, in whatever order: what always holds.</summary>
public sealed class StaffPropertyTests
{
    private static readonly PersonId[] People = [Admin, Second, Ana, Bea, Backup, Authority, new("caro"), new("dora")];
    private static readonly Address[] Addresses = [NewChat, NewSms, AnaSms, AnaChat, new(ChannelKind.Telegram, "700000098"), new(ChannelKind.Sms, "+355690000098")];
    private static readonly string[] Codes = ["a", "b", "c"];

    private static readonly Gen<(int Kind, int Who, int Other, int Minutes)> AnyStep = Gen.Select(Gen.Int[0, 15], Gen.Int[0, People.Length - 1], Gen.Int[0, 5], Gen.Int[0, 2000]);

    [Fact]
    public void Nobody_shares_an_address_a_code_works_once_who_left_has_no_channel_and_a_ladder_has_a_top() => AnyStep.Array[1, 60].Sample(steps =>
    {
        var (directory, now, used) = (Full, Now, new HashSet<string>());
        var serial = 0;
        foreach (var (kind, who, other, minutes) in steps)
        {
            now = now.AddMinutes(minutes);
            var command = Command(kind, People[who], other, now, ref serial, directory);
            if (Stored.Of(StaffRules.Decide(directory, command, now)) is not { } accepted) continue;
            var before = directory;
            directory = accepted.Events.Aggregate(directory, StaffRules.Evolve);

            var addresses = directory.Staff.SelectMany(one => directory.AddressesOf(one).Select(address => (address, one.Id))).ToList();
            Assert.True(addresses.Count == addresses.Select(one => one.address).Distinct().Count(), $"{command.GetType().Name}: {string.Join("; ", addresses.Select(one => $"{one.address.Channel} {one.address.Value} {one.Id.Value}"))} | cut {string.Join(",", directory.Cut)}");
            // A code that has let somebody in is gone.
            foreach (var gone in before.Invitations.Where(_ => accepted.Events.Any(one => one is StaffEvent.ChannelAdded)).Where(one => directory.Invitations.All(still => still.Hash != one.Hash))) used.Add(gone.Hash);
            Assert.DoesNotContain(directory.Invitations, one => used.Contains(one.Hash));
            foreach (var left in accepted.Events.OfType<StaffEvent.StaffLeft>())
            {
                Assert.Empty(directory.ChannelsOf(left.Person));
                Assert.Null(directory.Find(left.Person));
                Assert.Contains(directory.ToHandOver, one => one.Person == left.Person);
            }
            foreach (var region in directory.Configuration.Regions) Assert.NotEmpty(directory.LadderOf(region, now)[^1]);
            Assert.NotEmpty(directory.Administrators);
            // Only one who is here is told anything.
            Assert.All(accepted.Messages, message => Assert.NotNull(directory.Find(message.To.Person!.Value)));
            var stored = JsonSerializer.Serialize(directory);
            Assert.Equal(stored, JsonSerializer.Serialize(JsonSerializer.Deserialize<StaffRegister>(stored)));
        }
    }, iter: 400);

    [Fact]
    public void Years_of_comings_goings_and_swaps_leave_a_small_state()
    {
        var (directory, now, serial) = (Full, Now, 0);
        for (var day = 0; day < 1000; day++)
        {
            now = now.AddDays(1);
            foreach (var kind in new[] { 0, 1, 2, 6, 7, 8, 11, 12, 14 })
                if (Stored.Of(StaffRules.Decide(directory, Command(kind, People[2 + day % 6], day % 6, now, ref serial, directory), now)) is { } accepted)
                    directory = accepted.Events.Aggregate(directory, StaffRules.Evolve);
            if (StaffRules.Decide(directory, new StaffCommand.Expire(), now) is Accepted expired) directory = expired.Events.Aggregate(directory, StaffRules.Evolve);
        }
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(directory).Length, 1, 20_000);
    }

    private static StaffCommand Command(int kind, PersonId who, int other, DateTimeOffset now, ref int serial, StaffRegister directory)
    {
        var (address, hash, id) = (Addresses[other], $"{Codes[other % 3]}{serial}", $"{serial++}");
        var open = directory.Invitations is [_, ..] some ? some[other % some.Length].Hash : "none";
        return kind switch
        {
            0 => Invite(who.Value, hash),
            1 => Show(open, address),
            2 => new StaffCommand.ShowProof([$"proof of {address.Value}"], address, Hello),
            3 => new StaffCommand.AddChannel(who, hash),
            4 => new StaffCommand.Reenrol(other == 0 ? Requester.Operator() : Of(Admin), who, hash),
            5 => new StaffCommand.LoseChannel(who, other % 2 == 0 ? ChannelKind.Sms : ChannelKind.Telegram, address, hash),
            6 => new StaffCommand.Leave(other == 0 ? Requester.Operator() : Of(Admin), who),
            7 => new StaffCommand.GoAway(who, now.AddDays(1 + other), Hello),
            8 => new StaffCommand.ComeBack(who, Hello),
            9 => new StaffCommand.Load(PeopleList),
            10 => new StaffCommand.Load(PeopleList with { Staff = [.. PeopleList.Staff.Where(one => one.Id != Bea || other < 3).Select(one => one.Id == Backup && other > 3 ? one with { Ways = [new ContactChannel(address.Channel, address.Value, null)] } : one).Where(one => one.Id != Ana || other < 3)] }, "operator", id),
            11 => new StaffCommand.TakeDuty(who, "north", DateOnly.FromDateTime(now.UtcDateTime).AddDays(other), id),
            12 => directory.Swaps is [.., var last] && last.From is { } holder ? new StaffCommand.AgreeToSwap(holder, last.Id) : new StaffCommand.LookForGaps(),
            13 => new StaffCommand.LookForGaps(),
            14 => new StaffCommand.RequestApproval(Of(Admin), ApprovalRules.PersonFile, "RA-7F3K-9", "north", id),
            _ => directory.Pending is [var first, ..] ? new StaffCommand.Approve(Of(Second), first.Id) : new StaffCommand.RecordContact(who, ChannelKind.Sms),
        };
    }
}
