using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People.Api;

/// <summary>The second person agrees, or does not.</summary>
public sealed class AnswerApproval(StaffDoor door)
{
    internal static readonly string[] Answers = ["agree", "refuse"];

    [Function(nameof(AnswerApproval))]
    [Operation("The second person agrees to what cannot be undone, or does not.", Scopes.SignedIn, Permission.SecondPerson, Body = "ApprovalAnswer", Answer = "ApprovalDone")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/approvals/{id}/answer")] HttpRequest request, string id, CancellationToken stop) =>
        door.Do(request, $"approvals/{id}/answer", (asked, _) => Read(asked, id), (asked, _) => Answer(asked, id), stop);

    private static DirectoryCommand? Read(Asked asked, string id)
    {
        var (answer, by) = (asked.Form.OneOf("answer", Answers), new Asker(asked.Actor.Person.Value, asked.Actor.Person));
        if (!Permissions.May(asked.Actor, Permission.SecondPerson, Subject.None)) return null;
        return answer == "agree" ? new DirectoryCommand.Approve(by, id) : new DirectoryCommand.TurnDown(by, id);
    }

    private static IResult Answer(Asked asked, string id) =>
        Results.Json(new ApprovalDone(id, asked.Form.OneOf("answer", Answers)!), StaffApiJson.Default.ApprovalDone);
}
