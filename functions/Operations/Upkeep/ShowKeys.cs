using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.Operations.Poison;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Functions.Operations.Upkeep;

/// <summary>An operator sees what stands under which key version beside the streams: lines of lists, and what waits in queues, which is sealed under the version of its day.</summary>
public sealed class ShowKeys(KeyRotation keys, StreamDefinitions definitions, PoisonQueues queues)
{
    [Function(nameof(ShowKeys))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "operations/keys")] HttpRequest request, CancellationToken stop) =>
        Problem.OrTryAgain(request, async () =>
        {
            var (views, waiting) = (new SortedDictionary<string, SortedDictionary<int, int>>(StringComparer.Ordinal), new SortedDictionary<string, int>(StringComparer.Ordinal));
            foreach (var view in definitions.ViewTables) views[view] = await keys.Lines(view, stop);
            foreach (var queue in PoisonQueues.Queues) (waiting[queue], waiting[$"{queue}-poison"]) = (await queues.Waiting(queue, stop), await queues.Count(queue, stop));
            return Results.Json(new { newest = keys.Newest, views, waiting });
        });
}
