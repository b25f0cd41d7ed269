using System.Collections.Immutable;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.StaffEvent>.Commit;
using Nothing = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.StaffEvent>.NoChange;

namespace ServerlessAssist.Functions.People.Enrolment;

/// <summary>How somebody joins, loses a phone, and leaves.</summary>
[PureRules]
public static class EnrolmentRules
{
    public static readonly TimeSpan CodeLives = TimeSpan.FromHours(72);
    private static readonly TimeSpan ProofLives = TimeSpan.FromMinutes(30);
    internal const int MostStaff = 2000, MostWrongProofs = 5;

    /// <returns>Null: not about this.</returns>
    public static Decision<StaffEvent>? Decide(StaffRegister directory, StaffCommand command, DateTimeOffset now) => command switch
    {
        StaffCommand.Enrol invite => Invite(directory, invite, now),
        StaffCommand.AddChannel add when directory.Find(add.Person) is null => new Nothing(),
        StaffCommand.AddChannel add => new Accepted(Code(add.Person, add.Hash, now)),
        StaffCommand.Reenrol again => Reenrol(directory, again, now),
        StaffCommand.LoseChannel lose => Lose(directory, lose, now),
        StaffCommand.ShowCode show => Show(directory, show, now),
        StaffCommand.ShowProof proof => Prove(directory, proof, now),
        StaffCommand.Leave leave => Leave(directory, leave, now),
        StaffCommand.HandedOver done when directory.ToHandOver.All(one => one.Person != done.Person) => new Nothing(),
        StaffCommand.HandedOver done => new Accepted(new StaffEvent.WorkHandedOver(done.Person)),
        _ => null,
    };

    private static Decision<StaffEvent> Invite(StaffRegister directory, StaffCommand.Enrol invite, DateTimeOffset now)
    {
        var (staff, by) = (invite.Staff, invite.By);
        if (!by.May(directory, Permission.ManageStaff)) return new StaffRefusal.NotAllowed().RecordedFor(by.Name);
        // Whoever could make administrators would be their own second person.
        if (by.Person is not null && staff.Role == Role.Administrator) return new StaffRefusal.ByOperator().RecordedFor(by.Name);
        // Asked for again before anybody came: the same post, a new code.
        if (directory.Invited.Values.FirstOrDefault(one => IsSamePost(one, staff) && !directory.AddressesOf(one).Any()) is { } waiting)
            return new Accepted(Code(waiting.Id, invite.Hash, now));
        var isKnown = directory.Staff.Any(one => one.Id == staff.Id) || (staff.CallName is { } name && directory.FindByCallName(name) is not null);
        if (isKnown) return new StaffRefusal.NameTaken().RecordedFor(by.Name);
        if (directory.Invited.Count >= MostStaff) return new StaffRefusal.TooManyPeople().RecordedFor(by.Name);
        return new Accepted([new StaffEvent.StaffInvited(staff, by.Name), Code(staff.Id, invite.Hash, now)], null, []);
    }

    private static bool IsSamePost(Staff one, Staff other) =>
        (one.CallName, one.Role, one.Organisation) == (other.CallName, other.Role, other.Organisation);

    /// <summary>An administrator, and the top of a region, are enrolled again by an operator alone: a code for their post is the post.</summary>
    private static Decision<StaffEvent> Reenrol(StaffRegister directory, StaffCommand.Reenrol again, DateTimeOffset now)
    {
        var by = again.By;
        if (!by.May(directory, Permission.ManageStaff)) return new StaffRefusal.NotAllowed().RecordedFor(by.Name);
        // One who has left and still stands in the people file can come back.
        if ((directory.Find(again.Person) ?? directory.Configuration.Staff.FirstOrDefault(one => one.Id == again.Person)) is not { } staff)
            return new StaffRefusal.Nobody().RecordedFor(by.Name);
        var isTop = staff.Role == Role.Administrator || directory.Configuration.Regions.Any(region => region.Authority.Contains(staff.Id));
        if (by.Person is not null && by.Person != staff.Id && isTop) return new StaffRefusal.ByOperator().RecordedFor(by.Name);
        return new Accepted([.. directory.AddressesOf(staff).Select(address => new StaffEvent.ChannelRemoved(staff.Id, address)), Code(staff.Id, again.Hash, now)], null, []);
    }

