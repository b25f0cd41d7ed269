using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;

namespace ServerlessAssist.Functions.People.Api;

/// <summary>What cannot be undone waits for a second person, who agrees or does not.</summary>
public sealed class ApprovalEndpoints(StaffPipeline door, TimeProvider time)
{
    [Function(nameof(ListApprovals))]
    [Operation<ApprovalList>(
        "What cannot be undone and waits for a second person; what the caller asked for herself somebody else answers.",
        Scopes.SignedIn, Permission.SecondPerson)]
    public Task<IResult> ListApprovals(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/approvals")] HttpRequest request, CancellationToken stop) => door.Show(
        request, (caller, people) => !Permissions.May(caller.Actor, Permission.SecondPerson, Resource.None)
            ? ApiProblem.NotAllowed.Answer()
            : Results.Json(new ApprovalList([.. Waiting(people)]), StaffApiJson.Default.ApprovalList), stop);

    [Function(nameof(AnswerApproval))]
    [Operation<ApprovalAnswerBody, ApprovalDone>(
        "The second person agrees to what cannot be undone, or does not.",
        Scopes.SignedIn, Permission.SecondPerson,
        Problems = ["if-match", "not-now", "not-open", "same-person", "not-enrolled", "last-administrator", "too-many-people"])]
    public Task<IResult> AnswerApproval(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/approvals/{id}/answer")] HttpRequest request,
        string id, CancellationToken stop) =>
        door.Do(
            request, $"approvals/{id}/answer", StaffBodiesJson.Default.ApprovalAnswerBody,
            (call, _) => Answer(call, id), (call, _) => Answered(call, id), stop);

    private IEnumerable<ApprovalShown> Waiting(StaffRegister people) =>
        from one in people.Pending
        where time.GetUtcNow() < one.Until
        select new ApprovalShown(one.Id, one.What, one.Subject, people.NameOf(new(one.By)), one.Until);

    private static StaffCommand? Answer(ApiCall<ApprovalAnswerBody> call, string id)
    {
        var by = new Requester(call.Actor.Person.Value, call.Actor.Person);
        if (!Permissions.May(call.Actor, Permission.SecondPerson, Resource.None)) return null;
        return call.Body.Answer == ApprovalAnswerBody.Agree ? new StaffCommand.Approve(by, id) : new StaffCommand.RefuseApproval(by, id);
    }

    private static IResult Answered(ApiCall<ApprovalAnswerBody> call, string id) =>
        Results.Json(new ApprovalDone(id, call.Body.Answer), StaffApiJson.Default.ApprovalDone);
}
