using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Api;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Functions.Operations.StaffCalls;

/// <summary>An operator ends all access of somebody, at once.</summary>
public sealed class DismissStaffAsOperator(StaffDirectory directory)
{
    [Function(nameof(DismissStaffAsOperator))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Admin, "delete", Route = "operations/staff/{id}")] HttpRequest request, string id, CancellationToken stop) =>
        Problem.OrTryAgain(request, () => Dismiss(request, id, stop));

    private async Task<IResult> Dismiss(HttpRequest request, string id, CancellationToken stop)
    {
        var (asked, refused) = OperatorRequest.Read(request);
        if (asked is not { Mode: Mode.Change }) return refused ?? OperatorAnswers.InEarnestOnly();
        var by = Requester.Operator(asked.By);
        return await directory.Handle(new StaffCommand.Leave(by, new PersonId(id)), $"leave|{Guid.NewGuid()}", by.Name, stop) switch
        {
            Outcome<StaffRegister>.Refused { Why: var why } => StaffProblems.Refusals.Of(why).Answer(),
            Outcome<StaffRegister>.Done => Results.NoContent(),
            _ => Problem.TryAgain(request.HttpContext.Response),
        };
    }
}
