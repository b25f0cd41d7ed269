using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Webhooks.Api;

/// <summary>Where an organisation's system is called, and how it goes.</summary>
public sealed class ShowHook(HookDoor door)
{
    [Function(nameof(ShowHook))]
    [Operation("Where your system is called, when something last arrived there, how much waits and how much was given up. Paused: nothing has arrived for five days; gone: your system has answered 410. Both go on with PUT.", Scopes.Hooks, Permission.ReadReferral, Answer = "Webhook")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/webhook")] HttpRequest request, CancellationToken stop) =>
        door.Show(request, hook => Results.Json(HookShown.Of(hook), HookAnswersJson.Default.HookShown), stop);
}
