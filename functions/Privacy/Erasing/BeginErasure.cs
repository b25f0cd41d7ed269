using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Cases.Erasing;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Api;
using ServerlessAssist.Functions.People.Approvals;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Functions.Privacy.Erasing;

/// <summary>An operator has a person erased by the reference of her closed referral, with a second person's approval. 202: it waits for the second person, or goes on by itself; the dry run says what would go.</summary>
public sealed class BeginErasure(
    IPersonCases cases, PersonStreams belongings, StreamHandler<Erasure, ErasureEvent, ErasureCommand> erasures, EraseOnward onward, SecondPerson second, OperationLog log, BackupKeys backups, BlindIndex index)
{
    [Function(nameof(BeginErasure))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Admin, "post", Route = "operations/persons/erasures")] HttpRequest request, CancellationToken stop) =>
        Problem.OrTryAgain(request, () => Begin(request, stop));

    private async Task<IResult> Begin(HttpRequest request, CancellationToken stop)
    {
        var (asked, refused) = OperatorRequest.Read(request);
        if (asked is null) return refused!;
        var (form, _, problem) = await JsonRequest.Read(request, stop);
        if (form is null) return problem!;
        var (text, approval) = (form.Text("reference", 20), form.OptionalText("approval", 40));
        var reference = text is null ? null : CaseReference.Parse(text);
        if (text is not null && reference is null) form.Fault("reference", "must be a referral's reference, e.g. RA-7F3K-9");
        if (form.Faults() is { Count: > 0 } faults) return Problem.Fields(faults);
        var id = new StreamId(ErasureRules.Kind, reference!.Value.KeyIn(index));
        return await log.Note(request, asked, EraseOnward.What, EraseOnward.Named(id), () => Begin(request, asked, id, approval, stop), stop);
    }

    private async Task<OperationLog.Outcome> Begin(HttpRequest request, OperatorRequest asked, StreamId id, string? approval, CancellationToken stop)
    {
        // Begun before, by whom ever: it is told how far it is.
        if ((await erasures.Read(id, stop)).State is { Keys.IsEmpty: false } before) return new(Shown(id, before), ("begun", 0));
        if (await cases.Find(id.Key, stop) is not { } person) return Refused(StatusCodes.Status404NotFound, "reference", "There is no such referral.");
        if (person.MergedInto is { } into) return Refused(StatusCodes.Status409Conflict, "merged", $"It was merged into {into} and goes with that one.");
        if (!person.IsClosed) return Refused(StatusCodes.Status409Conflict, "open", "It is open: somebody works on it. Have it closed first.");
        if (asked.Mode == Mode.DryRun) return new(Results.Json(new { dryRun = true, found = await belongings.Count(person, stop), elsewhere = person.Elsewhere }));
        var (by, region) = (Requester.Operator(asked.By), person.Region);
        if (approval is null)
        {
            return await second.Ask(by, ApprovalRules.Erasure, person.Reference, region, stop) switch
            {
                SecondAnswer.Waits waits => new(Results.Json(new { approval = waits.Id, until = waits.Until }, statusCode: StatusCodes.Status202Accepted), ("asked-second", 1)),
                SecondAnswer.Refused no => new(StaffProblems.Refusals.Of(no.Why).Answer(), ("refused", 1)),
                _ => Unsettled(request),
            };
        }
        switch (await second.Use(by, ApprovalRules.Erasure, person.Reference, region, approval, id.Key, stop))
        {
            case SecondAnswer.Refused no: return new(StaffProblems.Refusals.Of(no.Why).Answer(), ("refused", 1));
            case SecondAnswer.Unsettled: return Unsettled(request);
        }
        var found = await belongings.Count(person, stop);
        if (await erasures.Handle(id, new ErasureCommand.Begin(person.Keys, found), $"approved|{approval}", by.Name, stop) is Outcome<Erasure>.Unknown) return Unsettled(request);
        return new(Shown(id, await onward.Go(id, stop), person.Elsewhere), ("begun", 1));
    }

    private IResult Shown(StreamId id, Erasure erasure, Elsewhere? elsewhere = null) => Results.Json(ErasureShown.Of(id, erasure, backups, elsewhere), statusCode: StatusCodes.Status202Accepted);

    private static OperationLog.Outcome Refused(int status, string code, string what) => new(Problem.Of(status, code, what), ("refused", 1));

    private static OperationLog.Outcome Unsettled(HttpRequest request) => new(Problem.TryAgain(request.HttpContext.Response), ("unsettled", 1));
}
