using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>They were two people after all: open again from the beginning.</summary>
public sealed class UnmergeReferral(ReferralDoor door, ReferralDesk desk)
{
    [Function(nameof(UnmergeReferral))]
    [Operation("They were two people after all: the referral is open again, and whoever is on duty is alerted.", Scopes.SignedIn, Permission.ManageReferral, Answer = "Done")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/unmerge")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Do(request, reference, "unmerge", Scopes.SignedIn, async (caller, form, known) =>
            // Where it was merged into nothing, the rules say that this cannot be done.
            form.Faults().Count > 0 || await door.Find(caller, known.ToString(), stop) is not { } seen ? null
                : desk.Unmerging(caller.Actor, seen.Referral.MergedInto is { } into ? Reference.Parse(into)!.Value : known), stop);
}
