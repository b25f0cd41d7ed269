using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;

namespace ServerlessAssist.Functions.People.Api;

/// <summary>An administrator sees who was invited and has not come yet; never the code.</summary>
public sealed class ListInvitations(StaffDoor door, TimeProvider time)
{
    [Function(nameof(ListInvitations))]
    [Operation("Who was invited and has not come yet; never the codes.", Scopes.SignedIn, Permission.ManageStaff, Answer = "Invitations")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/invitations")] HttpRequest request, CancellationToken stop) =>
        door.Show(request, Scopes.SignedIn, (caller, people) => !Permissions.May(caller.Actor, Permission.ManageStaff, Subject.None) ? ApiProblem.NotAllowed.Answer() : Results.Json(new InvitationList(
            [.. from one in people.Invitations
                where time.GetUtcNow() < one.Until
                let staff = people.Find(one.Person)
                where staff is not null
                select new InvitationShown(one.Person.Value, staff.CallName, Roles.NameOf(staff.Role), staff.Organisation, staff.Regions, one.Until)]), StaffApiJson.Default.InvitationList), stop);
}
