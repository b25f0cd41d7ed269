using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Operations;

/// <summary>What operators and the house itself have changed in a month: who, what, when, and what it came to.</summary>
public sealed class ShowAudit(OperationLog log, TimeProvider time)
{
    [Function(nameof(ShowAudit))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "operations/audit")] HttpRequest request, CancellationToken stop) =>
        Problem.OrTryAgain(request, () => Show(request.Query["month"].ToString(), stop));

    private async Task<IResult> Show(string asked, CancellationToken stop)
    {
        if (asked.Length == 0) asked = time.GetUtcNow().ToString("yyyy-MM", CultureInfo.InvariantCulture);
        if (!DateOnly.TryParseExact($"{asked}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)) return Problem.Of(StatusCodes.Status400BadRequest, "month", "month must be a year and a month, e.g. 2026-11.");
        var history = await log.Read(month.ToString("yyyy-MM", CultureInfo.InvariantCulture), stop);
        return Results.Json(history.SelectMany(one => one.Events.Select(happened => new
        {
            at = one.At, by = one.By, what = happened.What, on = happened.On, step = happened is OperationEvent.Completed ? "completed" : "requested", counts = (happened as OperationEvent.Completed)?.Counts,
        })));
    }
}
