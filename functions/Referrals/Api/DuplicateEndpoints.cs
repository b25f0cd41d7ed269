using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Cases.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Referrals that may be about one person. Whether they are, a person says.</summary>
public sealed class DuplicateEndpoints(ReferralPipeline referral, ReferralHandler desk)
{
    [Function(nameof(ListDuplicates))]
    [Operation<DuplicateList>(
        "Which referrals could be about the same person (offered), were (absorbed), and in which one this ended (mergedInto).",
        Scopes.Manage, Permission.ManageReferral)]
    public Task<IResult> ListDuplicates(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/referrals/{reference}/duplicates")] HttpRequest request,
        string reference, CancellationToken stop) =>
        referral.Show(request, reference, (caller, seen) => Task.FromResult(
            Permissions.May(caller.Actor, Permission.ManageReferral, seen.Referral.Subject) ? Shown(seen.Referral)
            : ApiProblem.NotAllowed.Answer()), stop);

    [Function(nameof(MergeReferral))]
    [Operation<MergeBody, Done>(
        "Two referrals are about one person: this one ends in the other, its history stays. Can be undone.",
        Scopes.SignedIn, Permission.ManageReferral)]
    public Task<IResult> MergeReferral(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/merge")] HttpRequest request,
        string reference, CancellationToken stop) =>
        referral.Do(request, reference, "merge", ReferralBodiesJson.Default.MergeBody, async (call, known) =>
        {
            if (await referral.Find(call.Caller, known.ToString(), stop) is null) return null;
            if (CaseReference.Parse(call.Body.Into) is { } into && into != known
                && await referral.Find(call.Caller, into.ToString(), stop) is { Referral.IsClosed: false })
                return desk.MergeCommand(call.Actor, into);
            return call.Fault<ReferralCommand>("into", "must be the reference of another open referral that you may see");
        }, stop);

    [Function(nameof(UnmergeReferral))]
    [Operation<Done>(
        "They were two people after all: the referral is open again, and whoever is on duty is alerted.",
        Scopes.SignedIn, Permission.ManageReferral)]
    public Task<IResult> UnmergeReferral(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/unmerge")] HttpRequest request,
        string reference, CancellationToken stop) =>
        referral.Do(request, reference, "unmerge", async (caller, known) =>
            // Where it was merged into nothing, the rules say that this cannot be done.
            await referral.Find(caller, known.ToString(), stop) is not { } seen ? null
                : desk.UnmergeCommand(caller.Actor, seen.Referral.MergedInto is { } into ? CaseReference.Parse(into)!.Value : known), stop);

    [Function(nameof(TellApart))]
    [Operation<TellApartBody, Done>(
        "Looked at: one that was offered is not about the same person.",
        Scopes.SignedIn, Permission.ManageReferral)]
    public Task<IResult> TellApart(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/tell-apart")] HttpRequest request,
        string reference, CancellationToken stop) =>
        referral.Do(
            request, reference, "tell-apart", ReferralBodiesJson.Default.TellApartBody,
            call => CaseReference.Read(call.Body.From) is { } other
                ? new ReferralCommand.MarkNotDuplicate(call.Actor, other.ToString())
                : call.Fault<ReferralCommand>("from", "must be a reference, e.g. RA-7F3K-9"), stop);

    private static IResult Shown(Referral referral) =>
        Results.Json(new DuplicateList(referral.Alike, referral.Absorbed, referral.MergedInto), ReferralApiJson.Default.DuplicateList);
}
