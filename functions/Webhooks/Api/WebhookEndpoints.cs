using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Webhooks.Api;

/// <summary>An organisation's own system says where it is called, and sees what came of it.</summary>
public sealed class WebhookEndpoints(WebhookPipeline door, WebhookSettings settings)
{
    [Function(nameof(ShowHook))]
    [Operation<WebhookShown>(
        "Where your system is called, when something last arrived there, how much waits and how much was given up. "
        + "Paused: nothing has arrived for five days; gone: your system has answered 410. Both go on with PUT.",
        Scopes.Webhooks, Permission.ReadReferral, Problems = ["webhook"])]
    public Task<IResult> ShowHook(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/webhook")] HttpRequest request, CancellationToken stop) =>
        door.Show(request, subscription => Results.Json(WebhookShown.Of(subscription), WebhookAnswersJson.Default.WebhookShown), stop);

    [Function(nameof(SubscribeHook))]
    [Operation<NewWebhook, WebhookShown>(
        "Says where your system is called when a referral of your organisation is opened, taken or closed (referrals that are opened "
        + "from now on). "
        + "The first time the answer holds the secret that calls are signed with (Standard Webhooks), and never again. A subscription "
        + "that was paused goes on.",
        Scopes.Webhooks, Permission.ReadReferral)]
    public Task<IResult> SubscribeHook(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/webhook")] HttpRequest request, CancellationToken stop)
    {
        var secret = new WebhookSecret(WebhookSignature.NewSecret(), null, "");
        return door.Set(request, WebhookBodiesJson.Default.NewWebhook, (call, name) => Subscribe(call, name, secret), Shown, stop);

        IResult Shown(Subscription subscription) =>
            Results.Json(WebhookShown.Of(subscription, subscription.Secrets.Contains(secret) ? secret.Value : null), WebhookAnswersJson.Default.WebhookShown);
    }

    [Function(nameof(EndHook))]
    [Operation<WebhookDone>(
        "Ends your subscription: nothing more is sent, secrets and deliveries are forgotten.",
        Scopes.Webhooks, Permission.ReadReferral, Problems = ["webhook"])]
    public Task<IResult> EndHook(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "v1/webhook")] HttpRequest request, CancellationToken stop) =>
        door.Do(request, "end", _ => new SubscriptionCommand.End(), (_, _) => Done("end"), stop);

    [Function(nameof(RotateHookSecret))]
    [Operation<WebhookSecretShown>(
        "Makes a new secret and shows it. For 24 hours calls are signed with the one before, too. The same call again shows the same "
        + "secret, as long as it is valid.",
        Scopes.Webhooks, Permission.ReadReferral, Problems = ["webhook"])]
    public Task<IResult> RotateHookSecret(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/webhook/secret")] HttpRequest request, CancellationToken stop) =>
        door.Do(request, "secret", key => new SubscriptionCommand.Rotate(new WebhookSecret(WebhookSignature.NewSecret(), null, key)), Secret, stop);

    [Function(nameof(TestHook))]
    [Operation<WebhookDone>(
        "Sends a webhook.test, signed and tried again as everything else; GET v1/webhook/deliveries shows what came of it.",
        Scopes.Webhooks, Permission.ReadReferral, Problems = ["webhook", "webhook-stopped"])]
    public Task<IResult> TestHook(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/webhook/test")] HttpRequest request, CancellationToken stop) =>
        door.Do(request, "test", _ => new SubscriptionCommand.Test(), (_, _) => Done("test"), stop);

    [Function(nameof(ListHookDeliveries))]
    [Operation<DeliveryList>(
        "What your system was told and will be told, the newest first: all that waits, and the last hundred that are over.",
        Scopes.Webhooks, Permission.ReadReferral, Query = typeof(DeliveriesQuery), Problems = ["webhook"])]
    public Task<IResult> ListHookDeliveries(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/webhook/deliveries")] HttpRequest request, CancellationToken stop) =>
        door.Show(request, subscription =>
        {
            if (ViewPages.Number(request, "limit", PageQuery.Usual, PageQuery.Most, out var problem) is not { } limit) return problem!;
            var before = long.MaxValue;
            if (ApiHeaders.Query(request, "cursor") is { } cursor && (before = NumberOf(cursor) ?? 0) == 0)
                return ApiProblem.Query.Answer("cursor must be the next of the page before");
            var page = subscription.Notices.Where(one => NumberOf(one.Id) < before).OrderByDescending(one => NumberOf(one.Id)).Take(limit + 1)
                .ToList();
            var next = page.Count > limit ? page[limit - 1].Id : null;
            return Results.Json(new DeliveryList([.. page.Take(limit).Select(DeliveryShown.Of)], next),
                WebhookAnswersJson.Default.DeliveryList);
        }, stop);

    [Function(nameof(ReplayHookDelivery))]
    [Operation<WebhookDone>(
        "Sends one again, under the same webhook-id, whether it had arrived, waits or was given up.",
        Scopes.Webhooks, Permission.ReadReferral, Problems = ["webhook", "delivery", "webhook-stopped"])]
    public Task<IResult> ReplayHookDelivery(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/webhook/deliveries/{id}/replay")] HttpRequest request,
        string id, CancellationToken stop) =>
        door.Do(request, $"replay\n{id}", _ => new SubscriptionCommand.Replay(id), (_, _) => Done("replay"), stop);

    private SubscriptionCommand.Subscribe? Subscribe(ApiCall<NewWebhook> call, string name, WebhookSecret secret) =>
        WebhookAddress.Fault(call.Body.Address, settings) is { } fault
        ? call.Fault<SubscriptionCommand.Subscribe>("address", fault)
        : new(call.Actor.Organisation, new WebhookTarget(call.Body.Address, [.. call.Body.Events]), name, secret);

    private static IResult Done(string what) => Results.Json(new WebhookDone(what), WebhookAnswersJson.Default.WebhookDone);

    private static IResult Secret(Subscription subscription, string key) => subscription.Secrets.FirstOrDefault(one => one.Call == key) is { } secret
        ? Results.Json(new WebhookSecretShown(secret.Value, subscription.Secrets.Where(one => one != secret).Max(one => one.Until)),
        WebhookAnswersJson.Default.WebhookSecretShown)
        : ApiProblem.KeyReused.Answer();

    /// <summary>Which of a subscription's notices it is, from 1; null: none of ours.</summary>
    private static long? NumberOf(string id) =>
        id.Split('_') is ["msg", { Length: 12 }, var number]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
