using System.Collections.Immutable;
using ServerlessAssist.Functions.People.Approvals;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People;

public abstract record StaffCommand
{
    /// <summary>The whole people file, or nothing of it. One that changes the top of a region waits for a second person.</summary>
    /// <param name="Id">Names what waits.</param>
    public sealed record Load(PeopleConfiguration Seed, string By = "operator", string Id = "") : StaffCommand;

    public sealed record ChooseLanguage(PersonId Person, Language Language, Reply Reply) : StaffCommand;

    /// <summary>A channel will not work next time either: opted out, blocked, no such number.</summary>
    public sealed record Refuse(PersonId Person, Address Address, string Why) : StaffCommand;

    /// <summary>Somebody wants no more messages there. Stored each time: the same word, when it comes again after a START, does nothing.</summary>
    public sealed record Stop(PersonId Person, Address Address, Reply? Reply) : StaffCommand;

    public sealed record Resume(PersonId Person, Address Address, Reply? Reply) : StaffCommand;

    public sealed record AnswerInvite(string Invite, string Chat, Reply Reply) : StaffCommand;

    /// <summary>Tells the administrators.</summary>
    public sealed record NotifyAdministrators(Wording Words) : StaffCommand;

    /// <summary>Somebody new is to join by a code.</summary>
    public sealed record Enrol(Requester By, Staff Staff, string Hash) : StaffCommand;

    /// <summary>A code for one more channel of oneself.</summary>
    public sealed record AddChannel(PersonId Person, string Hash) : StaffCommand;

    /// <summary>All channels of somebody are cut, and a code is given for new ones.</summary>
    public sealed record Reenrol(Requester By, PersonId Person, string Hash) : StaffCommand;

    /// <summary>Channels of one kind are cut, but for the one that she writes from, and a code is given.</summary>
    public sealed record LoseChannel(PersonId Person, ChannelKind Kind, Address WritesFrom, string Hash) : StaffCommand;

    /// <summary>A code comes from an address that nobody here has.</summary>
    /// <param name="Hashes">Of the code, under every key.</param>
    /// <param name="ProofHash">Of the digits in <paramref name="Ask"/>: by SMS a sender can be forged, an answer cannot be caught.</param>
    public sealed record ShowCode(ImmutableArray<string> Hashes, Address From, string ProofHash, Reply Ask, Reply Hello) : StaffCommand;

    public sealed record ShowProof(ImmutableArray<string> Hashes, Address From, Reply Hello) : StaffCommand;

    public sealed record Leave(Requester By, PersonId Person) : StaffCommand;

    /// <summary>Her open work is in other hands.</summary>
    public sealed record HandedOver(PersonId Person) : StaffCommand;

    /// <param name="Kinds">First the best.</param>
    public sealed record OrderChannels(PersonId Person, ImmutableArray<ChannelKind> Kinds) : StaffCommand;

    /// <summary>She was heard of there last.</summary>
    public sealed record RecordContact(PersonId Person, ChannelKind On) : StaffCommand;

    /// <summary>Somebody wants to take the duty of a day.</summary>
    public sealed record TakeDuty(PersonId Person, string Region, DateOnly Day, string Id) : StaffCommand;

    /// <summary>Whoever has the duty agrees to give it.</summary>
    public sealed record AgreeToSwap(PersonId Person, string Id) : StaffCommand;

    public sealed record KeepDuty(PersonId Person, string Id) : StaffCommand;

    /// <summary>Looks for times in which nobody is on duty.</summary>
    public sealed record LookForGaps : StaffCommand;

    public sealed record GoAway(PersonId Person, DateTimeOffset Until, Reply Reply) : StaffCommand;

    public sealed record ComeBack(PersonId Person, Reply Reply) : StaffCommand;

    /// <param name="Hours">Null: no more quiet.</param>
    public sealed record KeepQuiet(PersonId Person, Quiet? Hours, Reply Reply) : StaffCommand;

    /// <summary>Something irreversible is wanted; a second person is asked.</summary>
    /// <param name="What">One of <see cref="ApprovalRules.Deeds"/>.</param>
    /// <param name="Subject">The reference that it is done to.</param>
    /// <param name="Region">Where that belongs; rights are looked at there.</param>
    public sealed record RequestApproval(Requester By, string What, string Subject, string Region, string Id) : StaffCommand;

    public sealed record Approve(Requester By, string Id) : StaffCommand;

    public sealed record RefuseApproval(Requester By, string Id) : StaffCommand;

    /// <summary>What two persons agreed to is done now, once, by the one who asked for it, to what it was asked for.</summary>
    public sealed record UseApproval(Requester By, string What, string Subject, string Region, string Id) : StaffCommand;

    /// <summary>The time of what waits is over.</summary>
    public sealed record Expire : StaffCommand;
}

/// <summary>Who gives a command: somebody of the staff, with the rights of the moment it is decided, or an operator who holds the master key.</summary>
/// <param name="Person">Null: an operator.</param>
public sealed record Requester(string Name, PersonId? Person)
{
    public static Requester Of(Staff staff) => new(staff.Id.Value, staff.Id);

    public static Requester Operator(string name = "operator") => new(name.ToLowerInvariant(), null);

    public bool May(StaffRegister directory, Permission what) => May(directory, what, Resource.None);

    public bool May(StaffRegister directory, Permission what, Resource of) =>
        Person is not { } person || (directory.Find(person) is { } staff && Permissions.May(Actor.Of(staff), what, of));

    public override string ToString() => Person is null ? "operator" : "staff";
}
