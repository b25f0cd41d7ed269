using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Document;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People.Rules;

namespace ServerlessAssist.Functions.Api;

/// <summary>How every call of the API begins: who calls, and does the key have the scope that the function's operation declares.</summary>
/// <remarks>
/// Functions are told apart by the name of the method that calls, which the compiler fills in; a method that is no operation answers
/// nobody.
/// </remarks>
public sealed class ApiPipeline(Callers callers, ApiOperations operations, Random random)
{
    private static readonly JsonElement NoBody = JsonElement.Parse("{}");

    /// <summary>A call that reads.</summary>
    /// <param name="function">The operation; filled in by the compiler.</param>
    public Task<IResult> Open(HttpRequest request, Func<Caller, Task<IResult>> answer, CancellationToken stop,
        [CallerMemberName] string function = "")
    {
        var scope = operations.ScopeOf(function);
        return Problem.OrTryAgain(request, async () =>
        {
            // One address answers differently to different callers: no cache in between keeps it.
            request.HttpContext.Response.Headers.CacheControl = "private, no-cache";
            if (await callers.Who(request, stop) is not { } caller) return ApiProblem.Key.Answer();
            return caller.Has(scope) ? await answer(caller) : ApiProblem.Scope.Answer();
        });
    }

    /// <summary>A call that sets something anew (PUT): the same again is no repeat, and needs no key.</summary>
    /// <param name="answer">Given a body without faults; may note more of them and answers with them.</param>
    public Task<IResult> Set<TBody>(
        HttpRequest request, JsonTypeInfo<TBody> type, Func<ApiCall<TBody>, Task<IResult>> answer, CancellationToken stop,
        [CallerMemberName] string function = "")
        where TBody : class =>
        Open(request, async caller =>
        {
            var (form, _, problem) = await JsonRequest.Read(request, stop);
            if (form is null) return problem!;
            return BodyReader.Read(form, type) is { } body
                ? await answer(new ApiCall<TBody>(caller, body, form, $"api|{caller.Name}|{Unique.From(random)}"))
                : Problem.Fields(form.Faults());
        }, stop, function);

    /// <summary>A call that changes something: it carries a key of its own, and perhaps the version that was seen.</summary>
    /// <param name="what">Its name: a key is good for one call only.</param>
    /// <param name="answer">Looks at the form's faults itself.</param>
    public Task<IResult> Change(HttpRequest request, string what, Func<ApiRequest, Task<IResult>> answer, CancellationToken stop,
        [CallerMemberName] string function = "") =>
        Open(request, async caller =>
        {
            if (ApiHeaders.IdempotencyKey(request) is not { } key) return ApiProblem.IdempotencyKey.Answer();
            if (!ApiHeaders.TryIfMatch(request, out var version)) return ApiProblem.IfMatch.Answer();
            var (form, bytes, problem) = await BodyOf(request, stop);
            if (form is null) return problem!;
            var content = Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes($"{what}\n"), .. bytes]));
            return await answer(new ApiRequest(caller, form, $"api|{caller.Name}|{key}", new(version, content)));
        }, stop, function);

    /// <summary>The body of a change; one that needs none may be sent without.</summary>
    internal static Task<(Form? Form, byte[] Bytes, IResult? Problem)> BodyOf(HttpRequest request, CancellationToken stop) =>
        request.ContentLength is null or 0 && string.IsNullOrEmpty(request.ContentType) && request.Headers.ContentEncoding.Count == 0
            ? Task.FromResult<(Form?, byte[], IResult?)>((new Form(NoBody), [], null)) : JsonRequest.Read(request, stop);
}
