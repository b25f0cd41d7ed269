using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ServerlessAssist.Functions.Webhooks;

[JsonPolymorphic]
[JsonDerivedType(typeof(Subscribed), "subscribed")]
[JsonDerivedType(typeof(SecretCreated), "secret-created")]
[JsonDerivedType(typeof(Unsubscribed), "unsubscribed")]
[JsonDerivedType(typeof(EventQueued), "event-queued")]
[JsonDerivedType(typeof(Retried), "retried")]
[JsonDerivedType(typeof(RetryScheduled), "retry-scheduled")]
[JsonDerivedType(typeof(ReplayRequested), "replay-requested")]
[JsonDerivedType(typeof(Delivered), "delivered")]
[JsonDerivedType(typeof(DeliveryFailed), "delivery-failed")]
[JsonDerivedType(typeof(Stopped), "stopped")]
[JsonDerivedType(typeof(AdministratorsNotified), "administrators-notified")]
public abstract record SubscriptionEvent
{
    public sealed record Subscribed(string Organisation, WebhookTarget To, string Name) : SubscriptionEvent;

    public sealed record SecretCreated(WebhookSecret Secret, DateTimeOffset At) : SubscriptionEvent;

    public sealed record Unsubscribed(DateTimeOffset At) : SubscriptionEvent;

    public sealed record EventQueued(WebhookDelivery Notice) : SubscriptionEvent;

    public sealed record Retried(ImmutableArray<string> Ids) : SubscriptionEvent;

    /// <summary>More were due than go at once.</summary>
    public sealed record RetryScheduled(ImmutableArray<string> Ids, DateTimeOffset Next) : SubscriptionEvent;

    public sealed record ReplayRequested(string Id) : SubscriptionEvent;

    public sealed record Delivered(string Id, DateTimeOffset At, string Answer) : SubscriptionEvent;

    /// <param name="Next">Null: given up.</param>
    public sealed record DeliveryFailed(string Id, DateTimeOffset At, string Answer, DateTimeOffset? Next) : SubscriptionEvent;

    /// <summary>Nothing is sent any more; what waited stands as failed.</summary>
    public sealed record Stopped(WebhookStatus Status) : SubscriptionEvent;

    public sealed record AdministratorsNotified : SubscriptionEvent;
}
