using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Who could accompany a person of the referral's region.</summary>
public sealed class ListCaseworkers(ReferralDoor door, StaffDirectory directory)
{
    [Function(nameof(ListCaseworkers))]
    [Operation("The caseworkers of the referral's region.", Scopes.Manage, Permission.EntrustPerson, Answer = "Caseworkers")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/referrals/{reference}/caseworkers")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Show(request, reference, Scopes.Manage, async (caller, seen) => Permissions.May(caller.Actor, Permission.EntrustPerson, seen.Referral.Subject)
            ? Results.Json(new CaseworkerList([.. (await directory.Now(stop)).CaseworkersOf(seen.Referral.Facts!.Region).Select(one => new CaseworkerShown(one.Id.Value, one.CallName))]), ApiJson.Default.CaseworkerList)
            : ApiProblem.NotAllowed.Answer(), stop);
}
