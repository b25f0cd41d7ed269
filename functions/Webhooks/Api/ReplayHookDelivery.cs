using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Webhooks.Api;

/// <summary>An organisation's system wants something again, arrived or given up.</summary>
public sealed class ReplayHookDelivery(HookDoor door)
{
    [Function(nameof(ReplayHookDelivery))]
    [Operation("Sends one again, under the same webhook-id, whether it had arrived, waits or was given up.", Scopes.Hooks, Permission.ReadReferral, Answer = "WebhookDone")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/webhook/deliveries/{id}/replay")] HttpRequest request, string id, CancellationToken stop) =>
        door.Do(request, $"replay\n{id}", _ => new HookCommand.Replay(id), (_, _) => Results.Json(new HookDone("replay"), HookAnswersJson.Default.HookDone), stop);
}
