using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Requests;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>An organisation refers a person: 201 with the reference, 200 for the same again, 409 for its key with another body, 429 for too many at once.</summary>
public sealed class OpenReferral(OpeningDesk desk, StaffDirectory directory, Callers callers, OpeningLimit limit, BlindIndex index)
{
    [Function(nameof(OpenReferral))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "referrals")] HttpRequest request, CancellationToken stop) =>
        Problem.OrTryAgain(request, () => Read(request, stop));

    private async Task<IResult> Read(HttpRequest request, CancellationToken stop)
    {
        if (await callers.Who(request, stop) is not { } organisation) return Problem.Of(StatusCodes.Status401Unauthorized, "organisation-key", "Send the key of your organisation in X-Api-Key.");
        if (request.Headers["Idempotency-Key"] is not [{ Length: >= 8 and <= 64 } key] || !key.All(unit => unit is > ' ' and < '\x7f'))
            return Problem.Of(StatusCodes.Status400BadRequest, "idempotency-key", "Send Idempotency-Key with 8 to 64 characters that you choose once for this referral, and the same again when you repeat it.");
        var (form, bytes, problem) = await JsonRequest.Read(request, stop);
        if (form is null) return problem!;
        var facts = ReferralRequest.Read(form);
        var people = await directory.Now(stop);
        var region = facts is null ? null : people.Region(facts.Region);
        if (facts is not null && region is null) form.Fault("region", "is not a region here");
        if (facts?.Point is { } point && region is not null && !region.Points.Contains(point)) form.Fault("point", "is not a point of this region; leave it out if none fits");
        if (form.Faults() is { Count: > 0 } faults) return Problem.Fields(faults);
        if (limit.Take(organisation, facts!.Urgency) is { IsRefused: true, Wait: var wait }) return Problem.TooMany(request.HttpContext.Response, wait);
        var isNew = false;
        try
        {
            var opening = new Opening(index.Of("idempotency-key", $"{organisation.Id}|{key}"), Convert.ToHexStringLower(SHA256.HashData(bytes)));
            var outcome = await desk.Open(Actor.Of(organisation), opening, facts, null, organisation.Id, stop);
            isNew = outcome is OpeningOutcome.Opened { Repeat: Repeat.First };
            return Answer(request, outcome);
        }
        finally
        {
            // The same again, or what storage did not take, opens nothing.
            if (!isNew) limit.GiveBack(organisation, facts.Urgency);
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
                return Problem.Of(StatusCodes.Status409Conflict, "idempotency-key-reused", "This Idempotency-Key was used for another body. Repeat the first body, or choose a new key for a new referral.");
            case OpeningOutcome.NotHere:
                return Problem.Of(StatusCodes.Status403Forbidden, "not-allowed", "Your organisation may not refer there.");
            default:
                return Problem.TryAgain(request.HttpContext.Response);
        }
    }

    private static IResult Answer(int status, Referral referral) =>
        Results.Json(new ReferralAnswer(referral.Reference, ReferralEvolution.StatusOf(referral)), ReferralAnswerJson.Default.ReferralAnswer, statusCode: status);
}
