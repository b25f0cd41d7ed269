using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Whoever has it hands it over to a region of another country; on what ground, a person says.</summary>
public sealed class HandOverReferral(ReferralDoor door, ReferralDesk desk, StaffDirectory directory)
{
    [Function(nameof(HandOverReferral))]
    [Operation("Hands a referral over to a region of another country. It is theirs once they accept it (handedOver.status confirmed); what is shared is the least, on the ground that is given.", Scopes.SignedIn, Permission.ManageReferral, Body = "HandOver", Answer = "Done")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/hand-over")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Do(request, reference, "hand-over", Scopes.SignedIn, async (caller, form, known) =>
        {
            var (to, basis) = (form.Text("region", 40), form.OneOf("basis", ShareBases.All));
            if (form.Faults().Count > 0 || await door.Find(caller, known.ToString(), stop) is not { } seen) return null;
            if (ReferralDesk.Abroad(await directory.Now(stop), seen.Referral).FirstOrDefault(region => region.Id == to) is { } region) return await desk.OverTo(caller.Actor, known, seen.Referral, region, basis!, stop);
            form.Fault("region", "must be a region of another country; GET …/regions says which there are");
            return null;
        }, stop);
}
