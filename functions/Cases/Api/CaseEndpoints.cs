using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Cases.Api;

/// <summary>
/// What an assisted person has agreed to, for the caseworker who accompanies her, signed in. To everybody else a case looks like none.
/// </summary>
public sealed class CaseEndpoints(ApiPipeline door, ViewPages pages, StreamHandler<CaseRecord, CaseEvent, CaseCommand> records,
    BlindIndex index)
{
    [Function(nameof(ListAccompanied))]
    [Operation<AccompaniedList>(
        "Whom the caller accompanies, by the references of their referrals.",
        Scopes.SignedIn, Query = typeof(PageQuery))]
    public Task<IResult> ListAccompanied(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/accompanied")] HttpRequest request, CancellationToken stop) =>
        door.Open(request, async caller =>
        {
            var (lines, next, problem) = await pages.Lines(request, CaseRules.View, ViewRow.Of(caller.Actor.Person),
                CaseRules.Kind, stop);
            return problem ?? Results.Json(new AccompaniedList(lines, next), CasesApiJson.Default.AccompaniedList);
        }, stop);

    [Function(nameof(ReadConsents))]
    [Operation<ConsentList>(
        "What the person has agreed to, by purpose; for whoever accompanies her. Its ETag is its version.",
        Scopes.SignedIn, Permission.RecordConsent, NotModified = true)]
    public Task<IResult> ReadConsents(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/referrals/{reference}/consents")] HttpRequest request,
        string reference, CancellationToken stop) =>
        door.Open(request, async caller =>
        {
            if (CaseReference.Read(reference) is not { } known) return CaseProblems.Reference.Answer();
            var (record, version) = await records.Read(IdOf(known), stop);
            if (!Knows(caller.Actor, record)) return CaseProblems.Reference.Answer();
            request.HttpContext.Response.Headers.ETag = ApiHeaders.ETag(version);
            if (ApiHeaders.IsKnown(request, version)) return Results.StatusCode(StatusCodes.Status304NotModified);
            var consents = ConsentPurposes.All.Select(purpose => ConsentShown.Of(purpose, record.Consents.GetValueOrDefault(purpose)));
            return Results.Json(new ConsentList(record.Reference, [.. consents]), CasesApiJson.Default.ConsentList);
        }, stop);

    [Function(nameof(RecordConsent))]
    [Operation<ConsentBody, Done>(
        "Whoever accompanies the person has asked her: she agrees to a purpose, or agrees no longer, from this moment on.",
        Scopes.SignedIn, Permission.RecordConsent)]
    public Task<IResult> RecordConsent(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/consents")] HttpRequest request,
        string reference, CancellationToken stop) =>
        door.Change(request, "consents", async asked =>
        {
            if (BodyReader.Read(asked.Form, CasesBodiesJson.Default.ConsentBody) is not { } body)
                return Problem.Fields(asked.Form.Faults());
            if (CaseReference.Read(reference) is not { } known) return CaseProblems.Reference.Answer();
            CaseCommand command = body.Answer == ConsentBody.Agreed
                ? new CaseCommand.Agree(asked.Actor, body.Purpose) : new CaseCommand.Revoke(asked.Actor, body.Purpose);
            var outcome = await records.Handle(IdOf(known), command, asked.MessageId, asked.Actor.Person.Value, asked.Terms, stop);
            return OutcomeAnswer.Of(
                request.HttpContext.Response, outcome, record => Knows(asked.Actor, record), CaseProblems.Reference,
                _ => Results.Json(new Done(known.ToString(), "consents"), CasesApiJson.Default.Done), CaseProblems.Refusals);
        }, stop);

    private StreamId IdOf(CaseReference reference) => new(CaseRules.Kind, reference.KeyIn(index));

    private static bool Knows(Actor actor, CaseRecord record) =>
        record.Reference.Length > 0 && Permissions.May(actor, Permission.RecordConsent, record.Subject);
}
