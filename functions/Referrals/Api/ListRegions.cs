using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Where a referral can be handed over to.</summary>
public sealed class ListRegions(ReferralDoor door, StaffDirectory directory)
{
    [Function(nameof(ListRegions))]
    [Operation("The regions of other countries, to which a referral can be handed over.", Scopes.Manage, Permission.ManageReferral, Answer = "Regions")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/referrals/{reference}/regions")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Show(request, reference, Scopes.Manage, async (caller, seen) =>
        {
            if (!Permissions.May(caller.Actor, Permission.ManageReferral, seen.Referral.Subject)) return ApiProblem.NotAllowed.Answer();
            var abroad = ReferralDesk.Abroad(await directory.Now(stop), seen.Referral);
            return Results.Json(new RegionList([.. abroad.Select(region => new RegionShown(region.Id, region.Country, region.Labels.GetValueOrDefault("en") ?? region.Labels.Values.First()))]), ApiJson.Default.RegionList);
        }, stop);
}
