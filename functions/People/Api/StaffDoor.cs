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
    /// <param name="done">The answer to a command that was accepted.</param>
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
                    Outcome<Directory>.Refused { Why: var why } => RefusalProblems.Of(why).Answer(),
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
}
