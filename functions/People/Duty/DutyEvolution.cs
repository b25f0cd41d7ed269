using System.Collections.Immutable;
using ServerlessAssist.Functions.People.Approvals;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People.Duty;

/// <summary>What becomes of duty, absences and consents by what happens. What is over is forgotten: the directory stays small.</summary>
[PureRules]
internal static class DutyEvolution
{
    public static StaffRegister Evolve(StaffRegister directory, StaffEvent happened) => happened switch
    {
        StaffEvent.PeopleFileLoaded => directory with { Pending = directory.Pending.RemoveAll(one => one.File is not null) },
        StaffEvent.StaffLeft left => directory with
        {
            ToHandOver = directory.ToHandOver.RemoveAll(one => one.Person == left.Person).Add(new HandOver(left.Person, "left", left.At)),
            Swaps = directory.Swaps.RemoveAll(swap => swap.Is == SwapState.Asked && (swap.From == left.Person || swap.To == left.Person)),
        },
        StaffEvent.WorkHandedOver done => directory with { ToHandOver = directory.ToHandOver.RemoveAll(one => one.Person == done.Person) },
        StaffEvent.AbsenceStarted went => directory with
        {
            Away = directory.Away.RemoveRange(directory.Away.Where(one => one.Value.Until <= went.At).Select(one => one.Key)).SetItem(went.Person, new Absence(went.At, went.Until)),
            ToHandOver = directory.ToHandOver.RemoveAll(one => one.Person == went.Person).Add(new HandOver(went.Person, "away", went.At)),
        },
        StaffEvent.AbsenceEnded back => directory with { Away = directory.Away.Remove(back.Person), ToHandOver = directory.ToHandOver.RemoveAll(one => one.Person == back.Person) },
        StaffEvent.QuietHoursSet { Hours: { } hours } quiet => directory with { Quiet = directory.Quiet.SetItem(quiet.Person, hours) },
        StaffEvent.QuietHoursSet loud => directory with { Quiet = directory.Quiet.Remove(loud.Person) },
        StaffEvent.SwapRequested asked => directory with { Swaps = directory.Swaps.Add(asked.Swap) },
        StaffEvent.SwapAgreed agreed => directory with { Swaps = directory.Swaps.RemoveAll(swap => swap.Id == agreed.Swap.Id || swap.Day < agreed.Today.AddDays(-1)).Add(agreed.Swap with { Is = SwapState.Agreed }) },
        StaffEvent.SwapDeclined declined => directory with { Swaps = directory.Swaps.RemoveAll(swap => swap.Id == declined.Id) },
        StaffEvent.DutyGapReported told => directory with { GapsTold = [.. told.Keys] },
        StaffEvent.ApprovalRequested asked => directory with { Pending = directory.Pending.RemoveAll(one => one.File is not null && asked.Pending.File is not null).Add(asked.Pending) },
        StaffEvent.ApprovalGiven approved => Approve(directory, approved),
        StaffEvent.ApprovalRefused no => directory with
        {
            Pending = directory.Pending.RemoveAll(one => one.Id == no.Id),
            Seconds = Answered(directory, new SecondsAnswer(no.Id, no.Second, SecondStatus.Refused)),
        },
        StaffEvent.ApprovalExpired over => directory with { Pending = directory.Pending.RemoveAll(one => one.Id == over.Id) },
        StaffEvent.ApprovalUsed used => directory with { Approvals = directory.Approvals.RemoveAll(one => one.Id == used.Id) },
        _ => directory,
    };

    private static ImmutableArray<SecondsAnswer> Answered(StaffRegister directory, SecondsAnswer answer) =>
        [.. directory.Seconds.TakeLast(ApprovalRules.SecondsKept - 1), answer];

    private static StaffRegister Approve(StaffRegister directory, StaffEvent.ApprovalGiven approved)
    {
        if (directory.Pending.FirstOrDefault(one => one.Id == approved.Id) is not { } pending) return directory;
        var waiting = directory.Approvals.RemoveAll(one => one.Until <= approved.Until - ApprovalRules.Waits);
        return directory with
        {
            Pending = directory.Pending.Remove(pending),
            Seconds = Answered(directory, new SecondsAnswer(approved.Id, approved.Second, pending.File is null ? SecondStatus.Agreed : SecondStatus.InForce)),
            // A people file is in force at once: nobody has to use it.
            Approvals = pending.File is null ? waiting.Add(new Approval(pending.Id, pending.What, pending.Subject, pending.By, approved.Second, approved.Until)) : waiting,
        };
    }
}
