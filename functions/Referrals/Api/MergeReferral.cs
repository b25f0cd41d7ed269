using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Two referrals are about one person: this one ends, its history stays. Whether it is one person, a person says.</summary>
public sealed class MergeReferral(ReferralDoor door, ReferralDesk desk)
{
    [Function(nameof(MergeReferral))]
    [Operation("Two referrals are about one person: this one ends in the other, its history stays. Can be undone.", Scopes.SignedIn, Permission.ManageReferral, Body = "Merge", Answer = "Done")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/merge")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Do(request, reference, "merge", Scopes.SignedIn, async (caller, form, known) =>
        {
            var into = form.Text("into", 20) is { } text ? Reference.Parse(text) : null;
            if (form.Faults().Count > 0 || await door.Find(caller, known.ToString(), stop) is null) return null;
            if (into is { } other && other != known && await door.Find(caller, other.ToString(), stop) is { Referral.IsClosed: false }) return desk.Merging(caller.Actor, other);
            form.Fault("into", "must be the reference of another open referral that you may see");
            return null;
        }, stop);
}
