using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>What happened with a referral, step by step; posts, never who.</summary>
public sealed class ReadHistory(ReferralDoor door, Streams<Referral, ReferralEvent, ReferralCommand> referrals)
{
    [Function(nameof(ReadHistory))]
    [Operation("What happened with a referral, step by step; posts, never who.", Scopes.Read, Permission.ReadReferral, Answer = "History")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/referrals/{reference}/history")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Show(request, reference, Scopes.Read, async (caller, seen) =>
        {
            if (!Permissions.May(caller.Actor, Permission.ReadReferral, seen.Referral.Subject)) return ApiProblem.NotAllowed.Answer();
            return Results.Json(ReferralHistory.Of(seen.Referral, await referrals.History(seen.Id, stop) ?? []), ReferralAnswerJson.Default.ReferralHistory);
        }, stop);
}
