using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Streams.Backups;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Functions.Operations.Upkeep;

/// <summary>An operator tries a backup: its rows are written into a table made for it, looked through, and the table goes. What lives is compared with and never written.</summary>
public sealed class RehearseRestore(Rehearsals rehearsals, RestoredWalk walk, OperationLog log, TimeProvider time)
{
    private const string What = "restore.rehearse";

    [Function("BeginRehearsal")]
    public Task<IResult> Begin([HttpTrigger(AuthorizationLevel.Admin, "post", Route = "operations/rehearsals")] HttpRequest request, CancellationToken stop) =>
        Noted(request, async asked =>
        {
            var cleaned = asked.Mode == Mode.DryRun ? 0 : await rehearsals.Clean(time.GetUtcNow() - Rehearsals.Longest, stop);
            var id = asked.Mode == Mode.DryRun ? null : await rehearsals.Begin(stop);
            return new OperationLog.Outcome(Results.Json(new { dryRun = asked.Mode == Mode.DryRun, id }), ("begun", 1), ("cleaned", cleaned));
        }, stop);

    /// <summary>Takes rows in, as JSON lines, with a state's wrapped key among its values. Sent again they are the same.</summary>
    [Function("WriteRehearsal")]
    public Task<IResult> Write([HttpTrigger(AuthorizationLevel.Admin, "put", Route = "operations/rehearsals/{id}")] HttpRequest request, string id, CancellationToken stop) =>
        Problem.OrTryAgain(request, async () =>
        {
            if (!Rehearsals.IsId(id)) return NoSuch();
            var (rows, problem) = await LinesRequest.Read(request, BackupJson.Default.StoredRow, stop);
            if (problem is not null) return problem;
            try
            {
                return await rehearsals.Write(id, rows, stop) ? Results.Json(new { rows = rows.Count }) : NoSuch();
            }
            catch (Exception wrong) when (wrong is FormatException or OverflowException or StreamLimitException)
            {
                return Problem.Of(StatusCodes.Status400BadRequest, "row", "A row is none that a backup of this house holds. Nothing of this page was written.");
            }
        });

    [Function("CheckRehearsal")]
    public Task<IResult> Check([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "operations/rehearsals/{id}")] HttpRequest request, string id, CancellationToken stop) =>
        Problem.OrTryAgain(request, async () =>
        {
            var (from, problem) = OperatorRequest.Going(request);
            if (problem is not null) return problem;
            if (!Rehearsals.IsId(id) || await walk.Walk(id, from, stop) is not { } page) return NoSuch();
            return Results.Json(new { kinds = page.Kinds, heads = page.Heads, next = page.Next?.Text });
        });

    [Function("EndRehearsal")]
    public Task<IResult> End([HttpTrigger(AuthorizationLevel.Admin, "delete", Route = "operations/rehearsals/{id}")] HttpRequest request, string id, CancellationToken stop) =>
        !Rehearsals.IsId(id) ? Task.FromResult(NoSuch()) : Noted(request, async asked =>
        {
            if (asked.Mode == Mode.Change) await rehearsals.End(id, stop);
            return new OperationLog.Outcome(Results.Json(new { dryRun = asked.Mode == Mode.DryRun, cleaned = 1 }), ("ended", 1));
        }, stop);

    /// <summary>Deletes whatever interrupted rehearsals have left.</summary>
    [Function("CleanRehearsals")]
    public Task<IResult> Clean([HttpTrigger(AuthorizationLevel.Admin, "delete", Route = "operations/rehearsals")] HttpRequest request, CancellationToken stop) =>
        Noted(request, async asked =>
        {
            var cleaned = asked.Mode == Mode.DryRun ? await rehearsals.Count(stop) : await rehearsals.Clean(DateTimeOffset.MaxValue, stop);
            return new OperationLog.Outcome(Results.Json(new { dryRun = asked.Mode == Mode.DryRun, cleaned }), ("cleaned", cleaned));
        }, stop);

    private Task<IResult> Noted(HttpRequest request, Func<OperatorRequest, Task<OperationLog.Outcome>> change, CancellationToken stop) =>
        Problem.OrTryAgain(request, async () =>
        {
            var (asked, problem) = OperatorRequest.Read(request);
            return asked is null ? problem! : await log.Note(request, asked, What, null, () => change(asked), stop);
        });

    private static IResult NoSuch() => Problem.Of(StatusCodes.Status404NotFound, "rehearsal", "There is no such rehearsal: it has ended, or was cleaned away after a day. Begin another.");
}
