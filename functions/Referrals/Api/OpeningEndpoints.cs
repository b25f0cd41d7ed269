using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Openings;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>
/// An organisation refers a person: 201 with the reference, 200 for the same again, 409 for its key with another body, 429 for too many at
/// once.
/// </summary>
public sealed class OpeningEndpoints(ApiPipeline door, ReferralOpening desk, StaffDirectory directory, OpeningLimit limit, BlindIndex index)
{
    [Function(nameof(OpenReferral))]
    [Operation<NewReferral, ReferralAnswer>(
        "Refers a person. The same key and body again: 200 with the same reference, and nothing is done twice.",
        Scopes.Write, Permission.OpenReferral, Created = "Opened now.", Problems = ["too-many"])]
    public Task<IResult> OpenReferral(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals")] HttpRequest request, CancellationToken stop) =>
        door.Open(request, caller => Open(request, caller, stop), stop);

    private async Task<IResult> Open(HttpRequest request, Caller caller, CancellationToken stop)
    {
        var actor = caller.Actor;
        if (ApiHeaders.IdempotencyKey(request) is not { } key) return ApiProblem.IdempotencyKey.Answer();
        var (form, bytes, problem) = await JsonRequest.Read(request, stop);
        if (form is null) return problem!;
        var facts = ReferralRequest.Read(form, await directory.Cached(stop));
        if (form.Faults() is { Count: > 0 } faults) return Problem.Fields(faults);
        if (limit.Take(actor.Organisation, facts!.Urgency) is { IsRefused: true, Wait: var wait })
            return Problem.TooMany(request.HttpContext.Response, wait);
        var isNew = false;
        try
        {
            var opening = new Opening(index.Of(IndexPurposes.IdempotencyKey, $"{actor.Organisation}|{key}"),
                Convert.ToHexStringLower(SHA256.HashData(bytes)));
            var outcome = await desk.Open(actor, opening, facts, caller.Key is null ? actor.Person : null, actor.Person.Value, stop);
            isNew = outcome is OpeningOutcome.Opened { Repeat: Repeat.First };
            return Answer(request, outcome);
        }
        finally
        {
            // The same again, or what storage did not take, opens nothing.
            if (!isNew) limit.GiveBack(actor.Organisation, facts.Urgency);
        }
    }

    private static IResult Answer(HttpRequest request, OpeningOutcome outcome)
    {
        switch (outcome)
        {
            case OpeningOutcome.Opened { Repeat: Repeat.First } opened:
                request.HttpContext.Response.Headers.Location = $"{request.Path}/{opened.Referral.Reference}";
                return Answer(StatusCodes.Status201Created, opened.Referral);
            case OpeningOutcome.Opened again:
                return Answer(StatusCodes.Status200OK, again.Referral);
            case OpeningOutcome.KeyReused:
                return ApiProblem.KeyReused.Answer();
            case OpeningOutcome.Erased:
                return ApiProblem.KeyReused.Answer(
                    "This Idempotency-Key was used for a referral that is over and no longer kept. Choose a new key for a new one.");
            case OpeningOutcome.NotHere:
                return ApiProblem.NotAllowed.Answer("Your organisation may not refer there.");
            default:
                return Problem.TryAgain(request.HttpContext.Response);
        }
    }

    private static IResult Answer(int status, Referral referral) => Results.Json(
        new ReferralAnswer(referral.Reference, ReferralEvolution.StatusOf(referral)), ReferralAnswerJson.Default.ReferralAnswer,
        statusCode: status);
}
