using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Api;

namespace ServerlessAssist.Functions.Api;

/// <summary>Who the caller is here, and what its key may be used for.</summary>
public sealed class ShowMe(ApiDoor door)
{
    [Function(nameof(ShowMe))]
    [Operation("Who the caller is here, and what its key may be used for.", Scopes.None, Answer = "Me")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/me")] HttpRequest request, CancellationToken stop) =>
        door.Open(request, Scopes.None, caller => Task.FromResult(Results.Json(
            new Me(caller.Actor.Organisation, caller.Key is null ? caller.Actor.Person.Value : null, Roles.NameOf(caller.Actor.Role), caller.Actor.Regions, caller.Scopes, caller.Key?.Name, caller.Key?.Expires), ApiJson.Default.Me)), stop);
}
