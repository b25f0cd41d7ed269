using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People.Rules;

/// <summary>Why a command on the staff directory is refused.</summary>
public abstract record StaffRefusal(string Code, Reply? Reply) : Refusal(Code, Reply)
{
    /// <summary>The refusal, recorded with who tried: a repeated message gets the same.</summary>
    internal Decision<StaffEvent>.Refused RecordedFor(string by) => Recorded(new StaffEvent.RequestRefused(by, Code));

    internal Decision<StaffEvent>.Refused Recorded(StaffEvent happened) => new(this) { Recorded = [happened] };

    /// <summary>The role does not have the permission.</summary>
    public sealed record NotAllowed() : StaffRefusal("not-allowed", new Reply(StaffPhrases.NotAllowed));

    /// <summary>It concerns an administrator, or the top of a region: an operator alone can do it.</summary>
    public sealed record ByOperator() : StaffRefusal("by-operator", new Reply(StaffPhrases.ByCommandOnly));

    public sealed record NameTaken() : StaffRefusal("name-taken", new Reply(StaffPhrases.NameTaken));

    /// <summary>The directory holds as many people as one stream can.</summary>
    public sealed record TooManyPeople() : StaffRefusal("too-many-people", new Reply(StaffPhrases.NotAllowed));

    /// <summary>There is no such person.</summary>
    public sealed record Nobody() : StaffRefusal("nobody", new Reply(StaffPhrases.NobodyCalled));

    public sealed record LastAdministrator() : StaffRefusal("last-administrator", new Reply(StaffPhrases.LastAdministrator));

    /// <summary>There is no other channel of this kind that could be cut.</summary>
    public sealed record NoSuchChannel() : StaffRefusal("no-such-channel", new Reply(StaffPhrases.NothingLost));

    /// <summary>The proof that was texted for a code is another one.</summary>
    public sealed record WrongProof() : StaffRefusal("wrong-proof", new Reply(StaffPhrases.CodeNotTaken));

    /// <summary>The end of an absence is past, or too far off.</summary>
    public sealed record AbsenceTime() : StaffRefusal(Name, new Reply(StaffPhrases.AwayHow))
    {
        public const string Name = "absence-time";
    }

    /// <summary>Too many swaps or approvals are open.</summary>
    public sealed record TooManyOpen() : StaffRefusal("too-many-open", new Reply(StaffPhrases.NotAllowed));

    /// <summary>The day of a duty is past, or too far off.</summary>
    public sealed record Day() : StaffRefusal("day", new Reply(StaffPhrases.WhichDay));

    public sealed record OwnDuty() : StaffRefusal("own-duty", new Reply(StaffPhrases.DutyIsYours));

    /// <summary>The holder of the duty has no channel on which a question with buttons can be sent.</summary>
    public sealed record CallHolder(string Who) : StaffRefusal("call-holder", new Reply(StaffPhrases.CallHolder.With(("who", Who))));

    /// <summary>Nothing waits for this answer: it was given already, or its time is over.</summary>
    /// <param name="Answered">How the same person has answered before, which stands. Null: not at all, or it is not known any more.</param>
    public sealed record NotOpen(SecondStatus? Answered = null) : StaffRefusal("not-open", new Reply(Answered switch
    {
        null => StaffPhrases.Over,
        SecondStatus.Agreed => StaffPhrases.SecondAgreed,
        SecondStatus.InForce => StaffPhrases.SecondGiven,
        _ => StaffPhrases.SecondRefused,
    }));

    /// <summary>The asker cannot be the second person.</summary>
    public sealed record SamePerson() : StaffRefusal("same-person", new Reply(StaffPhrases.SamePerson));

    /// <summary>The second person for what is done to a case has to be an enrolled administrator.</summary>
    public sealed record NotEnrolled() : StaffRefusal("not-enrolled", new Reply(StaffPhrases.NotAllowed));

    /// <summary>No second person has agreed, or it was used already.</summary>
    public sealed record NoSecond() : StaffRefusal("no-second", new Reply(StaffPhrases.SecondWanted));
}
