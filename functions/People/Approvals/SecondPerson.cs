using ServerlessAssist.Shared.Messaging;
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

    /// <summary>No right, nobody has agreed, or it was used already. It is written down who tried.</summary>
    public sealed record Refused(Reply Why) : SecondAnswer;

    /// <summary>Storage does not say: to be tried again.</summary>
    public sealed record Unsettled : SecondAnswer;
}

/// <summary>The door before what cannot be undone: nobody goes through it alone.</summary>
public sealed class SecondPerson(StaffDirectory directory, Random random)
{
    /// <param name="what">One of <see cref="ApprovalRules.Deeds"/>.</param>
    /// <param name="subject">The reference that it is done to.</param>
    /// <param name="region">Where that belongs.</param>
    public async Task<SecondAnswer> Ask(Asker by, string what, string subject, string region, CancellationToken stop)
    {
        var unique = Unique.From(random);
        var (state, why) = await directory.Handle(new DirectoryCommand.AskSecond(by, what, subject, region, unique[..12]), $"second|{unique}", by.Name, stop) switch
        {
            Outcome<Directory>.Done done => (done.State, done.Reply),
            Outcome<Directory>.Nothing nothing => (nothing.State, null),
            _ => (null, null),
        };
        if (state is null) return new SecondAnswer.Unsettled();
        // Asked before and not answered yet: that one.
        if (state.Pending.LastOrDefault(one => (one.What, one.Subject, one.By) == (what, subject, by.Name)) is { } waits) return new SecondAnswer.Waits(waits.Id, waits.Until);
        return new SecondAnswer.Refused(why ?? new Reply(StaffPhrases.NotAllowed));
    }

    /// <summary>Goes through, once. Whoever dies afterwards and comes again with the same <paramref name="use"/> is let through again.</summary>
    /// <param name="id">From <see cref="SecondAnswer.Waits"/>.</param>
    /// <param name="use">What it is used for: for something that happens once by itself its own id, else a new one each time.</param>
    public async Task<SecondAnswer> Use(Asker by, string what, string subject, string region, string id, string use, CancellationToken stop)
    {
        var second = (await directory.Now(stop)).Approvals.FirstOrDefault(one => one.Id == id)?.Second;
        return await directory.Handle(new DirectoryCommand.UseApproval(by, what, subject, region, id), $"use|{id}|{use}", by.Name, stop) switch
        {
            Outcome<Directory>.Done { Reply: { } why } => new SecondAnswer.Refused(why),
            Outcome<Directory>.Done => new SecondAnswer.Agreed(second ?? ""),
            _ => new SecondAnswer.Unsettled(),
        };
    }
}
