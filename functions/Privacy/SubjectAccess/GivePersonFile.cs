using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Cases.Erasing;
using ServerlessAssist.Functions.Operations.StaffCalls;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Api;
using ServerlessAssist.Functions.People.Approvals;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Functions.Privacy.SubjectAccess;

/// <summary>An operator has a person's file made, because she has asked for it. Without a second person: 202, and nothing is read. Five a day, whoever asks.</summary>
public sealed class GivePersonFile(SubjectAccessReader file, IPersonCases cases, BlindIndex index, SecondPerson second, OperationLog log, Random random, TimeProvider time)
{
    /// <summary>What stands in the log.</summary>
    public const string What = "person.file";

    public const int MostADay = 5;

    private const int LongestApproval = 40;

    private const string Refused = "refused";

    [Function(nameof(GivePersonFile))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Admin, "post", Route = "operations/persons/files")] HttpRequest request, CancellationToken stop) =>
        Problem.OrTryAgain(request, () => Give(request, stop));

    private async Task<IResult> Give(HttpRequest request, CancellationToken stop)
    {
        var (form, _, problem) = await JsonRequest.Read(request, stop);
        if (form is null) return problem!;
        var (asked, refused) = OperatorRequest.Read(request);
        if (asked is not { Mode: Mode.Change }) return refused ?? OperatorAnswers.InEarnestOnly();
        var (typed, approval) = (form.Text("reference", 20), form.OptionalText("approval", LongestApproval));
        if (form.Faults() is { Count: > 0 } faults) return Problem.Fields(faults);
        if (CaseReference.Parse(typed!) is not { } reference || await cases.Find(reference.KeyIn(index), stop) is not { } person) return Problem.Of(StatusCodes.Status404NotFound, "reference", "There is no such referral.");
        var (by, region) = (Requester.Operator(asked.By), person.Region);
        if (approval is null) return Waits(request, await second.Ask(by, ApprovalRules.PersonFile, reference.ToString(), region, stop));
        return await log.Note(request, asked, What, approval, () => Read(request, by, reference, region, approval, stop), stop);
    }

    private async Task<OperationLog.Outcome> Read(HttpRequest request, Requester by, CaseReference reference, string region, string approval, CancellationToken stop)
    {
        // This one stands in the log already: of many at once, five are let through.
        if (await GivenToday(stop) > MostADay)
            return new OperationLog.Outcome(Problem.Of(StatusCodes.Status429TooManyRequests, "too-many", FormattableString.Invariant($"{MostADay} files were given today (UTC). Come again tomorrow; what was agreed to is good for 24 hours.")), (Refused, 1));
        switch (await second.Use(by, ApprovalRules.PersonFile, reference.ToString(), region, approval, Unique.From(random), stop))
        {
            case SecondAnswer.Refused refused: return new OperationLog.Outcome(StaffProblems.Refusals.Of(refused.Why).Answer(), (Refused, 1));
            case SecondAnswer.Agreed agreed when await file.Make(reference, by.Name, agreed.Second, approval, stop) is { } made:
                request.HttpContext.Response.Headers.CacheControl = "no-store";
                return new OperationLog.Outcome(Results.Json(made, file.Json), ("referrals", made.Cases));
            default: return new OperationLog.Outcome(Problem.TryAgain(request.HttpContext.Response), ("unsettled", 1));
        }
    }

    /// <summary>Given, or being given: what was refused is none.</summary>
    private async Task<int> GivenToday(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var month = await log.Read(now.ToString("yyyy-MM", CultureInfo.InvariantCulture), stop);
        return month.Where(one => one.At.UtcDateTime.Date == now.UtcDateTime.Date).SelectMany(one => one.Events).Where(one => one.What == What)
            .Sum(happened => happened is OperationEvent.Completed completed ? completed.Counts.ContainsKey(Refused) ? -1 : 0 : 1);
    }

    private static IResult Waits(HttpRequest request, SecondAnswer answer) => answer switch
    {
        SecondAnswer.Waits waits => Results.Json(new { approval = waits.Id, until = waits.Until }, statusCode: StatusCodes.Status202Accepted),
        SecondAnswer.Refused refused => StaffProblems.Refusals.Of(refused.Why).Answer(),
        _ => Problem.TryAgain(request.HttpContext.Response),
    };
}
