using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Webhooks.Api;

/// <summary>An organisation's system wants to hear no more: secrets and deliveries are forgotten.</summary>
public sealed class EndHook(HookDoor door)
{
    [Function(nameof(EndHook))]
    [Operation("Ends your subscription: nothing more is sent, secrets and deliveries are forgotten.", Scopes.Hooks, Permission.ReadReferral, Answer = "WebhookDone")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "delete", Route = "v1/webhook")] HttpRequest request, CancellationToken stop) =>
        door.Do(request, "end", _ => new HookCommand.End(), (_, _) => Results.Json(new HookDone("end"), HookAnswersJson.Default.HookDone), stop);
}
