using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Where a referral stands, and what can be done about it.</summary>
public sealed class ReadReferral(ReferralDoor door)
{
    [Function(nameof(ReadReferral))]
    [Operation("Where a referral stands, and what can be done about it. Its ETag is its version: If-None-Match answers 304 while it has not changed.", Scopes.Read, Permission.ReadReferral, Permission.AnswerOffer, Answer = "Referral")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/referrals/{reference}")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Show(request, reference, Scopes.Read, (caller, seen) =>
        {
            request.HttpContext.Response.Headers.ETag = ApiHeaders.ETag(seen.Version);
            return Task.FromResult(ApiHeaders.IsKnown(request, seen.Version) ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Json(ReferralShown.Of(seen.Referral, caller), ApiJson.Default.ReferralShown));
        }, stop);
}
