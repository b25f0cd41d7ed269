using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Functions.Operations.Upkeep;

/// <summary>An operator has a list made what the states say, page by page.</summary>
public sealed class RebuildView(ViewRebuild views, StreamDefinitions definitions, OperationLog log)
{
    [Function(nameof(RebuildView))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Admin, "post", Route = "operations/views/{view}")] HttpRequest request, string view, CancellationToken stop) =>
        Problem.OrTryAgain(request, async () =>
        {
            if (!definitions.ViewTables.Contains(view))
                return Problem.Of(
                    StatusCodes.Status404NotFound, "view", $"There is no such list. Choose one of: {string.Join(", ", definitions.ViewTables)}.");
            var (asked, problem) = OperatorRequest.Read(request);
            if (asked is null) return problem!;
            return await log.Note(request, asked, "view.rebuild", view, async () =>
            {
                var page = await views.Rebuild(view, asked.From, asked.Mode, stop);
                var answer = Results.Json(new { view, dryRun = asked.Mode == Mode.DryRun, lines = page.Lines, written = page.Written, removed = page.Removed, next = page.Next?.Text });
                return new OperationLog.Outcome(answer, ("lines", page.Lines), ("written", page.Written), ("removed", page.Removed));
            }, stop);
        });
}
