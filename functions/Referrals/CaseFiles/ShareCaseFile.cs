using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Approvals;
using ServerlessAssist.Functions.Referrals.Api;
using ServerlessAssist.Shared.Streams;
using Terms = ServerlessAssist.Shared.Streams.Terms;

namespace ServerlessAssist.Functions.Referrals.CaseFiles;

/// <summary>A coordinator takes a case out as a file for an organisation that works with another system. Without a second person: 202, and nothing leaves.</summary>
public sealed class ShareCaseFile(ApiDoor door, ReferralDoor referrals, SecondPerson second, Streams<Referral, ReferralEvent, ReferralCommand> streams)
{
    private const int LongestName = 100, LongestApproval = 40;

    [Function(nameof(ShareCaseFile))]
    [Operation(
        "A case as a file of the Human Trafficking Case Data Standard 2.0, for one organisation, on one ground: the whole case with consent, the stated subset where a life is at risk. Without approval: 202, a second person is asked; with the approval that was answered, once she has agreed: the file, and with the case it is written down what was shared with whom. With a person's token only.",
        Scopes.SignedIn, Permission.ExportCase, Body = "ShareCase", Answer = "CaseFile", AnswerTypes = [CaseTable.CsvType, CaseTable.XlsxType])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/case-file")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Open(request, Scopes.SignedIn, caller => Read(request, reference, caller, stop), stop);

    private async Task<IResult> Read(HttpRequest request, string reference, Caller caller, CancellationToken stop)
    {
        if (ApiHeaders.IdempotencyKey(request) is not { } key) return ApiProblem.IdempotencyKey.Answer();
        if (!ApiHeaders.TryIfMatch(request, out var version)) return ApiProblem.IfMatch.Answer();
        var (form, bytes, problem) = await JsonRequest.Read(request, stop);
        if (form is null) return problem!;
        var (with, basis, format, approval) = (form.Text("with", LongestName), form.OneOf("basis", ShareBases.All), form.OneOf("format", CaseTable.Formats), form.OptionalText("approval", LongestApproval));
        if (form.Faults() is { Count: > 0 } faults) return Problem.Fields(faults);
        if (await referrals.Find(caller, reference, stop) is not { } seen) return ApiProblem.Reference.Answer();
        if (!Permissions.May(caller.Actor, Permission.ExportCase, seen.Referral.Subject)) return ApiProblem.NotAllowed.Answer();
        var asker = new Asker(caller.Actor.Person.Value, caller.Actor.Person);
        var (about, region) = (seen.Reference.ToString(), seen.Referral.Facts!.Region);
        if (approval is null) return Waits(request, await second.Ask(asker, ApprovalRules.CaseFile, about, region, stop));
        // The same call again is the same use; its answer is the file again.
        var call = $"api|{caller.Name}|{key}";
        return await second.Use(asker, ApprovalRules.CaseFile, about, region, approval, $"case-file|{call}", stop) switch
        {
            SecondAnswer.Agreed => Answer(request, await streams.Handle(
                seen.Id, new ReferralCommand.ShareFile(caller.Actor, with!, basis!), call, caller.Actor.Person.Value, new Terms(version, Convert.ToHexStringLower(SHA256.HashData([.. "case-file\n"u8, .. bytes]))), stop), with!, basis!, format!),
            SecondAnswer.Refused refused => RefusalProblems.Of(refused.Why).Answer(),
            _ => Problem.TryAgain(request.HttpContext.Response),
        };
    }

    private static IResult Waits(HttpRequest request, SecondAnswer answer) => answer switch
    {
        SecondAnswer.Waits waits => Results.Json(new SecondAwaited(waits.Id, waits.Until), CaseFileJson.Default.SecondAwaited, statusCode: StatusCodes.Status202Accepted),
        SecondAnswer.Refused refused => RefusalProblems.Of(refused.Why).Answer(),
        _ => Problem.TryAgain(request.HttpContext.Response),
    };

    private static IResult Answer(HttpRequest request, Outcome<Referral> outcome, string with, string basis, string format)
    {
        switch (outcome)
        {
            case Outcome<Referral>.Done done when done.State.Shares.LastOrDefault(share => (share.With, share.Basis) == (with, basis)) is { } share:
                request.HttpContext.Response.Headers.CacheControl = "no-store";
                var (bytes, type) = CaseTable.Write(CaseExport.Row(done.State, share), format);
                return Results.File(bytes, type, $"{done.State.Reference}.{format}");
            case Outcome<Referral>.OtherContent: return ApiProblem.KeyReused.Answer();
            case Outcome<Referral>.Moved: return ApiProblem.Moved.Answer();
            case Outcome<Referral>.Refused refused: return RefusalProblems.Of(refused.Why).Answer();
            default: return Problem.TryAgain(request.HttpContext.Response);
        }
    }
}

/// <param name="Approval">To be sent once the second person has agreed.</param>
/// <param name="Until">How long she may take.</param>
public sealed record SecondAwaited(string Approval, DateTimeOffset Until);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SecondAwaited))]
[JsonSerializable(typeof(CasesOpened))]
internal sealed partial class CaseFileJson : JsonSerializerContext;
