using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.Api.Requests;

namespace ServerlessAssist.Functions.Api;

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

    /// <summary>As <see cref="Open"/>, for what changes something: it carries a key of its own, and perhaps the version that was seen.</summary>
    /// <param name="what">Its name: a key is good for one call only.</param>
    /// <param name="answer">Looks at the form's faults itself.</param>
    public Task<IResult> Change(HttpRequest request, string what, string scope, Func<Asked, Task<IResult>> answer, CancellationToken stop) =>
        Open(request, scope, async caller =>
        {
            if (ApiHeaders.IdempotencyKey(request) is not { } key) return ApiProblem.IdempotencyKey.Answer();
            if (!ApiHeaders.TryIfMatch(request, out var version)) return ApiProblem.IfMatch.Answer();
            var (form, bytes, problem) = await ApiBody.Read(request, stop);
            if (form is null) return problem!;
            var content = Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes($"{what}\n"), .. bytes]));
            return await answer(new Asked(caller, form, $"api|{caller.Name}|{key}", new(version, content)));
        }, stop);
}
