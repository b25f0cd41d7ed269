using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Streams.Backups;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Functions.Operations.Upkeep;

/// <summary>An operator takes away what stands in storage, page by page: sealed rows, and apart from them the wrapped keys. Each page is written down, for nothing leaves this house in greater numbers.</summary>
public sealed class TakeBackup(BackupWalk backup, OperationLog log)
{
    [Function(nameof(TakeBackup))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Admin, "post", Route = "operations/backup")] HttpRequest request, CancellationToken stop) =>
        Problem.OrTryAgain(request, async () =>
        {
            var (asked, problem) = OperatorRequest.Read(request);
            if (asked is null) return problem!;
            return await log.Note(request, asked, "backup.take", null, async () =>
            {
                var page = await backup.Take(asked.From, asked.Mode, stop);
                var answer = Results.Json(new { dryRun = asked.Mode == Mode.DryRun, streams = page.Streams, readAgain = page.ReadAgain, rows = page.Rows, keys = page.Keys, next = page.Next?.Text });
                return new OperationLog.Outcome(answer, ("streams", page.Streams), ("rows", page.Rows.Count));
            }, stop);
        });
}
