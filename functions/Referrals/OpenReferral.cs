using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Requests;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>An organisation refers a person: 201 with the reference, 200 for the same again, 409 for its key with another body, 429 for too many at once.</summary>
public sealed class OpenReferral(Streams<Referral, ReferralEvent, ReferralCommand> referrals, StaffDirectory directory, Callers callers, OpeningLimit limit, Views views, BlindIndex index, TimeProvider time)
{
    private const int References = 12;

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
        if (!Permissions.May(Actor.Of(organisation), Permission.OpenReferral, new Subject(region!.Id, organisation.Id)))
            return Problem.Of(StatusCodes.Status403Forbidden, "not-allowed", "Your organisation may not refer there.");
        if (limit.Take(organisation, facts!.Urgency) is { IsRefused: true, Wait: var wait }) return Problem.TooMany(request.HttpContext.Response, wait);
        var isNew = false;
        try
        {
            var answer = await Open(request, organisation, key, bytes, facts, region, people, stop);
            isNew = answer is IStatusCodeHttpResult { StatusCode: StatusCodes.Status201Created };
            return answer;
        }
        finally
        {
            // The same again, or what storage did not take, opens nothing.
            if (!isNew) limit.GiveBack(organisation, facts.Urgency);
        }
    }

    private async Task<IResult> Open(HttpRequest request, Organisation organisation, string key, byte[] bytes, ReferralFacts facts, Region region, People.Directory people, CancellationToken stop)
    {
        var opening = new Opening(index.Of("idempotency-key", $"{organisation.Id}|{key}"), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        var ladder = new Ladder(People.Directory.LadderOf(region, time.GetUtcNow()), region.EscalateAfter, people.Administrators);
        var list = AlikeListOf(facts, region);
        var alike = await views.Read(ReferralEvolution.AlikeView, list, stop);
        // The reference follows from who asks and the key: the same request finds the same stream without a table of keys.
        for (var candidate = 0; candidate < References; candidate++)
        {
            var reference = Reference.From(index.Of("reference", FormattableString.Invariant($"{opening.Key}|{candidate}")));
            var open = new ReferralCommand.Open(
                reference, organisation.Id, opening, facts, ladder, index.Of("alert-codes", $"{opening.Key}|{reference}"),
                people.ReferrersOf(organisation.Id, region.Id), region.Labels) { AlikeList = list, Alike = [.. alike.Where(other => other != reference.ToString())] };
            switch (await referrals.Handle(ReferralDesk.IdOf(index, reference), open, $"open|{opening.Key}|{opening.Body}", organisation.Id, stop))
            {
                case Outcome<Referral>.Done { Repeat: Repeat.First } done:
                    request.HttpContext.Response.Headers.Location = $"{request.Path}/{reference}";
                    return Answer(StatusCodes.Status201Created, done.State);
                case Outcome<Referral>.Done again:
                    return Answer(StatusCodes.Status200OK, again.State);
                case Outcome<Referral>.Nothing again:
                    return Answer(StatusCodes.Status200OK, again.State);
                case Outcome<Referral>.Refused { Why: ReferralRefusal.KeyReused }:
                    return Problem.Of(StatusCodes.Status409Conflict, "idempotency-key-reused", "This Idempotency-Key was used for another body. Repeat the first body, or choose a new key for a new referral.");
                case Outcome<Referral>.Refused { Why: ReferralRefusal.ReferenceTaken }:
                    continue;
                default:
                    return Problem.TryAgain(request.HttpContext.Response);
            }
        }
        return Problem.TryAgain(request.HttpContext.Response);
    }

    /// <summary>Same origin, point, sex, age and day: perhaps the same person.</summary>
    private string AlikeListOf(ReferralFacts facts, Region region)
    {
        var day = TimeZoneInfo.ConvertTime(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(region.TimeZone)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return index.Of("alike", $"{region.Id}|{facts.Point}|{facts.Origin}|{facts.Sex}|{facts.Age}|{day}");
    }

    private static IResult Answer(int status, Referral referral) =>
        Results.Json(new ReferralAnswer(referral.Reference, ReferralEvolution.StatusOf(referral)), ReferralAnswerJson.Default.ReferralAnswer, statusCode: status);
}
