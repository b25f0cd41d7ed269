using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Operations.Upkeep;

/// <summary>An operator has the event chain of a referral, or of the directory (<c>staff</c>), walked and compared with the state.</summary>
public sealed class VerifyChain(IEnumerable<IStreamHandler> streams, BlindIndex index)
{
    [Function(nameof(VerifyChain))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "operations/chain/{name}")] HttpRequest request, string name, CancellationToken stop) =>
        Problem.OrTryAgain(request, () => Verify(name, stop));

    private async Task<IResult> Verify(string name, CancellationToken stop)
    {
        StreamId? id = name == "staff" ? StaffRules.Id : name.Length <= 20 && CaseReference.Parse(name) is { } reference ? ReferralHandler.IdOf(index, reference) : null;
        if (id is not { } known) return Problem.Of(StatusCodes.Status404NotFound, "name", "Give a referral's reference, or staff.");
        var verdict = await streams.First(one => one.Kind == known.Kind).Verify(known, stop);
        return Results.Json(new { chain = name, events = verdict.Events, whole = verdict.Fault is null, fault = verdict.Fault }, statusCode: verdict.Fault is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }
}
