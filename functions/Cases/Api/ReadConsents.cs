using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Api;

namespace ServerlessAssist.Functions.Cases.Api;

/// <summary>What a person has agreed to; for whoever accompanies her.</summary>
public sealed class ReadConsents(AssistanceDoor door)
{
    [Function(nameof(ReadConsents))]
    [Operation("What the person has agreed to, by purpose; for whoever accompanies her. Its ETag is its version.", Scopes.SignedIn, Permission.RecordConsent, Answer = "Consents")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/referrals/{reference}/consents")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Show(request, reference, (record, version) =>
        {
            request.HttpContext.Response.Headers.ETag = ApiHeaders.ETag(version);
            return ApiHeaders.IsKnown(request, version) ? Results.StatusCode(StatusCodes.Status304NotModified)
                : Results.Json(new ConsentList(record.Reference, [.. Purposes.All.Select(purpose => Shown(purpose, record.Consents.GetValueOrDefault(purpose)))]), ApiJson.Default.ConsentList);
        }, stop);

    private static ConsentShown Shown(string purpose, Consent? consent) => new(purpose, consent is null ? null : consent.Given ? "agreed" : "revoked", consent?.At);
}
