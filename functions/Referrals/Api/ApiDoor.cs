using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.People.Api;
using ServerlessAssist.Shared.Requests;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>How every call of the API begins: who calls, and may the key be used for it.</summary>
public sealed class ApiDoor(Callers callers)
{
    public Task<IResult> Open(HttpRequest request, string scope, Func<Caller, Task<IResult>> answer, CancellationToken stop) =>
        Problem.OrTryAgain(request, async () =>
        {
            // One address answers differently to different callers: nobody in between keeps it.
            request.HttpContext.Response.Headers.CacheControl = "private, no-cache";
            if (await callers.Who(request, stop) is not { } caller) return ApiProblem.Key.Answer();
            return caller.Has(scope) ? await answer(caller) : ApiProblem.Scope.Answer();
        });
}
