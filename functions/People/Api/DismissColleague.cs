using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People.Api;

/// <summary>An administrator ends all access of somebody, at once; her open work goes to those on duty.</summary>
public sealed class DismissColleague(StaffDoor door)
{
    [Function(nameof(DismissColleague))]
    [Operation("Ends all access of somebody, at once; her open work goes to those on duty.", Scopes.SignedIn, Permission.ManageStaff, Body = "Person", Answer = "StaffDone")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/staff/leave")] HttpRequest request, CancellationToken stop) =>
        door.Do(request, "staff/leave", Read, (asked, _) => Answer(asked), stop);

    private static DirectoryCommand.Leave? Read(Asked asked, Directory people)
    {
        var whom = asked.Form.Text("person", 40) ?? "";
        return Permissions.May(asked.Actor, Permission.ManageStaff, Subject.None)
            ? new DirectoryCommand.Leave(new Asker(asked.Actor.Person.Value, asked.Actor.Person), people.Called(whom)?.Id ?? new PersonId(whom)) : null;
    }

    private static IResult Answer(Asked asked) =>
        Results.Json(new StaffDone(asked.Form.Text("person", 40)!, "leave"), StaffApiJson.Default.StaffDone);
}
