using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.People.Enrolment;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People.Api;

/// <summary>Administrators invite staff, see who has not come yet, and end access.</summary>
public sealed class StaffEndpoints(StaffPipeline door, EnrolmentCodes codes, Phrases phrases, TimeProvider time)
{
    [Function(nameof(InviteStaff))]
    [Operation<InvitationBody, InvitedShown>(
        "An administrator invites somebody to a post; or, with person alone, gives somebody a new code and cuts what she had. The code "
        + "stands in this answer alone: 72 hours, one use.",
        Scopes.SignedIn, Permission.ManageStaff,
        Problems = ["if-match", "not-now", "name-taken", "nobody", "by-operator", "too-many-people"])]
    public Task<IResult> InviteStaff(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/invitations")] HttpRequest request,
        CancellationToken stop) => door.Do(
        request, "invitations", Invite,
        (asked, done) => Invited(request.HttpContext.Response, asked, done.State), stop);

    /// <summary>Never the codes.</summary>
    [Function(nameof(ListInvitations))]
    [Operation<InvitationList>("Who was invited and has not come yet; never the codes.", Scopes.SignedIn, Permission.ManageStaff)]
    public Task<IResult> ListInvitations(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/invitations")] HttpRequest request,
        CancellationToken stop) => door.Show(
        request, (caller, people) => !Permissions.May(caller.Actor, Permission.ManageStaff, Resource.None)
            ? ApiProblem.NotAllowed.Answer()
            : Results.Json(new InvitationList([.. Waiting(people)]), StaffApiJson.Default.InvitationList), stop);

    [Function(nameof(DismissStaff))]
    [Operation<PersonBody, StaffDone>(
        "Ends all access of somebody, at once; her open work goes to those on duty.",
        Scopes.SignedIn, Permission.ManageStaff,
        Problems = ["if-match", "not-now", "nobody", "last-administrator", "by-operator", "too-many-people"])]
    public Task<IResult> DismissStaff(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/staff/leave")] HttpRequest request,
        CancellationToken stop) => door.Do(
        request, "staff/leave", StaffBodiesJson.Default.PersonBody, Dismiss,
        (call, _) => Results.Json(new StaffDone(call.Body.Person, "leave"), StaffApiJson.Default.StaffDone), stop);

    private StaffCommand? Invite(ApiRequest asked, StaffRegister people)
    {
        var (by, hash) = (new Requester(asked.Actor.Person.Value, asked.Actor.Person), codes.Hash(codes.For(asked.MessageId)));
        StaffCommand command = asked.Form.OptionalText("person", 40) is { } again
            ? new StaffCommand.Reenrol(by, people.FindByCallName(again)?.Id ?? new PersonId(again), hash)
            : new StaffCommand.Enrol(by, InviteForm.Read(asked.Form, people, phrases.Languages, codes.Hash(asked.MessageId)), hash);
        return Permissions.May(asked.Actor, Permission.ManageStaff, Resource.None) ? command : null;
    }

    private IResult Invited(HttpResponse response, ApiRequest asked, StaffRegister people)
    {
        response.Headers.CacheControl = "no-store";
        var code = codes.For(asked.MessageId);
        var invitation = people.Invitations.FirstOrDefault(one => one.Hash == codes.Hash(code));
        var person = invitation?.Person.Value ?? asked.Form.OptionalText("person", 40) ?? asked.Form.OptionalText("callName", 16) ?? "";
        var link = codes.LinkOf(code);
        var picture = link is null ? null : EnrolmentCodes.PictureOf(link);
        return Results.Json(new InvitedShown(person, EnrolmentCodes.Grouped(code), link, picture, invitation?.Until),
            StaffApiJson.Default.InvitedShown);
    }

    private IEnumerable<InvitationShown> Waiting(StaffRegister people) =>
        from one in people.Invitations
        where time.GetUtcNow() < one.Until
        let staff = people.Find(one.Person)
        where staff is not null
        select new InvitationShown(one.Person.Value, staff.CallName, Roles.NameOf(staff.Role), staff.Organisation, staff.Regions,
            one.Until);

    private static StaffCommand.Leave? Dismiss(ApiCall<PersonBody> call, StaffRegister people)
    {
        if (!Permissions.May(call.Actor, Permission.ManageStaff, Resource.None)) return null;
        var by = new Requester(call.Actor.Person.Value, call.Actor.Person);
        return new StaffCommand.Leave(by, people.FindByCallName(call.Body.Person)?.Id ?? new PersonId(call.Body.Person));
    }
}
