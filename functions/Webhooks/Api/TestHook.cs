using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Webhooks.Api;

/// <summary>Something to see arrive.</summary>
public sealed class TestHook(HookDoor door)
{
    [Function(nameof(TestHook))]
    [Operation("Sends a webhook.test, signed and tried again as everything else; GET v1/webhook/deliveries shows what came of it.", Scopes.Hooks, Permission.ReadReferral, Answer = "WebhookDone")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/webhook/test")] HttpRequest request, CancellationToken stop) =>
        door.Do(request, "test", _ => new HookCommand.Test(), (_, _) => Results.Json(new HookDone("test"), HookAnswersJson.Default.HookDone), stop);
}
