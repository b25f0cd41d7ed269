using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>The caller's own work: what she has taken, or was asked to provide.</summary>
public sealed class ListMine(ApiDoor door, ReferralPages pages)
{
    [Function(nameof(ListMine))]
    [Operation("The caller's own work: what she has taken, or was asked to provide; in no order that means something.", Scopes.SignedIn, Answer = "ReferralList", Query = ["cursor", "limit"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/mine")] HttpRequest request, CancellationToken stop) =>
        door.Open(request, Scopes.SignedIn, caller => pages.Referrals(request, ReferralEvolution.MineView, ViewRow.Of(caller.Actor.Person), null, stop), stop);
}
