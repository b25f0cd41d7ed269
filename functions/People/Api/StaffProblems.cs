using System.Collections.Immutable;
using ServerlessAssist.Functions.Api;

namespace ServerlessAssist.Functions.People.Api;

/// <summary>Why what is done about staff and duty can fail.</summary>
public static class StaffProblems
{
    public static readonly ApiProblem NameTaken = new(409, "name-taken",
        "Somebody has this call name already. Choose another callName; or, to give that person a new code, send person alone "
        + "(an operator: id alone).");

    public static readonly ApiProblem Nobody = new(404, "nobody", "There is nobody with this id or name.");

    public static readonly ApiProblem LastAdministrator =
        new(409, "last-administrator", "This is the last administrator. Invite another one first.");

    public static readonly ApiProblem ByOperator =
        new(403, "by-operator", "An operator alone can do this: it is about an administrator, or the top of a region.");

    public static readonly ApiProblem SamePerson = new(403, "same-person",
        "Whoever asked for it cannot be the second person. It is noted.");
    public static readonly ApiProblem Day = new(409, "day", "The day must be today or one of the next 60 of the region's own calendar.");
    public static readonly ApiProblem OwnDuty = new(409, "own-duty", "She has this duty already.");

    public static readonly ApiProblem CallHolder =
        new(409, "call-holder", "Whoever has this duty has no phone on which she could be asked: call her.");

    public static readonly ApiProblem Full = new(413, "too-many-people", "The directory is full. Nobody was invited.");

    public static readonly ApiProblem NoSecond = new(403, "no-second",
        "Nobody else has agreed to this, or it was done already. "
        + "Ask again without approval, and let an administrator agree on the phone. It is noted.");

    public static readonly ApiProblem NotEnrolled =
        new(403, "not-enrolled", "What is done to a case, an enrolled administrator agrees to, on the phone.");

    public static readonly ApiProblem TooManyOpen =
        new(403, "too-many-open", "Too many of these wait for an answer already. Have some of them answered first.");

    public static ImmutableArray<ApiProblem> All { get; } =
    [
        NameTaken, Nobody, LastAdministrator, ByOperator, SamePerson, Day, OwnDuty, CallHolder, Full, NoSecond, NotEnrolled, TooManyOpen,
    ];

    /// <summary>The problems of refusals: most have their code.</summary>
    public static RefusalProblems Refusals { get; } = new(
    [
        .. All.Select(one => (one.Code, one)), ("no-such-channel", ApiProblem.NotNow), ("wrong-proof", ApiProblem.NotAllowed),
        ("absence-time", ApiProblem.Fields),
    ]);
}
