using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Who accompanies the person, or will.</summary>
public sealed class ChooseCaseworker(ReferralDoor door, StaffDirectory directory)
{
    [Function(nameof(ChooseCaseworker))]
    [Operation("Chooses who accompanies the person; she is told once assistance has begun.", Scopes.Manage, Permission.EntrustPerson, Body = "Caseworker", Answer = "Done")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/caseworker")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Do(request, reference, "caseworker", Scopes.Manage, async (caller, form, known) =>
        {
            var person = form.Text("person", 40);
            if (form.Faults().Count > 0 || await door.Find(caller, known.ToString(), stop) is not { } seen) return null;
            if ((await directory.Now(stop)).CaseworkersOf(seen.Referral.Facts!.Region).FirstOrDefault(one => one.Id.Value == person) is { } staff) return new ReferralCommand.ChooseCaseworker(caller.Actor, staff.Id);
            if (Permissions.May(caller.Actor, Permission.EntrustPerson, seen.Referral.Subject)) form.Fault("person", "must be a caseworker of the region; GET …/caseworkers says who is");
            return new ReferralCommand.ChooseCaseworker(caller.Actor, default);
        }, stop);
}
