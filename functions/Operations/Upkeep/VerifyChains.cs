using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Functions.Operations.Upkeep;

/// <summary>An operator has the chains of every stream walked, page by page. Reads everything and changes nothing.</summary>
public sealed class VerifyChains(ChainWalk chains)
{
    [Function(nameof(VerifyChains))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "operations/chain")] HttpRequest request, CancellationToken stop) =>
        Problem.OrTryAgain(request, async () =>
        {
            var (from, problem) = OperatorRequest.Going(request);
            if (problem is not null) return problem;
            var page = await chains.Verify(from, stop);
            return Results.Json(new { streams = page.Streams, events = page.Events, faults = page.Faults, next = page.Next?.Text });
        });
}
