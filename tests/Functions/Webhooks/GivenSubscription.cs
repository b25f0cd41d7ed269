using System.Text.Json;
using ServerlessAssist.Functions.Webhooks;
using ServerlessAssist.Tests.Functions.Referrals;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Webhooks.SubscriptionEvent>.Commit;

namespace ServerlessAssist.Tests.Functions.Webhooks;

/// <summary>A subscription, and what happens to it.</summary>
internal static class GivenSubscription
{
    public static readonly DateTimeOffset Now = Given.Start;

    public static readonly WebhookSecret First = new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", null, ""), Second = new("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", null, "call-0002");

    public static SubscriptionCommand Subscribe(params string[] events) => new SubscriptionCommand.Subscribe("hotline", new WebhookTarget("https://cases.hotline.example.org/hooks", [.. events.Length == 0 ? WebhookEventTypes.All : events]), "0123456789ab", First);

    public static Subscription Subscribed { get; } = Do(Subscription.None, Subscribe()).After;

    public static SubscriptionCommand.Notify Hear(string type = WebhookEventTypes.Opened, string reference = "RA-7F3K-9") => new(type, reference, "alerted");

    public static SubscriptionCommand Answer(WebhookDelivery notice, WebhookResult verdict, string said = "500", TimeSpan? after = null) => new SubscriptionCommand.Note(notice.Id, notice.Calls, new WebhookResponse(verdict, said, after));

    public static (Subscription After, Accepted Decision) Do(Subscription hook, SubscriptionCommand command, DateTimeOffset? at = null)
    {
        var accepted = Assert.IsType<Accepted>(SubscriptionRules.Decide(hook, command, at ?? Now));
        return (accepted.Events.Aggregate(hook, SubscriptionEvolution.Evolve), accepted);
    }

    /// <summary>The last notice is sent in vain, again and again at its times, until it is given up or so often.</summary>
    public static (Subscription After, DateTimeOffset At) InVain(Subscription hook, DateTimeOffset at, int most = 100)
    {
        for (var times = 0; times < most; times++)
        {
            hook = Do(hook, Answer(hook.Notices[^1], WebhookResult.NotTaken), at).After;
            if (hook.Notices[^1].Next is not { } next) break;
            hook = Do(hook, new SubscriptionCommand.Retry(), at = next).After;
        }
        return (hook, at);
    }

    /// <summary>What it leaves for others, e.g. <c>webhook-call~@ msg_0123456789ab_1</c>, <c>staff~all operations.hook.failing</c>.</summary>
    public static IEnumerable<string> Effects(Accepted decision) =>
        decision.Effects.Select(effect => $"{effect.To} {(effect.Command.ValueKind == JsonValueKind.String ? effect.Command.GetString() : effect.Command.GetProperty("Key").GetString())}");
}
