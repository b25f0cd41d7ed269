using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Api;
using ServerlessAssist.Functions.People.Enrolment;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Functions.Operations.StaffCalls;

/// <summary>An operator invites somebody, the first administrator too, or (by <c>id</c>) gives somebody a new code and cuts what she had. The answer is the one place where the code stands.</summary>
public sealed class InviteStaffAsOperator(StaffDirectory directory, EnrolmentCodes codes, Phrases phrases, TimeProvider time, Random random)
{
    [Function(nameof(InviteStaffAsOperator))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Admin, "post", Route = "operations/invitations")] HttpRequest request, CancellationToken stop) =>
        Problem.OrTryAgain(request, () => Invite(request, stop));

    private async Task<IResult> Invite(HttpRequest request, CancellationToken stop)
    {
        var (form, _, problem) = await JsonRequest.Read(request, stop);
        if (form is null) return problem!;
        var (asked, refused) = OperatorRequest.Read(request);
        if (asked is not { Mode: Mode.Change }) return refused ?? OperatorAnswers.InEarnestOnly();
        var by = Requester.Operator(asked.By);
        var (unique, people) = (Unique.From(random), await directory.Cached(stop));
        var code = codes.For($"operator|{unique}");
        var again = form.OptionalText("id", 40);
        var staff = again is null ? InviteForm.Read(form, people, phrases.Languages, unique) : null;
        if (form.Faults() is { Count: > 0 } faults) return Problem.Fields(faults);
        StaffCommand command = staff is null ? new StaffCommand.Reenrol(by, new PersonId(again!), codes.Hash(code)) : new StaffCommand.Enrol(by, staff, codes.Hash(code));
        try
        {
            return await directory.Handle(command, $"invite|{unique}", by.Name, stop) switch
            {
                Outcome<StaffRegister>.Done done => Answer(request, staff is null ? again! : done.State.FindByCallName(staff.CallName!)?.Id.Value ?? staff.Id.Value, code),
                Outcome<StaffRegister>.Refused { Why: var why } => StaffProblems.Refusals.Of(why).Answer(),
                _ => Problem.TryAgain(request.HttpContext.Response),
            };
        }
        catch (StreamLimitException)
        {
            return StaffProblems.Full.Answer();
        }
    }

    private IResult Answer(HttpRequest request, string id, string code)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        var link = codes.LinkOf(code);
        return Results.Json(
            new { id, code = EnrolmentCodes.Grouped(code), link, picture = link is null ? null : EnrolmentCodes.PictureOf(link), until = time.GetUtcNow() + EnrolmentRules.CodeLives },
            statusCode: StatusCodes.Status201Created);
    }
}
