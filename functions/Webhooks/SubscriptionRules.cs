using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Webhooks.SubscriptionEvent;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Webhooks.SubscriptionEvent>;

namespace ServerlessAssist.Functions.Webhooks;

/// <summary>What an organisation's system is told, and when it is told again. Pure: no clock, no storage.</summary>
[PureRules]
public static class SubscriptionRules
{
    public const string Kind = "subscription";

    /// <summary>Purpose of the wake-up at which failed deliveries are retried.</summary>
    public const string RetryDue = "retry";

    /// <summary>How long after each try in vain the next one is.</summary>
    public static readonly ImmutableArray<TimeSpan> Pauses =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];

    /// <summary>The longest that a receiver can ask for.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(24);

    /// <summary>After so long of nothing but failures nothing is sent any more.</summary>
    public static readonly TimeSpan GivesUpAfter = TimeSpan.FromDays(5);

    /// <summary>As many go at once when many are due.</summary>
    private const int AtOnce = 50;

    public static readonly StreamDefinition<Subscription, SubscriptionEvent, SubscriptionCommand> Book = new(Kind, Subscription.None, Decide, SubscriptionEvolution.Evolve, SubscriptionJson.Default.Subscription, SubscriptionJson.Default.SubscriptionEvent)
    {
        Retention = RetentionRule.InDays(
            "To tell an organisation's own system what became of what it referred.", "Subscriptions", 30, "the subscription was ended"),
        Ownership = Ownership.System,
        Views = [],
        WakeUps = subscription => subscription.Notices.Where(one => one.State == WebhookDeliveryState.Waiting).Min(one => one.Next) is { } next ? [new WakeUp(RetryDue, next)] : [],
        FromWakeUp = _ => new SubscriptionCommand.Retry(),
        FromEffect = effect => effect.Command.Deserialize(SubscriptionJson.Default.SubscriptionCommand) is SubscriptionCommand.Notify hear ? hear with { At = effect.At } : throw new JsonException("Of a kind that is not known here."),
        OverSince = (subscription, _) => subscription.EndedAt,
    };

    public static Decision Decide(Subscription subscription, SubscriptionCommand command, DateTimeOffset now) => command switch
    {
        SubscriptionCommand.Subscribe subscribe => Subscribe(subscription, subscribe, now),
        SubscriptionCommand.Notify hear when subscription.To is not { } to || !to.Events.Contains(hear.Type) => new Decision.NoChange(),
        SubscriptionCommand.Notify hear => Note(subscription, hear.Type, hear, hear.At ?? now),
        SubscriptionCommand.Retry or SubscriptionCommand.Note when subscription.To is null => new Decision.NoChange(),
        SubscriptionCommand.Retry => Retry(subscription, now),
        SubscriptionCommand.Note note => Learn(subscription, note, now),
        _ when subscription.To is null => new Decision.Refused(new SubscriptionRefusal.NotSubscribed()),
        SubscriptionCommand.End => new Decision.Commit(new Unsubscribed(now)),
        SubscriptionCommand.Rotate rotate => new Decision.Commit(new SecretCreated(rotate.Secret, now)),
        SubscriptionCommand.Test or SubscriptionCommand.Replay when subscription.Status != WebhookStatus.Active => new Decision.Refused(new SubscriptionRefusal.IsStopped()),
        SubscriptionCommand.Test => Note(subscription, WebhookEventTypes.Test, null, now),
        SubscriptionCommand.Replay replay when subscription.Find(replay.Id) is null => new Decision.Refused(new SubscriptionRefusal.NoSuchNotice()),
        SubscriptionCommand.Replay replay => new Decision.Commit(new ReplayRequested(replay.Id)) { Effects = [Call(replay.Id)] },
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    /// <summary>Why nothing is sent, in a word.</summary>
    internal static string WordFor(WebhookStatus status) => status == WebhookStatus.Gone ? "gone" : "paused";

    private static Decision.Commit Subscribe(Subscription subscription, SubscriptionCommand.Subscribe subscribe, DateTimeOffset now)
    {
        var subscribed = new Subscribed(subscribe.Organisation, subscribe.To, subscription.Name.Length > 0 ? subscription.Name : subscribe.Name);
        return new Decision.Commit(subscription.Secrets.IsEmpty ? [subscribed, new SecretCreated(subscribe.Secret, now)] : [subscribed], null, []);
    }

    /// <summary>Whatever cannot be sent now is noted all the same: its people see it, and can ask for it.</summary>
    private static Decision.Commit Note(Subscription subscription, string type, SubscriptionCommand.Notify? heard, DateTimeOffset at)
    {
        var why = subscription.Status != WebhookStatus.Active ? WordFor(subscription.Status) : subscription.Notices.Count(one => one.IsLeft) >= Subscription.MostLeft ? "too-many-wait" : null;
        var id = string.Create(CultureInfo.InvariantCulture, $"msg_{subscription.Name}_{subscription.Number + 1}");
        var notice = new WebhookDelivery(id, type, heard?.Reference, heard?.Status, at, why is null ? WebhookDeliveryState.Sending : WebhookDeliveryState.Failed, 0, 0, null, null, why);
        return new Decision.Commit(new EventQueued(notice)) { Effects = why is null ? [Call(id)] : [] };
    }

    private static Decision Retry(Subscription subscription, DateTimeOffset now)
    {
        var due = subscription.Notices.Where(one => one.State == WebhookDeliveryState.Waiting && one.Next <= now).OrderBy(one => one.Next).Select(one => one.Id).ToImmutableArray();
        if (due.IsEmpty) return new Decision.NoChange();
        var (first, rest) = (due[..Math.Min(AtOnce, due.Length)], due[Math.Min(AtOnce, due.Length)..]);
        return new Decision.Commit(rest.IsEmpty ? [new Retried(first)] : [new Retried(first), new RetryScheduled(rest, now + TimeSpan.FromMinutes(1))], null, []) { Effects = [.. first.Select(Call)] };
    }

    /// <summary>What is not the call that is waited for says nothing new.</summary>
    private static Decision Learn(Subscription subscription, SubscriptionCommand.Note note, DateTimeOffset now)
    {
        if (subscription.Find(note.Id) is not { State: WebhookDeliveryState.Sending } notice || notice.Calls != note.Call) return new Decision.NoChange();
        var (answer, said) = (note.Answer, note.Answer.Said);
        return answer.Verdict switch
        {
            WebhookResult.Taken => new Decision.Commit(new Delivered(note.Id, now, said)),
            WebhookResult.Gone => Stop(subscription, new DeliveryFailed(note.Id, now, said, null), WebhookStatus.Gone),
            WebhookResult.Refused => Failed(subscription, new DeliveryFailed(note.Id, now, said, null)),
            _ when now - (subscription.FailingSince ?? now) >= GivesUpAfter => Stop(subscription, new DeliveryFailed(note.Id, now, said, null), WebhookStatus.Paused),
            _ when notice.Tries < Pauses.Length => new Decision.Commit(new DeliveryFailed(note.Id, now, said, now + Longer(Pauses[notice.Tries], answer.After))),
            _ => Failed(subscription, new DeliveryFailed(note.Id, now, said, null)),
        };
    }

    private static Decision.Commit Stop(Subscription subscription, DeliveryFailed last, WebhookStatus status) =>
        new([last, new Stopped(status)], null, []) { Effects = [StaffRules.Paging(OperationsPhrases.WebhookStopped.With(("who", Who(subscription))))] };

    /// <summary>The administrators are told of the first, and again when something has arrived since.</summary>
    private static Decision.Commit Failed(Subscription subscription, DeliveryFailed last) => subscription.IsTold
        ? new Decision.Commit(last)
        : new Decision.Commit([last, new AdministratorsNotified()], null, []) { Effects = [StaffRules.Paging(OperationsPhrases.WebhookFailing.With(("who", Who(subscription))))] };

    private static TimeSpan Longer(TimeSpan pause, TimeSpan? wish) => wish is not { } asked || asked <= pause ? pause : asked < LongestPause ? asked : LongestPause;

    /// <summary>At most 16 characters stand on a screen.</summary>
    private static Argument Who(Subscription subscription) => subscription.Organisation[..Math.Min(subscription.Organisation.Length, 16)];

    private static Effect Call(string id) => Effect.OnSame(WebhookCalls.Queued, JsonSerializer.SerializeToElement(id, SubscriptionJson.Default.String));
}
