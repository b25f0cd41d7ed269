using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>What nobody has yet in one region of a coordinator.</summary>
public sealed class ListOpen(ApiDoor door, ReferralPages pages)
{
    [Function(nameof(ListOpen))]
    [Operation("What nobody has yet in one region of a coordinator, in no order that means something. A page may hold fewer than limit, or none, while next says that there is more.", Scopes.Read, Permission.TakeReferral, Answer = "ReferralList", Query = ["cursor", "limit", "region"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/open")] HttpRequest request, CancellationToken stop) =>
        door.Open(request, Scopes.Read, async caller =>
        {
            if (!Roles.Coordinates(caller.Actor.Role)) return ApiProblem.NotAllowed.Answer();
            return ListReferrals.RegionOf(request, caller.Actor, Permission.TakeReferral) is { } region
                ? await pages.Referrals(request, ReferralEvolution.BoardView, region, line => line.IsWaiting, stop) : ApiProblem.Query.Answer("region must be one of yours; GET v1/me says which they are");
        }, stop);
}