    private static Decision<StaffEvent> Lose(StaffRegister directory, StaffCommand.LoseChannel lose, DateTimeOffset now)
    {
        ImmutableArray<StaffEvent> cut = directory.Find(lose.Person) is { } staff
            ? [.. directory.AddressesOf(staff).Where(address => address.Channel == lose.Kind && address != lose.WritesFrom).Select(address => new StaffEvent.ChannelRemoved(staff.Id, address))] : [];
        return cut.IsEmpty
            ? new StaffRefusal.NoSuchChannel().RecordedFor(lose.Person.Value)
            : new Accepted([.. cut, Code(lose.Person, lose.Hash, now)], null, []);
    }

    private static Decision<StaffEvent> Show(StaffRegister directory, StaffCommand.ShowCode show, DateTimeOffset now)
    {
        if (directory.Invitations.FirstOrDefault(one => show.Hashes.Contains(one.Hash) && now < one.Until) is not { } invitation || !IsFree(directory, show.From, invitation.Person)) return new Nothing();
        return !ChannelTraits.Of(show.From.Channel).SenderIsAuthenticated
            ? new Accepted(new StaffEvent.ConfirmationRequested(invitation.Person, new Proof(show.From, show.ProofHash, now + ProofLives, 0)), show.Ask)
            : new Accepted(new StaffEvent.ChannelAdded(invitation.Person, show.From), show.Hello);
    }

    private static Decision<StaffEvent> Prove(StaffRegister directory, StaffCommand.ShowProof shown, DateTimeOffset now)
    {
        if (directory.Invitations.FirstOrDefault(one => one.Proof is { } asked && asked.Address == shown.From && now < asked.Until && now < one.Until) is not { Proof: { } proof } invitation) return new Nothing();
        if (!shown.Hashes.Contains(proof.Hash)) return new StaffRefusal.WrongProof().Recorded(new StaffEvent.ConfirmationFailed(invitation.Person));
        return IsFree(directory, shown.From, invitation.Person) ? new Accepted(new StaffEvent.ChannelAdded(invitation.Person, shown.From), shown.Hello) : new Nothing();
    }

    /// <summary>The person is still to come, and nobody else is behind the address.</summary>
    private static bool IsFree(StaffRegister directory, Address address, PersonId person) => directory.Find(person) is not null && (directory.Find(address) is not { } owner || owner.Id == person);

    private static Decision<StaffEvent> Leave(StaffRegister directory, StaffCommand.Leave leave, DateTimeOffset now)
    {
        var by = leave.By;
        if (!by.May(directory, Permission.ManageStaff)) return new StaffRefusal.NotAllowed().RecordedFor(by.Name);
        if (directory.Find(leave.Person) is not { } staff) return new StaffRefusal.Nobody().RecordedFor(by.Name);
        if (staff.Role == Role.Administrator && directory.Administrators.Length == 1)
            return new StaffRefusal.LastAdministrator().RecordedFor(by.Name);
        // One rogue administrator must not remove the others: they are the second person.
        if (staff.Role == Role.Administrator && by.Person is { } self && self != staff.Id)
            return new StaffRefusal.ByOperator().RecordedFor(by.Name);
        var left = new StaffEvent.StaffLeft(staff.Id, by.Name, now);
        var after = StaffRules.Evolve(directory, left);
        return StaffRules.Tell(directory, after.Administrators, StaffPhrases.HasLeft.With(("who", directory.NameOf(staff.Id))), [], [left]);
    }

    private static StaffEvent.EnrolmentCodeIssued Code(PersonId person, string hash, DateTimeOffset now) => new(person, hash, now, now + CodeLives);
}
