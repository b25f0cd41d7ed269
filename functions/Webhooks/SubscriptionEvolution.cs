using System.Collections.Immutable;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Webhooks;

/// <summary>What each event makes of a subscription.</summary>
[PureRules]
public static class SubscriptionEvolution
{
    /// <summary>How long one secret is good beside the next.</summary>
    public static readonly TimeSpan BothValid = TimeSpan.FromHours(24);

    /// <summary>Secrets at once, however often they are changed.</summary>
    private const int MostSecrets = 3;

    public static Subscription Evolve(Subscription hook, SubscriptionEvent happened) => happened switch
    {
        SubscriptionEvent.Subscribed e => hook with { Organisation = e.Organisation, Name = e.Name, To = e.To, Status = WebhookStatus.Active, FailingSince = null, IsTold = false, EndedAt = null },
        SubscriptionEvent.SecretCreated e => hook with { Secrets = [e.Secret, .. Valid(hook.Secrets, e.At).Select(one => one with { Until = one.Until ?? e.At + BothValid }).Take(MostSecrets - 1)] },
        SubscriptionEvent.Unsubscribed e => Subscription.None with { Organisation = hook.Organisation, Name = hook.Name, Number = hook.Number, EndedAt = e.At },
        SubscriptionEvent.EventQueued e => hook with { Notices = Keep(hook.Notices.Add(e.Notice)), Number = hook.Number + 1 },
        SubscriptionEvent.Retried e => Change(hook, one => e.Ids.Contains(one.Id), one => one with { State = WebhookDeliveryState.Sending, Next = null }),
        SubscriptionEvent.RetryScheduled e => Change(hook, one => e.Ids.Contains(one.Id), one => one with { Next = e.Next }),
        SubscriptionEvent.ReplayRequested e => Change(hook, one => one.Id == e.Id, one => one with { State = WebhookDeliveryState.Sending, Tries = 0, Next = null }),
        SubscriptionEvent.Delivered e => Change(hook, one => one.Id == e.Id, one => one with { State = WebhookDeliveryState.Delivered, Calls = one.Calls + 1, Next = null, Last = e.At, Answer = e.Answer }) with
        {
            LastDelivered = e.At, FailingSince = null, IsTold = false,
        },
        SubscriptionEvent.DeliveryFailed e => Change(hook, one => one.Id == e.Id, one => one with
        {
            State = e.Next is null ? WebhookDeliveryState.Failed : WebhookDeliveryState.Waiting, Calls = one.Calls + 1, Tries = one.Tries + 1, Next = e.Next, Last = e.At, Answer = e.Answer,
        }) with { FailingSince = hook.FailingSince ?? e.At },
        SubscriptionEvent.Stopped e => Change(hook, one => one.IsLeft, one => one with { State = WebhookDeliveryState.Failed, Next = null, Answer = SubscriptionRules.WordFor(e.Status) }) with { Status = e.Status },
        SubscriptionEvent.AdministratorsNotified => hook with { IsTold = true },
        _ => hook,
    };

    /// <summary>Those that are signed with, the newest first.</summary>
    public static IEnumerable<WebhookSecret> Valid(ImmutableArray<WebhookSecret> secrets, DateTimeOffset now) => secrets.Where(one => one.Until is not { } until || now < until);

    private static Subscription Change(Subscription hook, Func<WebhookDelivery, bool> which, Func<WebhookDelivery, WebhookDelivery> change) => hook with { Notices = [.. hook.Notices.Select(one => which(one) ? change(one) : one)] };

    /// <summary>Of what is over the last are kept; what arrived goes before what failed.</summary>
    private static ImmutableArray<WebhookDelivery> Keep(ImmutableArray<WebhookDelivery> notices)
    {
        var tooMany = notices.Count(one => !one.IsLeft) - Subscription.Kept;
        if (tooMany <= 0) return notices;
        var first = notices.Where(one => !one.IsLeft).OrderBy(one => one.State == WebhookDeliveryState.Failed).Take(tooMany).Select(one => one.Id).ToHashSet();
        return [.. notices.Where(one => !first.Contains(one.Id))];
    }
}
