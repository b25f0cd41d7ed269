using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Webhooks.HookEvent;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Webhooks.HookEvent>;

namespace ServerlessAssist.Functions.Webhooks;

/// <summary>What an organisation's system is told, and when it is told again. Pure: no clock, no storage.</summary>
[PureRules]
public static class HookRules
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

    public static readonly RuleBook<Hook, HookEvent, HookCommand> Book = new(Kind, Hook.None, Decide, HookEvolution.Evolve, HookJson.Default.Hook, HookJson.Default.HookEvent)
    {
        WakeUps = hook => hook.Notices.Where(one => one.State == NoticeState.Waiting).Min(one => one.Next) is { } next ? [new WakeUp(RetryDue, next)] : [],
        Woken = _ => new HookCommand.Retry(),
        Affected = effect => effect.Command.Deserialize(HookJson.Default.HookCommand) is HookCommand.Hear hear ? hear with { At = effect.At } : throw new JsonException("Of a kind that is not known here."),
        OverSince = hook => hook.EndedAt,
    };

    public static Decision Decide(Hook hook, HookCommand command, DateTimeOffset now) => command switch
    {
        HookCommand.Subscribe subscribe => Subscribe(hook, subscribe, now),
        HookCommand.Hear hear when hook.To is not { } to || !to.Events.Contains(hear.Type) => new Decision.Nothing(),
        HookCommand.Hear hear => Note(hook, hear.Type, hear, hear.At ?? now),
        HookCommand.Retry or HookCommand.Note when hook.To is null => new Decision.Nothing(),
        HookCommand.Retry => Retry(hook, now),
        HookCommand.Note note => Learn(hook, note, now),
        _ when hook.To is null => new Decision.Refused(new HookRefusal.NotSubscribed()),
        HookCommand.End => new Decision.Accepted(new Ended(now)),
        HookCommand.Rotate rotate => new Decision.Accepted(new SecretMade(rotate.Secret, now)),
        HookCommand.Test or HookCommand.Replay when hook.Status != HookStatus.Active => new Decision.Refused(new HookRefusal.IsStopped()),
        HookCommand.Test => Note(hook, HookEvents.Test, null, now),
        HookCommand.Replay replay when hook.Find(replay.Id) is null => new Decision.Refused(new HookRefusal.NoSuchNotice()),
        HookCommand.Replay replay => new Decision.Accepted(new AskedForAgain(replay.Id)) { Effects = [Call(replay.Id)] },
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    /// <summary>Why nothing is sent, in a word.</summary>
    internal static string WordFor(HookStatus status) => status == HookStatus.Gone ? "gone" : "paused";

    private static Decision.Accepted Subscribe(Hook hook, HookCommand.Subscribe subscribe, DateTimeOffset now)
    {
        var subscribed = new Subscribed(subscribe.Organisation, subscribe.To, hook.Name.Length > 0 ? hook.Name : subscribe.Name);
        return new Decision.Accepted(hook.Secrets.IsEmpty ? [subscribed, new SecretMade(subscribe.Secret, now)] : [subscribed], null, []);
    }

    /// <summary>Whatever cannot be sent now is noted all the same: its people see it, and can ask for it.</summary>
    private static Decision.Accepted Note(Hook hook, string type, HookCommand.Hear? heard, DateTimeOffset at)
    {
        var why = hook.Status != HookStatus.Active ? WordFor(hook.Status) : hook.Notices.Count(one => one.IsLeft) >= Hook.MostLeft ? "too-many-wait" : null;
        var id = string.Create(CultureInfo.InvariantCulture, $"msg_{hook.Name}_{hook.Number + 1}");
        var notice = new Notice(id, type, heard?.Reference, heard?.Status, at, why is null ? NoticeState.Sending : NoticeState.Failed, 0, 0, null, null, why);
        return new Decision.Accepted(new Noted(notice)) { Effects = why is null ? [Call(id)] : [] };
    }

    private static Decision Retry(Hook hook, DateTimeOffset now)
    {
        var due = hook.Notices.Where(one => one.State == NoticeState.Waiting && one.Next <= now).OrderBy(one => one.Next).Select(one => one.Id).ToImmutableArray();
        if (due.IsEmpty) return new Decision.Nothing();
        var (first, rest) = (due[..Math.Min(AtOnce, due.Length)], due[Math.Min(AtOnce, due.Length)..]);
        return new Decision.Accepted(rest.IsEmpty ? [new SentAgain(first)] : [new SentAgain(first), new PutOff(rest, now + TimeSpan.FromMinutes(1))], null, []) { Effects = [.. first.Select(Call)] };
    }

    /// <summary>What is not the call that is waited for says nothing new.</summary>
    private static Decision Learn(Hook hook, HookCommand.Note note, DateTimeOffset now)
    {
        if (hook.Find(note.Id) is not { State: NoticeState.Sending } notice || notice.Calls != note.Call) return new Decision.Nothing();
        var (answer, said) = (note.Answer, note.Answer.Said);
        return answer.Verdict switch
        {
            HookVerdict.Taken => new Decision.Accepted(new Arrived(note.Id, now, said)),
            HookVerdict.Gone => Stop(hook, new DidNotArrive(note.Id, now, said, null), HookStatus.Gone),
            HookVerdict.Refused => Failed(hook, new DidNotArrive(note.Id, now, said, null)),
            _ when now - (hook.FailingSince ?? now) >= GivesUpAfter => Stop(hook, new DidNotArrive(note.Id, now, said, null), HookStatus.Paused),
            _ when notice.Tries < Pauses.Length => new Decision.Accepted(new DidNotArrive(note.Id, now, said, now + Longer(Pauses[notice.Tries], answer.After))),
            _ => Failed(hook, new DidNotArrive(note.Id, now, said, null)),
        };
    }

    private static Decision.Accepted Stop(Hook hook, DidNotArrive last, HookStatus status) =>
        new([last, new Stopped(status)], null, []) { Effects = [DirectoryRules.Paging(OperationsPhrases.HookStopped.With(("who", Who(hook))))] };

    /// <summary>The administrators are told of the first, and again when something has arrived since.</summary>
    private static Decision.Accepted Failed(Hook hook, DidNotArrive last) => hook.IsTold
        ? new Decision.Accepted(last)
        : new Decision.Accepted([last, new AdministratorsTold()], null, []) { Effects = [DirectoryRules.Paging(OperationsPhrases.HookFailing.With(("who", Who(hook))))] };

    private static TimeSpan Longer(TimeSpan pause, TimeSpan? wish) => wish is not { } asked || asked <= pause ? pause : asked < LongestPause ? asked : LongestPause;

    /// <summary>At most 16 characters stand on a screen.</summary>
    private static Argument Who(Hook hook) => hook.Organisation[..Math.Min(hook.Organisation.Length, 16)];

    private static Effect Call(string id) => Effect.OnSame(HookCalls.Queued, JsonSerializer.SerializeToElement(id, HookJson.Default.String));
}
