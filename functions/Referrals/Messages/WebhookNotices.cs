using System.Text.Json;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Functions.Webhooks;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;

namespace ServerlessAssist.Functions.Referrals.Messages;

/// <summary>Which events the system of the referring organisation is told, by webhook.</summary>
internal static class WebhookNotices
{
    /// <param name="now">The referral after these events.</param>
    public static IEnumerable<Effect> Of(Referral now, IEnumerable<ReferralEvent> happened) => now.Subscription is not { } subscription ? [] :
        from one in happened
        let type = TypeOf(one)
        where type is not null
        select new Effect(subscription, JsonSerializer.SerializeToElement(Told(now, type), SubscriptionJson.Default.SubscriptionCommand));

    private static SubscriptionCommand.Notify Told(Referral now, string type) =>
        new(type, now.Reference, ReferralEvolution.StatusOf(now));

    /// <summary>A referral that was merged by mistake is open again: as it was announced as closed, that is announced too.</summary>
    private static string? TypeOf(ReferralEvent happened) => happened switch
    {
        Opened or Unmerged => WebhookEventTypes.Opened,
        Taken => WebhookEventTypes.Taken,
        Closed => WebhookEventTypes.Closed,
        _ => null,
    };
}
