using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Ends a referral for everybody: places are free again, who referred is told.</summary>
public sealed class CloseReferral(ReferralDoor door)
{
    [Function(nameof(CloseReferral))]
    [Operation("Ends a referral for everybody: places are free again, who referred is told.", Scopes.Manage, Permission.ManageReferral, Body = "Close", Answer = "Done")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/close")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Do(request, reference, "close", Scopes.Manage, (caller, form) => form.OneOf("reason", CloseReasons.All) is { } why ? new ReferralCommand.Close(caller.Actor, why) : null, stop);
}
