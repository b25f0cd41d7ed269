using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Cases.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>A referral is handed over to a region of another country; on what ground, a person says.</summary>
public sealed class HandOverEndpoints(ReferralPipeline referral, ReferralHandler desk, StaffDirectory directory)
{
    [Function(nameof(ListRegions))]
    [Operation<RegionList>(
        "The regions of other countries, to which a referral can be handed over.",
        Scopes.Manage, Permission.ManageReferral)]
    public Task<IResult> ListRegions(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/referrals/{reference}/regions")] HttpRequest request,
        string reference, CancellationToken stop) =>
        referral.Show(request, reference, async (caller, seen) =>
        {
            if (!Permissions.May(caller.Actor, Permission.ManageReferral, seen.Referral.Subject)) return ApiProblem.NotAllowed.Answer();
            var abroad = ReferralHandler.Abroad(await directory.Cached(stop), seen.Referral);
            return Results.Json(new RegionList([.. abroad.Select(RegionShown.Of)]), ReferralApiJson.Default.RegionList);
        }, stop);

    [Function(nameof(HandOverReferral))]
    [Operation<HandOverBody, Done>(
        "Hands a referral over to a region of another country. It is theirs once they accept it (handedOver.status confirmed); what is "
        + "shared is the least, on the ground that is given.",
        Scopes.SignedIn, Permission.ManageReferral)]
    public Task<IResult> HandOverReferral(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/hand-over")] HttpRequest request,
        string reference, CancellationToken stop) =>
        referral.Do(request, reference, "hand-over", ReferralBodiesJson.Default.HandOverBody, async (call, known) =>
        {
            if (await referral.Find(call.Caller, known.ToString(), stop) is not { } seen) return null;
            var to = ReferralHandler.Abroad(await directory.Cached(stop), seen.Referral).FirstOrDefault(region => region.Id == call.Body.Region);
            return to is null
                ? call.Fault<ReferralCommand>("region", "must be a region of another country; GET …/regions says which there are")
                : await desk.HandOverCommand(call.Actor, known, seen.Referral, to, call.Body.Basis, stop);
        }, stop);
}
