using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People.Api;

/// <summary>What people who are signed in do about joining, duty and absence.</summary>
public sealed class StaffDoor(ApiDoor door, StaffDirectory directory)
{
    /// <param name="what">The call's name.</param>
    /// <param name="read">Null with a good form: she may not.</param>
    /// <param name="done">What she is told; a reply of the rules may be a refusal.</param>
    public Task<IResult> Do(HttpRequest request, string what, Func<Asked, Directory, DirectoryCommand?> read, Func<Asked, Outcome<Directory>.Done, IResult> done, CancellationToken stop) =>
        door.Change(request, what, Scopes.SignedIn, async asked =>
        {
            var command = read(asked, await directory.Now(stop));
            if (asked.Form.Faults() is { Count: > 0 } faults) return Problem.Fields(faults);
            if (command is null) return ApiProblem.NotAllowed.Answer();
            try
            {
                // The directory is everybody's: nobody waits for its version.
                return await directory.Handle(command, asked.MessageId, asked.Actor.Person.Value, asked.Terms with { Version = null }, stop) switch
                {
                    Outcome<Directory>.Done stored => done(asked, stored),
                    Outcome<Directory>.OtherContent => ApiProblem.KeyReused.Answer(),
                    Outcome<Directory>.Nothing => ApiProblem.NotNow.Answer(),
                    _ => Problem.TryAgain(request.HttpContext.Response),
                };
            }
            catch (StreamLimitException)
            {
                return ApiProblem.Full.Answer();
            }
        }, stop);

    /// <summary>Shows something of the directory.</summary>
    public Task<IResult> Show(HttpRequest request, string scope, Func<Caller, Directory, IResult> show, CancellationToken stop) =>
        door.Open(request, scope, async caller => show(caller, await directory.Now(stop)), stop);

    /// <summary>The problem that a phrase means, where it is a refusal.</summary>
    public static IResult Refused(Reply why) => why.Words.Key switch
    {
        var key when key == StaffPhrases.NameTaken.Key => ApiProblem.NameTaken.Answer(),
        var key when key == StaffPhrases.NobodyCalled.Key => ApiProblem.Nobody.Answer(),
        var key when key == StaffPhrases.LastAdministrator.Key => ApiProblem.LastAdministrator.Answer(),
        var key when key == StaffPhrases.ByCommandOnly.Key => ApiProblem.ByOperator.Answer(),
        var key when key == StaffPhrases.WhichDay.Key => ApiProblem.Day.Answer(),
        var key when key == StaffPhrases.DutyIsYours.Key => ApiProblem.OwnDuty.Answer(),
        var key when key == StaffPhrases.CallHolder.Key => ApiProblem.CallHolder.Answer(),
        var key when key == StaffPhrases.SamePerson.Key => ApiProblem.SamePerson.Answer(),
        var key when key == StaffPhrases.Over.Key => ApiProblem.NotOpen.Answer(),
        _ => ApiProblem.NotAllowed.Answer(),
    };
}
