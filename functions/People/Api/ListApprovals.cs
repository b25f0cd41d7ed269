using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;

namespace ServerlessAssist.Functions.People.Api;

/// <summary>What waits for a second person.</summary>
public sealed class ListApprovals(StaffDoor door, TimeProvider time)
{
    [Function(nameof(ListApprovals))]
    [Operation("What cannot be undone and waits for a second person; what the caller asked for herself somebody else answers.", Scopes.SignedIn, Permission.SecondPerson, Answer = "Approvals")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/approvals")] HttpRequest request, CancellationToken stop) =>
        door.Show(request, Scopes.SignedIn, (caller, people) => !Permissions.May(caller.Actor, Permission.SecondPerson, Subject.None) ? ApiProblem.NotAllowed.Answer() : Results.Json(new ApprovalList(
            [.. from one in people.Pending where time.GetUtcNow() < one.Until select new ApprovalShown(one.Id, one.What, one.Subject, people.NameOf(new(one.By)), one.Until)]), StaffApiJson.Default.ApprovalList), stop);
}
