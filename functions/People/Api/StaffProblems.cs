using System.Collections.Immutable;
using ServerlessAssist.Functions.Api;

namespace ServerlessAssist.Functions.People.Api;

/// <summary>Why what is done about staff and duty can fail.</summary>
public static class StaffProblems
{
    public static readonly ApiProblem NameTaken = new(409, "name-taken",
        "Somebody is called so already. Choose another callName, or send person alone to give that person a new code.");

    public static readonly ApiProblem Nobody = new(404, "nobody", "There is nobody with this id or name.");

    public static readonly ApiProblem LastAdministrator =
        new(409, "last-administrator", "This is the last administrator. Another one has to be invited first.");

    public static readonly ApiProblem ByOperator =
        new(403, "by-operator", "An operator alone can do this: it is about an administrator, or the top of a region.");

    public static readonly ApiProblem SamePerson = new(403, "same-person",
        "Whoever asked for it cannot be the second person. It is noted.");
    public static readonly ApiProblem Day = new(409, "day", "The day must be today or one of the next 60 of the region's own calendar.");
    public static readonly ApiProblem OwnDuty = new(409, "own-duty", "She has this duty already.");

    public static readonly ApiProblem CallHolder =
        new(409, "call-holder", "Whoever has this duty has no phone on which she could be asked: call her.");

    public static readonly ApiProblem Full = new(413, "too-many-people", "The directory is full. Nobody was invited.");

    public static ImmutableArray<ApiProblem> All { get; } = [NameTaken, Nobody, LastAdministrator, ByOperator, SamePerson, Day, OwnDuty,
        CallHolder, Full];
}
