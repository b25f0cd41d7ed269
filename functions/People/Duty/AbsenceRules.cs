using ServerlessAssist.Shared.Streams;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.DirectoryEvent>.Accepted;

namespace ServerlessAssist.Functions.People.Duty;

/// <summary>Who is away, and who wants quiet.</summary>
[PureRules]
internal static class AbsenceRules
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(92);

    /// <returns>Null: not about this.</returns>
    public static Decision<DirectoryEvent>? Decide(Directory directory, DirectoryCommand command, DateTimeOffset now) => command switch
    {
        DirectoryCommand.GoAway away when away.Until <= now || away.Until > now + Longest || directory.Find(away.Person) is null =>
            new DirectoryRefusal.AbsenceTime().RecordedFor(away.Person.Value),
        DirectoryCommand.GoAway away => new Accepted(new DirectoryEvent.WentAway(away.Person, now, away.Until), away.Reply),
        DirectoryCommand.ComeBack back => new Accepted(new DirectoryEvent.CameBack(back.Person), back.Reply),
        DirectoryCommand.KeepQuiet quiet => new Accepted(new DirectoryEvent.QuietChosen(quiet.Person, quiet.Hours), quiet.Reply),
        _ => null,
    };
}
