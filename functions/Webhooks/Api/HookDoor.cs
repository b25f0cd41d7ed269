using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using Terms = ServerlessAssist.Shared.Streams.Terms;

namespace ServerlessAssist.Functions.Webhooks.Api;

/// <summary>What an organisation's own system does with its subscription: nobody else's can be named.</summary>
public sealed class HookDoor(ApiDoor door, Streams<Hook, HookEvent, HookCommand> hooks, BlindIndex index, Random random)
{
    public Task<IResult> Show(HttpRequest request, Func<Hook, IResult> show, CancellationToken stop) => Open(request, async caller =>
        (await hooks.Read(IdOf(caller), stop)).State is { To: not null } hook ? show(hook) : ApiProblem.NoHook.Answer(), stop);

    /// <summary>A call that says all anew each time.</summary>
    /// <param name="read">Given the organisation and something unique; null: answered with the problem.</param>
    public Task<IResult> Set(HttpRequest request, Func<string, string, Task<(HookCommand? Command, IResult? Problem)>> read, Func<Hook, IResult> answer, CancellationToken stop) => Open(request, async caller =>
    {
        var unique = Unique.From(random);
        var (command, problem) = await read(caller.Actor.Organisation, unique);
        return command is null ? problem! : Answer(request, await hooks.Handle(IdOf(caller), command, $"api|{caller.Name}|{unique}", caller.Actor.Person.Value, stop), done => answer(done.State));
    }, stop);

    /// <summary>A call that counts once, however often it comes.</summary>
    /// <param name="what">What exactly is asked for: another thing under the same key is refused.</param>
    /// <param name="command">Given the call's key.</param>
    /// <param name="answer">Given the state and the call's key.</param>
    public Task<IResult> Do(HttpRequest request, string what, Func<string, HookCommand> command, Func<Hook, string, IResult> answer, CancellationToken stop) => Open(request, async caller =>
    {
        if (ApiHeaders.IdempotencyKey(request) is not { } key) return ApiProblem.IdempotencyKey.Answer();
        var (form, _, problem) = await ApiBody.Read(request, stop);
        if (form is null) return problem!;
        if (form.Faults() is { Count: > 0 } faults) return Problem.Fields(faults);
        var terms = new Terms(null, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what))));
        return Answer(request, await hooks.Handle(IdOf(caller), command(key), $"api|{caller.Name}|{key}", caller.Actor.Person.Value, terms, stop), done => answer(done.State, key));
    }, stop);

    /// <summary>It hears only of what it may read.</summary>
    private Task<IResult> Open(HttpRequest request, Func<Caller, Task<IResult>> answer, CancellationToken stop) => door.Open(request, Scopes.Hooks, caller =>
        Permissions.May(caller.Actor, Permission.ReadReferral, new Subject("", caller.Actor.Organisation)) ? answer(caller) : Task.FromResult(ApiProblem.NotAllowed.Answer("An organisation hears of what it has referred, and your key does not read that.")), stop);

    private StreamId IdOf(Caller caller) => HookDesk.IdOf(caller.Actor.Organisation, index);

    private static IResult Answer(HttpRequest request, Outcome<Hook> outcome, Func<Outcome<Hook>.Done, IResult> answer) => outcome switch
    {
        Outcome<Hook>.Done done => answer(done),
        Outcome<Hook>.OtherContent => ApiProblem.KeyReused.Answer(),
        Outcome<Hook>.Refused refused => RefusalProblems.Of(refused.Why).Answer(),
        _ => Problem.TryAgain(request.HttpContext.Response),
    };
}
