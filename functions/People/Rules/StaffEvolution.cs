using System.Collections.Immutable;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.People.Enrolment;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People.Rules;

/// <summary>What becomes of the directory's people and their channels by what happens.</summary>
[PureRules]
internal static class StaffEvolution
{
    private const int MostChannels = 6;

    public static StaffRegister Evolve(StaffRegister directory, StaffEvent happened) => happened switch
    {
        StaffEvent.PeopleFileLoaded loaded => Load(directory, loaded.Seed),
        StaffEvent.LanguageSet chosen => directory with { Languages = directory.Languages.SetItem(chosen.Person, chosen.Language) },
        StaffEvent.ChannelSuspended refused => directory with { Refused = directory.Refused.SetItem(refused.Address, refused.Why) },
        StaffEvent.ChannelResumed resumed => directory with { Refused = directory.Refused.Remove(resumed.Address) },
        StaffEvent.InvitationAccepted answered => directory with { Chats = directory.Chats.SetItem(answered.Invite, answered.Chat) },
        StaffEvent.StaffInvited invited => directory with { Invited = directory.Invited.SetItem(invited.Staff.Id, invited.Staff) },
        StaffEvent.EnrolmentCodeIssued given => directory with
        {
            Gone = directory.Gone.Remove(given.Person),
            Invitations = [.. directory.Invitations.Where(one => one.Person != given.Person && given.At < one.Until), new Invitation(given.Hash, given.Person, given.Until, null)],
        },
        StaffEvent.ConfirmationRequested asked => Change(directory, asked.Person, one => one with { Proof = asked.Proof }),
        StaffEvent.ConfirmationFailed wrong => Change(directory, wrong.Person, one => one with { Proof = one.Proof is { } proof && proof.Wrong + 1 < EnrolmentRules.MostWrongProofs ? proof with { Wrong = proof.Wrong + 1 } : null }),
        StaffEvent.ChannelAdded joined => Join(directory, joined.Person, joined.Address),
        StaffEvent.ChannelRemoved cut => CutOff(directory, cut.Person, cut.Address),
        StaffEvent.ChannelOrderSet ordered => directory with { Order = directory.Order.SetItem(ordered.Person, ordered.Kinds), LastOn = directory.LastOn.Remove(ordered.Person) },
        StaffEvent.ContactedOn heard => directory with { LastOn = directory.LastOn.SetItem(heard.Person, heard.Kind) },
        StaffEvent.StaffLeft left => Leave(directory, left),
        _ => directory,
    };

    private static StaffRegister Change(StaffRegister directory, PersonId person, Func<Invitation, Invitation> how) =>
        directory with { Invitations = [.. directory.Invitations.Select(one => one.Person == person ? how(one) : one)] };

    private static StaffRegister Join(StaffRegister directory, PersonId person, Address address)
    {
        var all = directory.Joined.GetValueOrDefault(person, []).Remove(address).Add(address);
        return directory with
        {
            Invitations = directory.Invitations.RemoveAll(one => one.Person == person),
            Joined = directory.Joined.SetItem(person, all.Length > MostChannels ? all[^MostChannels..] : all),
            Cut = directory.Cut.Remove(StaffRegister.CutKey(person, address)),
            Refused = directory.Refused.Remove(StaffRegister.Key(address)),
        };
    }

    /// <summary>What the people file gives is remembered as cut, for the file does not know that the phone is lost.</summary>
    private static StaffRegister CutOff(StaffRegister directory, PersonId person, Address address)
    {
        var left = directory.Joined.GetValueOrDefault(person, []).Remove(address);
        return directory with
        {
            Joined = left.IsEmpty ? directory.Joined.Remove(person) : directory.Joined.SetItem(person, left),
            Cut = directory.Configuration.Staff.FirstOrDefault(one => one.Id == person) is { } staff && directory.Given(staff).Contains(address) ? directory.Cut.Add(StaffRegister.CutKey(person, address)) : directory.Cut,
            Invitations = directory.Invitations.RemoveAll(one => one.Person == person),
            LastOn = directory.LastOn.Remove(person),
        };
    }

    private static StaffRegister Leave(StaffRegister directory, StaffEvent.StaffLeft left)
    {
        var cut = directory.Find(left.Person) is { } staff ? directory.AddressesOf(staff).ToList().Aggregate(directory, (now, address) => CutOff(now, left.Person, address)) : directory;
        return Forget(cut, left.Person) with
        {
            Gone = directory.Configuration.Staff.Any(one => one.Id == left.Person) ? directory.Gone.Add(left.Person) : directory.Gone,
            Invited = directory.Invited.Remove(left.Person),
        };
    }

    private static StaffRegister Forget(StaffRegister directory, PersonId person) => directory with
    {
        Invitations = directory.Invitations.RemoveAll(one => one.Person == person),
        Joined = directory.Joined.Remove(person), Order = directory.Order.Remove(person), LastOn = directory.LastOn.Remove(person), Languages = directory.Languages.Remove(person),
        Away = directory.Away.Remove(person), Quiet = directory.Quiet.Remove(person),
    };

    /// <summary>The file replaces the one before it. A same id in it wins over an invited one, its addresses over others'; who has left stays out while it still names her.</summary>
    private static StaffRegister Load(StaffRegister directory, PeopleConfiguration seed)
    {
        var named = seed.Staff.Select(one => one.Id).ToHashSet();
        var owners = (from staff in seed.Staff from way in staff.Ways where way.Address is not null select (Address: new Address(way.Kind, way.Address!), staff.Id)).ToDictionary(one => one.Address, one => one.Id);
        var ofInvites = (from staff in seed.Staff from way in staff.Ways where way.Invite is not null select (way.Invite, staff.Id)).ToLookup(one => one.Invite!, one => one.Id);
        var next = directory with
        {
            Configuration = seed,
            Gone = directory.Gone.Intersect(named),
            Invited = directory.Invited.RemoveRange(named),
            Chats = directory.Chats.RemoveRange(directory.Chats.Where(chat => owners.TryGetValue(new Address(ChannelKind.Telegram, chat.Value), out var owner) && ofInvites[chat.Key].Any(person => person != owner)).Select(chat => chat.Key)),
            Joined = directory.Joined.Select(one => (one.Key, Value: one.Value.RemoveAll(address => owners.TryGetValue(address, out var owner) && owner != one.Key)))
                .Where(one => !one.Value.IsEmpty).ToImmutableDictionary(one => one.Key, one => one.Value),
        };
        var given = seed.Staff.SelectMany(staff => next.Given(staff).Select(address => StaffRegister.CutKey(staff.Id, address)));
        next = next with { Cut = next.Cut.Intersect(given) };
        return directory.Staff.Select(one => one.Id).Where(person => next.Find(person) is null && !next.Gone.Contains(person)).Aggregate(next, Forget);
    }
}
