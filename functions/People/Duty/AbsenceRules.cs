using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Shared.Streams;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.StaffEvent>.Commit;

namespace ServerlessAssist.Functions.People.Duty;

/// <summary>Who is away, and who wants quiet.</summary>
[PureRules]
internal static class AbsenceRules
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(92);

    /// <returns>Null: not about this.</returns>
    public static Decision<StaffEvent>? Decide(StaffRegister directory, StaffCommand command, DateTimeOffset now) => command switch
    {
        StaffCommand.GoAway away when away.Until <= now || away.Until > now + Longest || directory.Find(away.Person) is null =>
            new StaffRefusal.AbsenceTime().RecordedFor(away.Person.Value),
        StaffCommand.GoAway away => new Accepted(new StaffEvent.AbsenceStarted(away.Person, now, away.Until), away.Reply),
        StaffCommand.ComeBack back => new Accepted(new StaffEvent.AbsenceEnded(back.Person), back.Reply),
        StaffCommand.KeepQuiet quiet => new Accepted(new StaffEvent.QuietHoursSet(quiet.Person, quiet.Hours), quiet.Reply),
        _ => null,
    };
}
