using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People.Approvals;

/// <summary>What becomes of asking for a second person, or of acting on what she has agreed to.</summary>
public abstract record SecondAnswer
{
    /// <summary>Somebody else has to agree; asking again meanwhile asks nobody twice.</summary>
    /// <param name="Id">Of what waits: to be shown when it is done.</param>
    public sealed record Waits(string Id, DateTimeOffset Until) : SecondAnswer;

    /// <summary>Two persons want it: it may be done now, and not again.</summary>
    public sealed record Agreed(string Second) : SecondAnswer;

    /// <summary>No right, no agreement, or it was used already. It is recorded who tried.</summary>
    public sealed record Refused(Refusal Why) : SecondAnswer;

    /// <summary>Storage does not say: to be tried again.</summary>
    public sealed record Unsettled : SecondAnswer;
}

/// <summary>The door before what cannot be undone: nobody goes through it alone.</summary>
public sealed class SecondPerson(StaffDirectory directory, Random random)
{
    /// <param name="what">One of <see cref="ApprovalRules.Deeds"/>.</param>
    /// <param name="subject">The reference that it is done to.</param>
    /// <param name="region">Where that belongs.</param>
    public async Task<SecondAnswer> Ask(Requester by, string what, string subject, string region, CancellationToken stop)
    {
        var unique = Unique.From(random);
        var command = new StaffCommand.RequestApproval(by, what, subject, region, unique[..12]);
        return await directory.Handle(command, $"second|{unique}", by.Name, stop) switch
        {
            Outcome<StaffRegister>.Done done => Waiting(done.State),
            // Asked before and not answered yet: that one.
            Outcome<StaffRegister>.NoChange nothing => Waiting(nothing.State),
            Outcome<StaffRegister>.Refused { Why: var why } => new SecondAnswer.Refused(why),
            _ => new SecondAnswer.Unsettled(),
        };

        SecondAnswer Waiting(StaffRegister state) => state.Pending.LastOrDefault(one => (one.What, one.Subject, one.By) == (what, subject, by.Name)) is { } waits
            ? new SecondAnswer.Waits(waits.Id, waits.Until)
            : new SecondAnswer.Refused(new StaffRefusal.NotOpen()); // Answered in that very moment.
    }

    /// <summary>Goes through, once. Whoever dies afterwards and comes again with the same <paramref name="use"/> is let through again.</summary>
    /// <param name="id">From <see cref="SecondAnswer.Waits"/>.</param>
    /// <param name="use">What it is used for: for something that happens once by itself its own id, else a new one each time.</param>
    public async Task<SecondAnswer> Use(Requester by, string what, string subject, string region, string id, string use, CancellationToken stop)
    {
        var second = (await directory.Cached(stop)).Approvals.FirstOrDefault(one => one.Id == id)?.Second;
        return await directory.Handle(new StaffCommand.UseApproval(by, what, subject, region, id), $"use|{id}|{use}", by.Name, stop) switch
        {
            Outcome<StaffRegister>.Refused { Why: var why } => new SecondAnswer.Refused(why),
            Outcome<StaffRegister>.Done => new SecondAnswer.Agreed(second ?? ""),
            _ => new SecondAnswer.Unsettled(),
        };
    }
}
