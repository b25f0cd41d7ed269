using ServerlessAssist.Functions.People.Approvals;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People.Duty;

/// <summary>What becomes of duty, absences and consents by what happens. What is over is forgotten: the directory stays small.</summary>
[PureRules]
internal static class DutyEvolution
{
    public static Directory Evolve(Directory directory, DirectoryEvent happened) => happened switch
    {
        DirectoryEvent.Loaded => directory with { Pending = directory.Pending.RemoveAll(one => one.File is not null) },
        DirectoryEvent.Left left => directory with
        {
            ToHandOver = directory.ToHandOver.RemoveAll(one => one.Person == left.Person).Add(new HandOver(left.Person, "left", left.At)),
            Swaps = directory.Swaps.RemoveAll(swap => swap.Is == SwapState.Asked && (swap.From == left.Person || swap.To == left.Person)),
        },
        DirectoryEvent.WorkHandedOver done => directory with { ToHandOver = directory.ToHandOver.RemoveAll(one => one.Person == done.Person) },
        DirectoryEvent.WentAway went => directory with
        {
            Away = directory.Away.RemoveRange(directory.Away.Where(one => one.Value.Until <= went.At).Select(one => one.Key)).SetItem(went.Person, new Absence(went.At, went.Until)),
            ToHandOver = directory.ToHandOver.RemoveAll(one => one.Person == went.Person).Add(new HandOver(went.Person, "away", went.At)),
        },
        DirectoryEvent.CameBack back => directory with { Away = directory.Away.Remove(back.Person), ToHandOver = directory.ToHandOver.RemoveAll(one => one.Person == back.Person) },
        DirectoryEvent.QuietChosen { Hours: { } hours } quiet => directory with { Quiet = directory.Quiet.SetItem(quiet.Person, hours) },
        DirectoryEvent.QuietChosen loud => directory with { Quiet = directory.Quiet.Remove(loud.Person) },
        DirectoryEvent.SwapAsked asked => directory with { Swaps = directory.Swaps.Add(asked.Swap) },
        DirectoryEvent.SwapAgreed agreed => directory with { Swaps = directory.Swaps.RemoveAll(swap => swap.Id == agreed.Swap.Id || swap.Day < agreed.Today.AddDays(-1)).Add(agreed.Swap with { Is = SwapState.Agreed }) },
        DirectoryEvent.SwapDeclined declined => directory with { Swaps = directory.Swaps.RemoveAll(swap => swap.Id == declined.Id) },
        DirectoryEvent.GapTold told => directory with { GapsTold = [.. told.Keys] },
        DirectoryEvent.SecondAsked asked => directory with { Pending = directory.Pending.RemoveAll(one => one.File is not null && asked.Pending.File is not null).Add(asked.Pending) },
        DirectoryEvent.Approved approved => Approve(directory, approved),
        DirectoryEvent.TurnedDown no => directory with { Pending = directory.Pending.RemoveAll(one => one.Id == no.Id) },
        DirectoryEvent.Expired over => directory with { Pending = directory.Pending.RemoveAll(one => one.Id == over.Id) },
        DirectoryEvent.ApprovalUsed used => directory with { Approvals = directory.Approvals.RemoveAll(one => one.Id == used.Id) },
        _ => directory,
    };

    private static Directory Approve(Directory directory, DirectoryEvent.Approved approved)
    {
        if (directory.Pending.FirstOrDefault(one => one.Id == approved.Id) is not { } pending) return directory;
        var waiting = directory.Approvals.RemoveAll(one => one.Until <= approved.Until - ApprovalRules.Waits);
        return directory with
        {
            Pending = directory.Pending.Remove(pending),
            // A people file is in force at once: nobody has to use it.
            Approvals = pending.File is null ? waiting.Add(new Approval(pending.Id, pending.What, pending.Subject, pending.By, approved.Second, approved.Until)) : waiting,
        };
    }
}
