using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Webhooks;

namespace ServerlessAssist.Simulation;

public static partial class Invariants
{
    private static IEnumerable<string> SystemsHeard(World.World world)
    {
        var came = world.Hotline.Calls.ToLookup(call => call.Id);
        foreach (var (_, hook) in world.Facts.Each<Subscription>())
            foreach (var notice in hook.Notices)
            {
                if (notice.IsLeft) yield return $"{notice.Id} is {notice.State}.";
                if (notice.State == WebhookDeliveryState.Delivered && !came[notice.Id].Any(call => call.Answered is >= 200 and < 300)) yield return $"{notice.Id} stands as delivered and was never taken.";
            }
        foreach (var (stream, referral) in world.Facts.Each<Referral>())
        {
            if (!world.Facts.Events.TryGetValue(stream, out var events)) continue;
            foreach (var type in WebhookEventTypes.All)
            {
                var (happened, names) = (Happened(events, type), world.Hotline.Calls.Where(call => call.Reference == referral.Reference && call.Type == $"referral.{type}").Select(call => call.Id).Distinct().Count());
                if (names > happened) yield return $"{referral.Reference} was {type} {happened} times, and its organisation heard of {names}.";
            }
        }
    }

    /// <summary>How often something that organisations' systems hear of happened to a referral.</summary>
    internal static int Happened(IEnumerable<ReferralEvent> events, string type) => events.Count(one => one switch
    {
        ReferralEvent.Opened or ReferralEvent.Unmerged => type == WebhookEventTypes.Opened,
        ReferralEvent.Taken => type == WebhookEventTypes.Taken,
        ReferralEvent.Closed => type == WebhookEventTypes.Closed,
        _ => false,
    });
}
