using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Functions.Operations.Poison;

/// <summary>An operator looks at what was given up, and puts it back when the cause is mended.</summary>
public sealed class OperatePoison(PoisonQueues poison, OperationLog log)
{
    [Function("ListPoison")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "operations/poison")] HttpRequest request, CancellationToken stop) =>
        Problem.OrTryAgain(request, async () =>
        {
            var all = new List<PoisonMessage>();
            foreach (var queue in PoisonQueues.Queues) all.AddRange(await poison.List(queue, stop));
            return Results.Json(all);
        });

    [Function("PutPoisonBack")]
    public Task<IResult> PutBack([HttpTrigger(AuthorizationLevel.Admin, "post", Route = "operations/poison/{queue}")] HttpRequest request, string queue, CancellationToken stop) =>
        Problem.OrTryAgain(request, async () =>
        {
            if (!PoisonQueues.Queues.Contains(queue)) return Problem.Of(StatusCodes.Status404NotFound, "queue", $"There is no such queue. Choose one of: {string.Join(", ", PoisonQueues.Queues)}.");
            var (asked, problem) = OperatorRequest.Read(request);
            if (asked is null) return problem!;
            return await log.Note(request, asked, "poison.put-back", queue, async () =>
            {
                var putBack = asked.Mode == Mode.DryRun ? await poison.Count(queue, stop) : await poison.PutBack(queue, 10_000, stop);
                return new OperationLog.Outcome(Results.Json(new { queue, dryRun = asked.Mode == Mode.DryRun, putBack }), ("putBack", putBack));
            }, stop);
        });
}
