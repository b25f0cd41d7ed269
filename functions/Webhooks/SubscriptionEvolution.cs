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

    public static Subscription Evolve(Subscription subscription, SubscriptionEvent happened) => happened switch
    {
        SubscriptionEvent.Subscribed e => subscription with { Organisation = e.Organisation, Name = e.Name, To = e.To, Status = WebhookStatus.Active, FailingSince = null, IsTold = false, EndedAt = null },
        SubscriptionEvent.SecretCreated e => subscription with { Secrets = [e.Secret, .. Valid(subscription.Secrets, e.At).Select(one => one with { Until = one.Until ?? e.At + BothValid }).Take(MostSecrets - 1)] },
        SubscriptionEvent.Unsubscribed e => Subscription.None with { Organisation = subscription.Organisation, Name = subscription.Name, Number = subscription.Number, EndedAt = e.At },
        SubscriptionEvent.EventQueued e => subscription with { Notices = Keep(subscription.Notices.Add(e.Notice)), Number = subscription.Number + 1 },
        SubscriptionEvent.Retried e => Change(subscription, one => e.Ids.Contains(one.Id), one => one with { State = WebhookDeliveryState.Sending, Next = null }),
        SubscriptionEvent.RetryScheduled e => Change(subscription, one => e.Ids.Contains(one.Id), one => one with { Next = e.Next }),
        SubscriptionEvent.ReplayRequested e => Change(subscription, one => one.Id == e.Id, one => one with { State = WebhookDeliveryState.Sending, Tries = 0, Next = null }),
        SubscriptionEvent.Delivered e => Change(subscription, one => one.Id == e.Id, one => one with { State = WebhookDeliveryState.Delivered, Calls = one.Calls + 1, Next = null, Last = e.At, Answer = e.Answer }) with
        {
            LastDelivered = e.At, FailingSince = null, IsTold = false,
        },
        SubscriptionEvent.DeliveryFailed e => Change(subscription, one => one.Id == e.Id, one => one with
        {
            State = e.Next is null ? WebhookDeliveryState.Failed : WebhookDeliveryState.Waiting, Calls = one.Calls + 1, Tries = one.Tries + 1, Next = e.Next, Last = e.At, Answer = e.Answer,
        }) with { FailingSince = subscription.FailingSince ?? e.At },
        SubscriptionEvent.Stopped e => Change(subscription, one => one.IsLeft, one => one with { State = WebhookDeliveryState.Failed, Next = null, Answer = SubscriptionRules.WordFor(e.Status) }) with { Status = e.Status },
        SubscriptionEvent.AdministratorsNotified => subscription with { IsTold = true },
        _ => subscription,
    };

    /// <summary>Those that are signed with, the newest first.</summary>
    public static IEnumerable<WebhookSecret> Valid(ImmutableArray<WebhookSecret> secrets, DateTimeOffset now) => secrets.Where(one => one.Until is not { } until || now < until);

    private static Subscription Change(Subscription subscription, Func<WebhookDelivery, bool> which, Func<WebhookDelivery, WebhookDelivery> change) => subscription with { Notices = [.. subscription.Notices.Select(one => which(one) ? change(one) : one)] };

    /// <summary>Of what is over the last are kept; what arrived goes before what failed.</summary>
    private static ImmutableArray<WebhookDelivery> Keep(ImmutableArray<WebhookDelivery> notices)
    {
        var tooMany = notices.Count(one => !one.IsLeft) - Subscription.Kept;
        if (tooMany <= 0) return notices;
        var first = notices.Where(one => !one.IsLeft).OrderBy(one => one.State == WebhookDeliveryState.Failed).Take(tooMany).Select(one => one.Id).ToHashSet();
        return [.. notices.Where(one => !first.Contains(one.Id))];
    }
}
