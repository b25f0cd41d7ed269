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
        WakeUps = hook => hook.Notices.Where(one => one.State == WebhookDeliveryState.Waiting).Min(one => one.Next) is { } next ? [new WakeUp(RetryDue, next)] : [],
        FromWakeUp = _ => new SubscriptionCommand.Retry(),
        FromEffect = effect => effect.Command.Deserialize(SubscriptionJson.Default.SubscriptionCommand) is SubscriptionCommand.Notify hear ? hear with { At = effect.At } : throw new JsonException("Of a kind that is not known here."),
        OverSince = (hook, _) => hook.EndedAt,
    };

    public static Decision Decide(Subscription hook, SubscriptionCommand command, DateTimeOffset now) => command switch
    {
        SubscriptionCommand.Subscribe subscribe => Subscribe(hook, subscribe, now),
        SubscriptionCommand.Notify hear when hook.To is not { } to || !to.Events.Contains(hear.Type) => new Decision.NoChange(),
        SubscriptionCommand.Notify hear => Note(hook, hear.Type, hear, hear.At ?? now),
        SubscriptionCommand.Retry or SubscriptionCommand.Note when hook.To is null => new Decision.NoChange(),
        SubscriptionCommand.Retry => Retry(hook, now),
        SubscriptionCommand.Note note => Learn(hook, note, now),
        _ when hook.To is null => new Decision.Refused(new SubscriptionRefusal.NotSubscribed()),
        SubscriptionCommand.End => new Decision.Commit(new Unsubscribed(now)),
        SubscriptionCommand.Rotate rotate => new Decision.Commit(new SecretCreated(rotate.Secret, now)),
        SubscriptionCommand.Test or SubscriptionCommand.Replay when hook.Status != WebhookStatus.Active => new Decision.Refused(new SubscriptionRefusal.IsStopped()),
        SubscriptionCommand.Test => Note(hook, WebhookEventTypes.Test, null, now),
        SubscriptionCommand.Replay replay when hook.Find(replay.Id) is null => new Decision.Refused(new SubscriptionRefusal.NoSuchNotice()),
        SubscriptionCommand.Replay replay => new Decision.Commit(new ReplayRequested(replay.Id)) { Effects = [Call(replay.Id)] },
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    /// <summary>Why nothing is sent, in a word.</summary>
    internal static string WordFor(WebhookStatus status) => status == WebhookStatus.Gone ? "gone" : "paused";

    private static Decision.Commit Subscribe(Subscription hook, SubscriptionCommand.Subscribe subscribe, DateTimeOffset now)
    {
        var subscribed = new Subscribed(subscribe.Organisation, subscribe.To, hook.Name.Length > 0 ? hook.Name : subscribe.Name);
        return new Decision.Commit(hook.Secrets.IsEmpty ? [subscribed, new SecretCreated(subscribe.Secret, now)] : [subscribed], null, []);
    }

    /// <summary>Whatever cannot be sent now is noted all the same: its people see it, and can ask for it.</summary>
    private static Decision.Commit Note(Subscription hook, string type, SubscriptionCommand.Notify? heard, DateTimeOffset at)
    {
        var why = hook.Status != WebhookStatus.Active ? WordFor(hook.Status) : hook.Notices.Count(one => one.IsLeft) >= Subscription.MostLeft ? "too-many-wait" : null;
        var id = string.Create(CultureInfo.InvariantCulture, $"msg_{hook.Name}_{hook.Number + 1}");
        var notice = new WebhookDelivery(id, type, heard?.Reference, heard?.Status, at, why is null ? WebhookDeliveryState.Sending : WebhookDeliveryState.Failed, 0, 0, null, null, why);
        return new Decision.Commit(new EventQueued(notice)) { Effects = why is null ? [Call(id)] : [] };
    }

    private static Decision Retry(Subscription hook, DateTimeOffset now)
    {
        var due = hook.Notices.Where(one => one.State == WebhookDeliveryState.Waiting && one.Next <= now).OrderBy(one => one.Next).Select(one => one.Id).ToImmutableArray();
        if (due.IsEmpty) return new Decision.NoChange();
        var (first, rest) = (due[..Math.Min(AtOnce, due.Length)], due[Math.Min(AtOnce, due.Length)..]);
        return new Decision.Commit(rest.IsEmpty ? [new Retried(first)] : [new Retried(first), new RetryScheduled(rest, now + TimeSpan.FromMinutes(1))], null, []) { Effects = [.. first.Select(Call)] };
    }

    /// <summary>What is not the call that is waited for says nothing new.</summary>
    private static Decision Learn(Subscription hook, SubscriptionCommand.Note note, DateTimeOffset now)
    {
        if (hook.Find(note.Id) is not { State: WebhookDeliveryState.Sending } notice || notice.Calls != note.Call) return new Decision.NoChange();
        var (answer, said) = (note.Answer, note.Answer.Said);
        return answer.Verdict switch
        {
            WebhookResult.Taken => new Decision.Commit(new Delivered(note.Id, now, said)),
            WebhookResult.Gone => Stop(hook, new DeliveryFailed(note.Id, now, said, null), WebhookStatus.Gone),
            WebhookResult.Refused => Failed(hook, new DeliveryFailed(note.Id, now, said, null)),
            _ when now - (hook.FailingSince ?? now) >= GivesUpAfter => Stop(hook, new DeliveryFailed(note.Id, now, said, null), WebhookStatus.Paused),
            _ when notice.Tries < Pauses.Length => new Decision.Commit(new DeliveryFailed(note.Id, now, said, now + Longer(Pauses[notice.Tries], answer.After))),
            _ => Failed(hook, new DeliveryFailed(note.Id, now, said, null)),
        };
    }

    private static Decision.Commit Stop(Subscription hook, DeliveryFailed last, WebhookStatus status) =>
        new([last, new Stopped(status)], null, []) { Effects = [StaffRules.Paging(OperationsPhrases.HookStopped.With(("who", Who(hook))))] };

    /// <summary>The administrators are told of the first, and again when something has arrived since.</summary>
    private static Decision.Commit Failed(Subscription hook, DeliveryFailed last) => hook.IsTold
        ? new Decision.Commit(last)
        : new Decision.Commit([last, new AdministratorsNotified()], null, []) { Effects = [StaffRules.Paging(OperationsPhrases.HookFailing.With(("who", Who(hook))))] };

    private static TimeSpan Longer(TimeSpan pause, TimeSpan? wish) => wish is not { } asked || asked <= pause ? pause : asked < LongestPause ? asked : LongestPause;

    /// <summary>At most 16 characters stand on a screen.</summary>
    private static Argument Who(Subscription hook) => hook.Organisation[..Math.Min(hook.Organisation.Length, 16)];

    private static Effect Call(string id) => Effect.OnSame(WebhookCalls.Queued, JsonSerializer.SerializeToElement(id, SubscriptionJson.Default.String));
}
