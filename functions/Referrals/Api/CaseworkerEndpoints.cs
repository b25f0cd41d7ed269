using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Cases.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Who accompanies the person, or will.</summary>
public sealed class CaseworkerEndpoints(ReferralPipeline referral, StaffDirectory directory)
{
    [Function(nameof(ListCaseworkers))]
    [Operation<CaseworkerList>("The caseworkers of the referral's region.", Scopes.Manage, Permission.EntrustPerson)]
    public Task<IResult> ListCaseworkers(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/referrals/{reference}/caseworkers")] HttpRequest request,
        string reference, CancellationToken stop) =>
        referral.Show(request, reference, async (caller, seen) =>
        {
            if (!Permissions.May(caller.Actor, Permission.EntrustPerson, seen.Referral.Subject)) return ApiProblem.NotAllowed.Answer();
            var staff = (await directory.Cached(stop)).CaseworkersOf(seen.Referral.Facts!.Region);
            return Results.Json(new CaseworkerList([.. staff.Select(one => new CaseworkerShown(one.Id.Value, one.CallName))]),
                ReferralApiJson.Default.CaseworkerList);
        }, stop);

    [Function(nameof(ChooseCaseworker))]
    [Operation<CaseworkerBody, Done>(
        "Chooses who accompanies the person; she is told once assistance has begun.",
        Scopes.Manage, Permission.EntrustPerson)]
    public Task<IResult> ChooseCaseworker(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/caseworker")] HttpRequest request,
        string reference, CancellationToken stop) =>
        referral.Do(request, reference, "caseworker", ReferralBodiesJson.Default.CaseworkerBody, async (call, known) =>
        {
            if (await referral.Find(call.Caller, known.ToString(), stop) is not { } seen) return null;
            var staff = (await directory.Cached(stop)).CaseworkersOf(seen.Referral.Facts!.Region)
                .FirstOrDefault(one => one.Id.Value == call.Body.Person);
            if (staff is null && Permissions.May(call.Actor, Permission.EntrustPerson, seen.Referral.Subject))
                call.Form.Fault("person", "must be a caseworker of the region; GET …/caseworkers says who is");
            return new ReferralCommand.ChooseCaseworker(call.Actor, staff?.Id ?? default);
        }, stop);
}
