using System.Collections.Immutable;
using ServerlessAssist.Functions.People.Approvals;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People;

public abstract record DirectoryCommand
{
    /// <summary>The whole people file, or nothing of it. One that changes the top of a region waits for a second person.</summary>
    /// <param name="Id">Names what waits.</param>
    public sealed record Load(Seed Seed, string By = "operator", string Id = "") : DirectoryCommand;

    public sealed record ChooseLanguage(PersonId Person, Language Language, Reply Reply) : DirectoryCommand;

    /// <summary>A channel will not work next time either: opted out, blocked, no such number.</summary>
    public sealed record Refuse(PersonId Person, Address Address, string Why) : DirectoryCommand;

    /// <summary>Somebody wants no more messages there. Stored each time: the same word, when it comes again after a START, does nothing.</summary>
    public sealed record Stop(PersonId Person, Address Address, Reply? Reply) : DirectoryCommand;

    public sealed record Resume(PersonId Person, Address Address, Reply Reply) : DirectoryCommand;

    public sealed record AnswerInvite(string Invite, string Chat, Reply Reply) : DirectoryCommand;

    /// <summary>Tells the administrators.</summary>
    public sealed record Page(Wording Words) : DirectoryCommand;

    /// <summary>Somebody new is to join by a code.</summary>
    public sealed record Enrol(Asker By, Staff Staff, string Hash) : DirectoryCommand;

    /// <summary>A code for one more channel of oneself.</summary>
    public sealed record AddChannel(PersonId Person, string Hash) : DirectoryCommand;

    /// <summary>All channels of somebody are cut, and a code is given for new ones.</summary>
    public sealed record Reenrol(Asker By, PersonId Person, string Hash) : DirectoryCommand;

    /// <summary>Channels of one kind are cut, but for the one that she writes from, and a code is given.</summary>
    public sealed record LoseChannel(PersonId Person, ChannelKind Kind, Address WritesFrom, string Hash) : DirectoryCommand;

    /// <summary>A code comes from an address that nobody here has.</summary>
    /// <param name="Hashes">Of the code, under every key.</param>
    /// <param name="ProofHash">Of the digits in <paramref name="Ask"/>: by SMS a sender can be forged, an answer cannot be caught.</param>
    public sealed record ShowCode(ImmutableArray<string> Hashes, Address From, string ProofHash, Reply Ask, Reply Hello) : DirectoryCommand;

    public sealed record ShowProof(ImmutableArray<string> Hashes, Address From, Reply Hello) : DirectoryCommand;

    public sealed record Leave(Asker By, PersonId Person) : DirectoryCommand;

    /// <summary>Her open work is in other hands.</summary>
    public sealed record HandedOver(PersonId Person) : DirectoryCommand;

    /// <param name="Kinds">First the best.</param>
    public sealed record OrderChannels(PersonId Person, ImmutableArray<ChannelKind> Kinds) : DirectoryCommand;

    /// <summary>She was heard of there last.</summary>
    public sealed record Hear(PersonId Person, ChannelKind On) : DirectoryCommand;

    /// <summary>Somebody wants to take the duty of a day.</summary>
    public sealed record TakeDuty(PersonId Person, string Region, DateOnly Day, string Id) : DirectoryCommand;

    /// <summary>Whoever has the duty agrees to give it.</summary>
    public sealed record AgreeToSwap(PersonId Person, string Id) : DirectoryCommand;

    public sealed record KeepDuty(PersonId Person, string Id) : DirectoryCommand;

    /// <summary>Looks for times in which nobody is on duty.</summary>
    public sealed record LookForGaps : DirectoryCommand;

    public sealed record GoAway(PersonId Person, DateTimeOffset Until, Reply Reply) : DirectoryCommand;

    public sealed record ComeBack(PersonId Person, Reply Reply) : DirectoryCommand;

    /// <param name="Hours">Null: no more quiet.</param>
    public sealed record KeepQuiet(PersonId Person, Quiet? Hours, Reply Reply) : DirectoryCommand;

    /// <summary>Something irreversible is wanted; a second person is asked.</summary>
    /// <param name="What">One of <see cref="ApprovalRules.Deeds"/>.</param>
    /// <param name="Subject">The reference that it is done to.</param>
    /// <param name="Region">Where that belongs; rights are looked at there.</param>
    public sealed record AskSecond(Asker By, string What, string Subject, string Region, string Id) : DirectoryCommand;

    public sealed record Approve(Asker By, string Id) : DirectoryCommand;

    public sealed record TurnDown(Asker By, string Id) : DirectoryCommand;

    /// <summary>What two persons agreed to is done now, once, by the one who asked for it, to what it was asked for.</summary>
    public sealed record UseApproval(Asker By, string What, string Subject, string Region, string Id) : DirectoryCommand;

    /// <summary>The time of what waits is over.</summary>
    public sealed record Expire : DirectoryCommand;
}

/// <summary>Who gives a command: somebody of the staff, with the rights of the moment it is decided, or an operator who holds the master key.</summary>
/// <param name="Person">Null: an operator.</param>
public sealed record Asker(string Name, PersonId? Person)
{
    public static Asker Of(Staff staff) => new(staff.Id.Value, staff.Id);

    public static Asker Operator(string name = "operator") => new(name.ToLowerInvariant(), null);

    public bool May(Directory directory, Permission what) => May(directory, what, Subject.None);

    public bool May(Directory directory, Permission what, Subject of) =>
        Person is not { } person || (directory.Find(person) is { } staff && Permissions.May(Actor.Of(staff), what, of));

    public override string ToString() => Person is null ? "operator" : "staff";
}
