using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Referrals.Api;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Cases.Api;

/// <summary>Whom the caller accompanies.</summary>
public sealed class ListAccompanied(ApiDoor door, ReferralPages pages)
{
    [Function(nameof(ListAccompanied))]
    [Operation("Whom the caller accompanies, by the references of their referrals.", Scopes.SignedIn, Answer = "Accompanied", Query = ["cursor", "limit"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/accompanied")] HttpRequest request, CancellationToken stop) =>
        door.Open(request, Scopes.SignedIn, async caller =>
        {
            var (lines, next, problem) = await pages.Lines(request, AssistanceRules.View, ViewRow.Of(caller.Actor.Person), AssistanceRules.Kind, stop);
            return problem ?? Results.Json(new AccompaniedList(lines, next), ApiJson.Default.AccompaniedList);
        }, stop);
}
