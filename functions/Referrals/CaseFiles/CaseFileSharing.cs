using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Document;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.Cases.Api;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Api;
using ServerlessAssist.Functions.People.Approvals;
using ServerlessAssist.Functions.Referrals.Api;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.CaseFiles;

/// <summary>
/// A coordinator takes a case out as a file for an organisation that works with another system. Without a second person: 202, and nothing
/// leaves.
/// </summary>
public sealed class CaseFileSharing(ReferralPipeline referrals, SecondPerson second, StreamHandler<Referral, ReferralEvent, ReferralCommand> streams)
{
    /// <summary>Answers the call.</summary>
    public async Task<IResult> Read(HttpRequest request, string reference, Caller caller, CancellationToken stop)
    {
        if (ApiHeaders.IdempotencyKey(request) is not { } key) return ApiProblem.IdempotencyKey.Answer();
        if (!ApiHeaders.TryIfMatch(request, out var version)) return ApiProblem.IfMatch.Answer();
        var (form, bytes, problem) = await JsonRequest.Read(request, stop);
        if (form is null) return problem!;
        if (BodyReader.Read(form, ReferralBodiesJson.Default.ShareCaseBody) is not { } body) return Problem.Fields(form.Faults());
        if (await referrals.Find(caller, reference, stop) is not { } seen) return CaseProblems.Reference.Answer();
        if (!Permissions.May(caller.Actor, Permission.ExportCase, seen.Referral.Subject)) return ApiProblem.NotAllowed.Answer();
        var asker = new Requester(caller.Actor.Person.Value, caller.Actor.Person);
        var (about, region) = (seen.Reference.ToString(), seen.Referral.Facts!.Region);
        if (body.Approval is null) return Waits(request, await second.Ask(asker, ApprovalRules.CaseFile, about, region, stop));
        // The same call again is the same use; its answer is the file again.
        var call = $"api|{caller.Name}|{key}";
        return await second.Use(asker, ApprovalRules.CaseFile, about, region, body.Approval, $"case-file|{call}", stop) switch
        {
            SecondAnswer.Agreed => Answer(request, await Share(seen, caller, body, call, new Preconditions(version, ContentOf(bytes)), stop), body),
            SecondAnswer.Refused refused => StaffProblems.Refusals.Of(refused.Why).Answer(),
            _ => Problem.TryAgain(request.HttpContext.Response),
        };
    }

    private Task<Outcome<Referral>> Share(Seen seen, Caller caller, ShareCaseBody body, string call, Preconditions terms, CancellationToken stop) =>
        streams.Handle(seen.Id, new ReferralCommand.ShareFile(caller.Actor, body.With, body.Basis), call, caller.Actor.Person.Value, terms,
            stop);

    private static string ContentOf(byte[] body) => Convert.ToHexStringLower(SHA256.HashData([.. "case-file\n"u8, .. body]));

    private static IResult Waits(HttpRequest request, SecondAnswer answer) => answer switch
    {
        SecondAnswer.Waits waits =>
            Results.Json(new SecondAwaited(waits.Id, waits.Until), CaseFileJson.Default.SecondAwaited,
            statusCode: StatusCodes.Status202Accepted),
        SecondAnswer.Refused =>
        ApiProblem.NotAllowed.Answer("You may not ask for this, or too much waits for a second person. It is noted."),
        _ => Problem.TryAgain(request.HttpContext.Response),
    };

    private static IResult Answer(HttpRequest request, Outcome<Referral> outcome, ShareCaseBody asked)
    {
        switch (outcome)
        {
            case Outcome<Referral>.Done done when done.State.Shares.LastOrDefault(share =>
                (share.With, share.Basis) == (asked.With, asked.Basis)) is { } share:
                request.HttpContext.Response.Headers.CacheControl = "no-store";
                var (bytes, type) = CaseTable.Write(CaseExport.Row(done.State, share), asked.Format);
                return Results.File(bytes, type, $"{done.State.Reference}.{asked.Format}");
            case Outcome<Referral>.IdempotencyKeyReused: return ApiProblem.KeyReused.Answer();
            case Outcome<Referral>.VersionConflict: return ApiProblem.Moved.Answer();
            case Outcome<Referral>.Refused: return ApiProblem.NotAllowed.Answer();
            default: return Problem.TryAgain(request.HttpContext.Response);
        }
    }
}

/// <param name="Approval">To be sent once the second person has agreed.</param>
/// <param name="Until">How long she may take.</param>
[Schema("SecondAwaited", """{ "approval": "0123456789ab", "until": "2026-03-03T08:00:00+00:00" }""")]
public sealed record SecondAwaited(string Approval, DateTimeOffset Until);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SecondAwaited))]
[JsonSerializable(typeof(CasesOpened))]
internal sealed partial class CaseFileJson : JsonSerializerContext;
