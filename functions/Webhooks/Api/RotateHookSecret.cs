using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Webhooks.Api;

/// <summary>A new secret; for a day calls are signed with the one before, too.</summary>
public sealed class RotateHookSecret(HookDoor door)
{
    [Function(nameof(RotateHookSecret))]
    [Operation("Makes a new secret and shows it. For 24 hours calls are signed with the one before, too. The same call again shows the same secret, as long as it is valid.", Scopes.Hooks, Permission.ReadReferral, Answer = "WebhookSecret")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/webhook/secret")] HttpRequest request, CancellationToken stop) =>
        door.Do(request, "secret", key => new HookCommand.Rotate(new HookSecret(HookSignature.NewSecret(), null, key)), Answer, stop);

    private static IResult Answer(Hook hook, string key) => hook.Secrets.FirstOrDefault(one => one.Call == key) is { } secret
        ? Results.Json(new HookSecretShown(secret.Value, hook.Secrets.Where(one => one != secret).Max(one => one.Until)), HookAnswersJson.Default.HookSecretShown)
        : ApiProblem.KeyReused.Answer();
}
