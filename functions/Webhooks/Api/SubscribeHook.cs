using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Webhooks.Api;

/// <summary>An organisation's system says where it is called, and about what.</summary>
public sealed class SubscribeHook(HookDoor door, HookSettings settings)
{
    [Function(nameof(SubscribeHook))]
    [Operation(
        "Says where your system is called when a referral of your organisation is opened, taken or closed (referrals that are opened from now on). The first time the answer holds the secret that calls are signed with (Standard Webhooks), and never again. A subscription that was paused goes on.",
        Scopes.Hooks, Permission.ReadReferral, Body = "NewWebhook", Answer = "Webhook")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/webhook")] HttpRequest request, CancellationToken stop)
    {
        var secret = new HookSecret(HookSignature.NewSecret(), null, "");
        return door.Set(request, (organisation, unique) => Read(request, organisation, unique, secret, stop), hook => Results.Json(HookShown.Of(hook, hook.Secrets.Contains(secret) ? secret.Value : null), HookAnswersJson.Default.HookShown), stop);
    }

    private async Task<(HookCommand?, IResult?)> Read(HttpRequest request, string organisation, string unique, HookSecret secret, CancellationToken stop)
    {
        var (form, _, problem) = await JsonRequest.Read(request, stop);
        if (form is null) return (null, problem);
        var (address, events) = (HookAddress.Read(form, "address", settings), form.SomeOf("events", 1, HookEvents.All));
        return form.Faults() is { Count: > 0 } faults ? (null, Problem.Fields(faults)) : (new HookCommand.Subscribe(organisation, new Subscription(address!, [.. events]), unique[..12], secret), null);
    }
}
