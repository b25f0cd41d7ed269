using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ServerlessAssist.Functions.Webhooks;

[JsonPolymorphic]
[JsonDerivedType(typeof(Subscribed), "subscribed")]
[JsonDerivedType(typeof(SecretMade), "secret-created")]
[JsonDerivedType(typeof(Ended), "unsubscribed")]
[JsonDerivedType(typeof(Noted), "event-queued")]
[JsonDerivedType(typeof(SentAgain), "retried")]
[JsonDerivedType(typeof(PutOff), "retry-scheduled")]
[JsonDerivedType(typeof(AskedForAgain), "replay-requested")]
[JsonDerivedType(typeof(Arrived), "delivered")]
[JsonDerivedType(typeof(DidNotArrive), "delivery-failed")]
[JsonDerivedType(typeof(Stopped), "stopped")]
[JsonDerivedType(typeof(AdministratorsTold), "administrators-notified")]
public abstract record HookEvent
{
    public sealed record Subscribed(string Organisation, Subscription To, string Name) : HookEvent;

    public sealed record SecretMade(HookSecret Secret, DateTimeOffset At) : HookEvent;

    public sealed record Ended(DateTimeOffset At) : HookEvent;

    public sealed record Noted(Notice Notice) : HookEvent;

    public sealed record SentAgain(ImmutableArray<string> Ids) : HookEvent;

    /// <summary>More were due than go at once.</summary>
    public sealed record PutOff(ImmutableArray<string> Ids, DateTimeOffset Next) : HookEvent;

    public sealed record AskedForAgain(string Id) : HookEvent;

    public sealed record Arrived(string Id, DateTimeOffset At, string Answer) : HookEvent;

    /// <param name="Next">Null: given up.</param>
    public sealed record DidNotArrive(string Id, DateTimeOffset At, string Answer, DateTimeOffset? Next) : HookEvent;

    /// <summary>Nothing is sent any more; what waited stands as failed.</summary>
    public sealed record Stopped(HookStatus Status) : HookEvent;

    public sealed record AdministratorsTold : HookEvent;
}
