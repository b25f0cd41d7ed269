using System.Collections.Immutable;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Webhooks;

/// <summary>What each event makes of a subscription.</summary>
[PureRules]
public static class HookEvolution
{
    /// <summary>How long one secret is good beside the next.</summary>
    public static readonly TimeSpan BothValid = TimeSpan.FromHours(24);

    /// <summary>Secrets at once, however often they are changed.</summary>
    private const int MostSecrets = 3;

    public static Hook Evolve(Hook hook, HookEvent happened) => happened switch
    {
        HookEvent.Subscribed e => hook with { Organisation = e.Organisation, Name = e.Name, To = e.To, Status = HookStatus.Active, FailingSince = null, IsTold = false, EndedAt = null },
        HookEvent.SecretMade e => hook with { Secrets = [e.Secret, .. Valid(hook.Secrets, e.At).Select(one => one with { Until = one.Until ?? e.At + BothValid }).Take(MostSecrets - 1)] },
        HookEvent.Ended e => Hook.None with { Organisation = hook.Organisation, Name = hook.Name, Number = hook.Number, EndedAt = e.At },
        HookEvent.Noted e => hook with { Notices = Keep(hook.Notices.Add(e.Notice)), Number = hook.Number + 1 },
        HookEvent.SentAgain e => Change(hook, one => e.Ids.Contains(one.Id), one => one with { State = NoticeState.Sending, Next = null }),
        HookEvent.PutOff e => Change(hook, one => e.Ids.Contains(one.Id), one => one with { Next = e.Next }),
        HookEvent.AskedForAgain e => Change(hook, one => one.Id == e.Id, one => one with { State = NoticeState.Sending, Tries = 0, Next = null }),
        HookEvent.Arrived e => Change(hook, one => one.Id == e.Id, one => one with { State = NoticeState.Delivered, Calls = one.Calls + 1, Next = null, Last = e.At, Answer = e.Answer }) with
        {
            LastDelivered = e.At, FailingSince = null, IsTold = false,
        },
        HookEvent.DidNotArrive e => Change(hook, one => one.Id == e.Id, one => one with
        {
            State = e.Next is null ? NoticeState.Failed : NoticeState.Waiting, Calls = one.Calls + 1, Tries = one.Tries + 1, Next = e.Next, Last = e.At, Answer = e.Answer,
        }) with { FailingSince = hook.FailingSince ?? e.At },
        HookEvent.Stopped e => Change(hook, one => one.IsLeft, one => one with { State = NoticeState.Failed, Next = null, Answer = HookRules.WordFor(e.Status) }) with { Status = e.Status },
        HookEvent.AdministratorsTold => hook with { IsTold = true },
        _ => hook,
    };

    /// <summary>Those that are signed with, the newest first.</summary>
    public static IEnumerable<HookSecret> Valid(ImmutableArray<HookSecret> secrets, DateTimeOffset now) => secrets.Where(one => one.Until is not { } until || now < until);

    private static Hook Change(Hook hook, Func<Notice, bool> which, Func<Notice, Notice> change) => hook with { Notices = [.. hook.Notices.Select(one => which(one) ? change(one) : one)] };

    /// <summary>Of what is over the last are kept; what arrived goes before what failed.</summary>
    private static ImmutableArray<Notice> Keep(ImmutableArray<Notice> notices)
    {
        var tooMany = notices.Count(one => !one.IsLeft) - Hook.Kept;
        if (tooMany <= 0) return notices;
        var first = notices.Where(one => !one.IsLeft).OrderBy(one => one.State == NoticeState.Failed).Take(tooMany).Select(one => one.Id).ToHashSet();
        return [.. notices.Where(one => !first.Contains(one.Id))];
    }
}
