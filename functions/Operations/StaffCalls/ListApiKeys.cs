using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Operations.StaffCalls;

/// <summary>An operator sees every key, by the first digits of its hash: whose it is, what for, until when, last used when.</summary>
public sealed class ListApiKeys(StaffDirectory directory, KeyUses uses)
{
    [Function(nameof(ListApiKeys))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "operations/api-keys")] HttpRequest request, CancellationToken stop) =>
        Problem.OrTryAgain(request, async () =>
        {
            var last = await uses.All(stop);
            return Results.Json(
                from organisation in (await directory.Cached(stop)).Configuration.Organisations
                from key in organisation.AllKeys
                select new
                {
                    organisation = organisation.Id, key = key.Name, role = Roles.NameOf(key.Role), scopes = key.Scopes.ToArray(), regions = key.Regions.ToArray(), created = key.Created, expires = key.Expires,
                    lastUsed = last.TryGetValue(key.Name, out var at) ? at : (DateTimeOffset?)null,
                });
        });
}
