using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>A coordinator passes on what she was alerted about, or gives back what she has, and says why.</summary>
public sealed class PassOnReferral(ReferralDoor door)
{
    [Function(nameof(PassOnReferral))]
    [Operation("A coordinator passes on what she was alerted about, or gives back what she has: those who come next are alerted.", Scopes.SignedIn, Permission.TakeReferral, Body = "PassOn", Answer = "Done")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/pass")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Do(request, reference, "pass", Scopes.SignedIn, (caller, form) => form.OneOf("reason", DeclineReasons.All) is { } why ? new ReferralCommand.PassOnSignedIn(caller.Actor, why) : null, stop);
}
