using System.Collections.Immutable;
using ServerlessAssist.Functions.Api;

namespace ServerlessAssist.Functions.Webhooks.Api;

/// <summary>Why what is done with a subscription can fail.</summary>
public static class WebhookProblems
{
    public static readonly ApiProblem NoWebhook = new(404, "webhook", "Your organisation has no webhook; set one with PUT v1/webhook.");

    public static readonly ApiProblem NoDelivery =
        new(404, "delivery", "There is no such delivery, or it is forgotten; GET v1/webhook/deliveries shows those that there are.");

    public static readonly ApiProblem WebhookStopped =
        new(409, "webhook-stopped", "Your webhook is paused or gone: say first where it is called, with PUT v1/webhook.");

    public static ImmutableArray<ApiProblem> All { get; } = [NoWebhook, NoDelivery, WebhookStopped];

    /// <summary>The problems of refusals.</summary>
    public static RefusalProblems Refusals { get; } =
        new((NoWebhook.Code, NoWebhook), (NoDelivery.Code, NoDelivery), (WebhookStopped.Code, WebhookStopped));
}
