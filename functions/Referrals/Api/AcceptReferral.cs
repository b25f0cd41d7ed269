using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Whoever has it takes the person on, or goes on accompanying her: the clock begins anew.</summary>
public sealed class AcceptReferral(ReferralDoor door)
{
    [Function(nameof(AcceptReferral))]
    [Operation("Takes the person on, or goes on accompanying her: the clock of the stage begins anew. Needs a referral that somebody has taken.", Scopes.Manage, Permission.ManageReferral, Answer = "Done")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/accept")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Do(request, reference, "accept", Scopes.Manage, (caller, _) => new ReferralCommand.Accept(caller.Actor), stop);
}
