using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ServerlessAssist.Functions.Webhooks;

/// <summary>What an organisation's system can be told of, as its subscription names it.</summary>
public static class WebhookEventTypes
{
    public const string Opened = "opened", Taken = "taken", Closed = "closed";

    /// <summary>Sent on request alone.</summary>
    public const string Test = "test";

    public static readonly string[] All = [Opened, Taken, Closed];
}

[JsonConverter(typeof(JsonStringEnumConverter<WebhookStatus>))]
public enum WebhookStatus
{
    Active,

    /// <summary>Nothing has got through for days: nothing is sent until its people say where to.</summary>
    Paused,

    /// <summary>The receiver has said 410: nobody is there any more.</summary>
    Gone,
}

[JsonConverter(typeof(JsonStringEnumConverter<WebhookDeliveryState>))]
public enum WebhookDeliveryState
{
    /// <summary>In the queue's hands.</summary>
    Sending,

    /// <summary>Tried in vain; tried again at its time.</summary>
    Waiting,

    Delivered,

    /// <summary>Given up, until somebody asks for it again.</summary>
    Failed,
}

/// <summary>Where an organisation's system is called, and about what.</summary>
public sealed record WebhookTarget(string Address, ImmutableArray<string> Events)
{
    public override string ToString() => "subscription";
}

/// <param name="Value"><c>whsec_</c> and Base64.</param>
/// <param name="Until">From then on nothing is signed with it; null: the newest.</param>
/// <param name="Call">By which call it was made: the same call again is answered with it.</param>
public sealed record WebhookSecret(string Value, DateTimeOffset? Until, string Call)
{
    public override string ToString() => "secret";
}

/// <summary>One event that an organisation's system is told of.</summary>
/// <param name="Id">The same at each try, so that the receiver knows a repeat.</param>
/// <param name="Status">Of the referral, when it happened.</param>
/// <param name="Calls">How often it was sent, all told.</param>
/// <param name="Tries">How often it was sent in vain since it was last asked for.</param>
/// <param name="Next">When it is sent again.</param>
/// <param name="Answer">What came of the last try: a status, or why there was none.</param>
public sealed record WebhookDelivery(string Id, string Type, string? Reference, string? Status, DateTimeOffset At, WebhookDeliveryState State, int Calls, int Tries, DateTimeOffset? Next, DateTimeOffset? Last, string? Answer)
{
    [JsonIgnore]
    public bool IsLeft => State is WebhookDeliveryState.Sending or WebhookDeliveryState.Waiting;

    public override string ToString() => $"{State}";
}

/// <summary>What one organisation's system is told: its subscription, its secrets, and what it was or will be told.</summary>
/// <param name="Name">Stands in the ids of its notices; drawn once.</param>
/// <param name="To">Null: no subscription.</param>
/// <param name="Number">Of the last notice.</param>
public sealed record Subscription(string Organisation, string Name, WebhookStatus Status, WebhookTarget? To, ImmutableArray<WebhookSecret> Secrets, ImmutableArray<WebhookDelivery> Notices, long Number)
{
    /// <summary>Notices that are over and can be asked for again.</summary>
    public const int Kept = 100;

    /// <summary>Notices that may wait; what happens beyond stands as failed at once.</summary>
    public const int MostLeft = 400;

    public static readonly Subscription None = new("", "", WebhookStatus.Active, null, [], [], 0);

    public DateTimeOffset? LastDelivered { get; init; }

    /// <summary>The first failure since something got through; null: the last one did.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>The administrators know that nothing gets through.</summary>
    public bool IsTold { get; init; }

    /// <summary>When its people ended it; null: they did not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public WebhookDelivery? Find(string id) => Notices.FirstOrDefault(one => one.Id == id);

    public override string ToString() => "subscription";
}
