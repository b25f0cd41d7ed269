using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People.Enrolment;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People.Api;

/// <summary>An administrator invites somebody, or gives somebody who lost her phone a new code.</summary>
public sealed class InviteColleague(StaffDoor door, EnrolmentCodes codes, Phrases phrases)
{
    [Function(nameof(InviteColleague))]
    [Operation("An administrator invites somebody to a post; or, with person alone, gives somebody a new code and cuts what she had. The code stands in this answer alone: 72 hours, one use.", Scopes.SignedIn, Permission.ManageStaff, Body = "Invitation", Answer = "Invited")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/invitations")] HttpRequest request, CancellationToken stop) =>
        door.Do(request, "invitations", Read, (asked, done) => Shown(request.HttpContext.Response, asked, done.State), stop);

    private DirectoryCommand? Read(Asked asked, Directory people)
    {
        var (by, hash) = (new Asker(asked.Actor.Person.Value, asked.Actor.Person), codes.Hash(codes.For(asked.MessageId)));
        DirectoryCommand command = asked.Form.OptionalText("person", 40) is { } again
            ? new DirectoryCommand.Reenrol(by, people.Called(again)?.Id ?? new PersonId(again), hash)
            : new DirectoryCommand.Enrol(by, InviteForm.Read(asked.Form, people, phrases.Languages, codes.Hash(asked.MessageId)), hash);
        return Permissions.May(asked.Actor, Permission.ManageStaff, Subject.None) ? command : null;
    }

    private IResult Shown(HttpResponse response, Asked asked, Directory people)
    {
        response.Headers.CacheControl = "no-store";
        var code = codes.For(asked.MessageId);
        var invitation = people.Invitations.FirstOrDefault(one => one.Hash == codes.Hash(code));
        var person = invitation?.Person.Value ?? asked.Form.OptionalText("person", 40) ?? asked.Form.OptionalText("callName", 16) ?? "";
        var link = codes.LinkOf(code);
        return Results.Json(new InvitedShown(person, EnrolmentCodes.Grouped(code), link, link is null ? null : EnrolmentCodes.PictureOf(link), invitation?.Until), StaffApiJson.Default.InvitedShown);
    }
}
