using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People.Api;

/// <summary>What people who are signed in do about joining, duty and absence.</summary>
public sealed class StaffPipeline(ApiPipeline door, StaffDirectory directory)
{
    /// <param name="what">The call's name.</param>
    /// <param name="read">Null: the caller may not.</param>
    /// <param name="done">What the caller is told.</param>
    public Task<IResult> Do<TBody>(
        HttpRequest request, string what, JsonTypeInfo<TBody> type, Func<ApiCall<TBody>, StaffRegister, StaffCommand?> read,
        Func<ApiCall<TBody>, Outcome<StaffRegister>.Done, IResult> done, CancellationToken stop, [CallerMemberName] string function = "")
        where TBody : class
    {
        ApiCall<TBody>? call = null;
        return Do(request, what, Read, (_, stored) => done(call!, stored), stop, function);

        StaffCommand? Read(ApiRequest asked, StaffRegister people)
        {
            if (BodyReader.Read(asked.Form, type) is not { } body) return null;
            call = new(asked.Caller, body, asked.Form, asked.MessageId);
            return read(call, people);
        }
    }

    /// <summary>As above, for a body whose fields depend on one another.</summary>
    /// <param name="read">Null with a good form: the caller may not.</param>
    public Task<IResult> Do(
        HttpRequest request, string what, Func<ApiRequest, StaffRegister, StaffCommand?> read,
        Func<ApiRequest, Outcome<StaffRegister>.Done, IResult> done, CancellationToken stop, [CallerMemberName] string function = "") =>
        door.Change(request, what, async asked =>
        {
            var command = read(asked, await directory.Cached(stop));
            if (asked.Form.Faults() is { Count: > 0 } faults) return Problem.Fields(faults);
            if (command is null) return ApiProblem.NotAllowed.Answer();
            try
            {
                // The directory is everybody's: nobody waits for its version.
                return await directory.Handle(command, asked.MessageId, asked.Actor.Person.Value, asked.Terms with { Version = null },
                    stop) switch
                {
                    Outcome<StaffRegister>.Done stored => done(asked, stored),
                    Outcome<StaffRegister>.Refused { Why: var why } => StaffProblems.Refusals.Of(why).Answer(),
                    Outcome<StaffRegister>.IdempotencyKeyReused => ApiProblem.KeyReused.Answer(),
                    Outcome<StaffRegister>.NoChange => ApiProblem.NotNow.Answer(),
                    _ => Problem.TryAgain(request.HttpContext.Response),
                };
            }
            catch (StreamLimitException)
            {
                return StaffProblems.Full.Answer();
            }
        }, stop, function);

    /// <summary>Shows something of the directory.</summary>
    public Task<IResult> Show(HttpRequest request, Func<Caller, StaffRegister, IResult> show, CancellationToken stop,
        [CallerMemberName] string function = "") =>
        door.Open(request, async caller => show(caller, await directory.Cached(stop)), stop, function);

}
