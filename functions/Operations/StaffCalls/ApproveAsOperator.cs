using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Api;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Operations.StaffCalls;

/// <summary>A second operator agrees to something irreversible; who asked for it cannot.</summary>
public sealed class ApproveAsOperator(StaffDirectory directory)
{
    [Function(nameof(ApproveAsOperator))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Admin, "post", Route = "operations/approvals/{id}")] HttpRequest request, string id, CancellationToken stop) =>
        Problem.OrTryAgain(request, () => Approve(request, id, stop));

    private async Task<IResult> Approve(HttpRequest request, string id, CancellationToken stop)
    {
        var (form, _, problem) = await JsonRequest.Read(request, stop);
        if (form is null) return problem!;
        var by = Requester.Operator(form.Text("operator", 60) ?? "");
        if (form.Faults() is { Count: > 0 } faults) return Problem.Fields(faults);
        return await directory.Handle(new StaffCommand.Approve(by, id), $"approve|{Guid.NewGuid()}", by.Name, stop) switch
        {
            Outcome<StaffRegister>.Done => Results.Json(new { approved = id, by = by.Name }),
            Outcome<StaffRegister>.Refused { Why: var why } => StaffProblems.Refusals.Of(why).Answer(),
            _ => Problem.TryAgain(request.HttpContext.Response),
        };
    }
}
