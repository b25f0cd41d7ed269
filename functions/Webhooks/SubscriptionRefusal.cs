using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Webhooks;

/// <summary>Why a command on a subscription is refused.</summary>
public abstract record SubscriptionRefusal(string Code) : Refusal(Code, null)
{
    public sealed record NotSubscribed() : SubscriptionRefusal("webhook");

    /// <summary>Forgotten, or never there.</summary>
    public sealed record NoSuchNotice() : SubscriptionRefusal("delivery");

    /// <summary>Paused or gone: its people have to say first where it is called.</summary>
    public sealed record IsStopped() : SubscriptionRefusal("webhook-stopped");
}
