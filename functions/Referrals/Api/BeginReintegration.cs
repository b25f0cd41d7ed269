using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Assistance becomes reintegration.</summary>
public sealed class BeginReintegration(ReferralDoor door)
{
    [Function(nameof(BeginReintegration))]
    [Operation("Assistance becomes reintegration.", Scopes.Manage, Permission.ManageReferral, Answer = "Done")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/reintegration")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Do(request, reference, "reintegration", Scopes.Manage, (caller, _) => new ReferralCommand.BeginReintegration(caller.Actor), stop);
}
