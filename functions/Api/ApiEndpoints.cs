using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Document;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Api;

/// <summary>What the API says of itself and of its caller.</summary>
public sealed class ApiEndpoints(ApiPipeline door, ApiDocument document)
{
    /// <summary>The OpenAPI document. It holds no secret, and is for those who have the function key only.</summary>
    [Function(nameof(ShowDocument))]
    public IResult ShowDocument([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/openapi.json")] HttpRequest request) =>
        Results.Text(document.Json, "application/json");

    [Function(nameof(ShowMe))]
    [Operation<Me>("Who the caller is here, and what its key may be used for.", Scopes.None)]
    public Task<IResult> ShowMe(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/me")] HttpRequest request, CancellationToken stop) =>
        door.Open(request, caller => Task.FromResult(Results.Json(Of(caller), ApiJson.Default.Me)), stop);

    private static Me Of(Caller caller) => new(
        caller.Actor.Organisation, caller.Key is null ? caller.Actor.Person.Value
        : null, Roles.NameOf(caller.Actor.Role), caller.Actor.Regions, caller.Scopes,
        caller.Key?.Name, caller.Key?.Expires);
}
