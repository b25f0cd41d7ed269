using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Operations.StaffCalls;

/// <summary>What an operator is told where a person would get a phrase.</summary>
internal static class OperatorAnswers
{
    public static IResult InEarnestOnly() => Problem.Of(StatusCodes.Status400BadRequest, "dry-run", "This has no dry run; leave dryRun out.");

    public static IResult Refused(Reply why) => why.Words.Key switch
    {
        var key when key == StaffPhrases.NameTaken.Key => Problem.Of(StatusCodes.Status409Conflict, "name-taken", "Somebody is called so already. Choose another callName, or send the id alone to enrol that person again."),
        var key when key == StaffPhrases.NobodyCalled.Key => Problem.Of(StatusCodes.Status404NotFound, "nobody", "There is nobody with this id."),
        var key when key == StaffPhrases.LastAdministrator.Key => Problem.Of(StatusCodes.Status409Conflict, "last-administrator", "This is the last administrator. Invite another one first."),
        var key when key == StaffPhrases.SamePerson.Key => Problem.Of(StatusCodes.Status403Forbidden, "same-person", "Whoever asked for it cannot be the second person. It is noted."),
        var key when key == StaffPhrases.Over.Key => Problem.Of(StatusCodes.Status404NotFound, "over", "Nothing waits under this id: it was answered, or its 24 hours are over."),
        var key when key == StaffPhrases.SecondWanted.Key => Problem.Of(StatusCodes.Status403Forbidden, "no-second", "Nobody else has agreed to this, or it was done already. Ask again, and let an administrator agree on her phone. It is noted."),
        _ => Problem.Of(StatusCodes.Status403Forbidden, "not-allowed", "This is not allowed. What is done to a case, an enrolled administrator agrees to, on her phone."),
    };
}
