using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Which referrals could be about the same person, or were.</summary>
public sealed class ListDuplicates(ReferralDoor door)
{
    [Function(nameof(ListDuplicates))]
    [Operation("Which referrals could be about the same person (offered), were (absorbed), and in which one this ended (mergedInto).", Scopes.Manage, Permission.ManageReferral, Answer = "Duplicates")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/referrals/{reference}/duplicates")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Show(request, reference, Scopes.Manage, (caller, seen) => Task.FromResult(
            Permissions.May(caller.Actor, Permission.ManageReferral, seen.Referral.Subject)
                ? Results.Json(new DuplicateList(seen.Referral.Alike, seen.Referral.Absorbed, seen.Referral.MergedInto), ApiJson.Default.DuplicateList) : ApiProblem.NotAllowed.Answer()), stop);
}
