using System.Text.Json.Serialization;

namespace ServerlessAssist.Functions.Webhooks;

/// <remarks>That which other streams ask for is written down; the others are not.</remarks>
[JsonPolymorphic]
[JsonDerivedType(typeof(Notify), "notify")]
public abstract record SubscriptionCommand
{
    /// <summary>Its people say where it is called, for the first time or anew; one that was paused goes on.</summary>
    /// <param name="Name">For the ids of its notices, where it has none yet.</param>
    /// <param name="Secret">Where it has none yet.</param>
    public sealed record Subscribe(string Organisation, WebhookTarget To, string Name, WebhookSecret Secret) : SubscriptionCommand;

    public sealed record End : SubscriptionCommand;

    /// <summary>A new secret; the one before is good for a day more.</summary>
    public sealed record Rotate(WebhookSecret Secret) : SubscriptionCommand;

    /// <summary>Its people want to see something arrive.</summary>
    public sealed record Test : SubscriptionCommand;

    /// <summary>Its people want something again.</summary>
    public sealed record Replay(string Id) : SubscriptionCommand;

    /// <summary>Something happened to a referral of the organisation.</summary>
    /// <param name="Type">One of <see cref="WebhookEventTypes.All"/>.</param>
    /// <param name="At">When; filled in from where it comes.</param>
    public sealed record Notify(string Type, string Reference, string Status) : SubscriptionCommand
    {
        [JsonIgnore]
        public DateTimeOffset? At { get; init; }
    }

    /// <summary>The time of something that was sent in vain has come.</summary>
    public sealed record Retry : SubscriptionCommand;

    /// <summary>What came of a call.</summary>
    /// <param name="Call">Which it was, from 0.</param>
    public sealed record Note(string Id, int Call, WebhookResponse Answer) : SubscriptionCommand;
}

/// <summary>What a receiver answered.</summary>
/// <param name="Said">A status, or in a word why there was none. Nothing of what it wrote.</param>
/// <param name="After">Its own wish when to try again; null: it has none.</param>
public sealed record WebhookResponse(WebhookResult Verdict, string Said, TimeSpan? After = null);

public enum WebhookResult
{
    Taken,

    NotTaken,

    /// <summary>Nobody is there any more, and never will be.</summary>
    Gone,

    /// <summary>We do not call it: the organisation may not listen any more.</summary>
    Refused,
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Subscription))]
[JsonSerializable(typeof(SubscriptionEvent))]
[JsonSerializable(typeof(SubscriptionCommand))]
[JsonSerializable(typeof(WebhookCall))]
[JsonSerializable(typeof(string))]
internal sealed partial class SubscriptionJson : JsonSerializerContext;
