using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Functions.Operations.Upkeep;

/// <summary>An operator has every stream's key wrapped under the newest version, page by page.</summary>
public sealed class RotateKeys(KeyRotation keys, OperationLog log)
{
    [Function(nameof(RotateKeys))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Admin, "post", Route = "operations/keys")] HttpRequest request, CancellationToken stop) =>
        Problem.OrTryAgain(request, async () =>
        {
            var (asked, problem) = OperatorRequest.Read(request);
            if (asked is null) return problem!;
            return await log.Note(request, asked, "keys.rotate", $"version {keys.Newest.ToString(CultureInfo.InvariantCulture)}", async () =>
            {
                var page = await keys.Rotate(asked.From, asked.Mode, stop);
                var answer = Results.Json(new { newest = keys.Newest, dryRun = asked.Mode == Mode.DryRun, versions = page.Versions, renewed = page.Renewed, unreadable = page.Unreadable, next = page.Next?.Text });
                return new OperationLog.Outcome(answer, ("renewed", page.Renewed), ("unreadable", page.Unreadable));
            }, stop);
        });
}
