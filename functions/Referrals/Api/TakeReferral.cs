using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>A coordinator who is signed in takes a referral; a system cannot, for a person answers for it.</summary>
public sealed class TakeReferral(ReferralDoor door, StaffDirectory directory)
{
    [Function(nameof(TakeReferral))]
    [Operation("A coordinator takes a referral. With a token of hers only: a person answers for it.", Scopes.SignedIn, Permission.TakeReferral, Answer = "Done")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/take")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Do(request, reference, "take", Scopes.SignedIn, async (caller, _, _) => new ReferralCommand.TakeSignedIn(
            caller.Actor, (await directory.Now(stop)).Find(caller.Actor.Person)?.CallName is { } name ? name : ReferralPhrases.Colleague), stop);
}
