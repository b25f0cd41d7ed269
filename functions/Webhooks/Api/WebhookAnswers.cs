using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Api.Document;

namespace ServerlessAssist.Functions.Webhooks.Api;

/// <param name="Status">active, paused, gone.</param>
/// <param name="Waiting">Deliveries on their way or tried again later.</param>
/// <param name="Failed">Deliveries that were given up and can be asked for again.</param>
/// <param name="Secret">Shown when it is made, and never again.</param>
[Schema("Webhook", """
    { "address": "https://cases.example.org/hooks/referrals", "events": ["opened", "taken", "closed"], "status": "active",
      "lastDelivered": "2026-03-02T08:00:03+00:00", "waiting": 0, "failed": 0 }
    """)]
public sealed record WebhookShown(string Address, IReadOnlyList<string> Events, string Status, DateTimeOffset? LastDelivered,
    DateTimeOffset? FailingSince, int Waiting, int Failed, string? Secret)
{
    internal static WebhookShown Of(Subscription subscription, string? secret = null) => new(
        subscription.To!.Address, subscription.To.Events, subscription.Status.ToString().ToLowerInvariant(), subscription.LastDelivered, subscription.FailingSince,
        subscription.Notices.Count(one => one.IsLeft), subscription.Notices.Count(one => one.State == WebhookDeliveryState.Failed), secret);
}

/// <param name="PreviousUntil">Until then what is sent is signed with the one before, too.</param>
[Schema("WebhookSecret", """{ "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "previousUntil": "2026-03-03T08:00:00+00:00" }""")]
public sealed record WebhookSecretShown(string Secret, DateTimeOffset? PreviousUntil);

/// <param name="What">What was done: test, replay or end.</param>
[Schema("WebhookDone", """{ "what": "replay" }""")]
public sealed record WebhookDone(string What);

/// <param name="Status">sending, waiting, delivered, failed.</param>
/// <param name="Answer">Of the last try: the status, or in a word why there was none.</param>
public sealed record DeliveryShown(string Id, string Type, string? Reference, DateTimeOffset At, string Status, int Calls,
    DateTimeOffset? Last, DateTimeOffset? Next, string? Answer)
{
    internal static DeliveryShown Of(WebhookDelivery notice) => new(
        notice.Id, WebhookPayload.TypeOf(notice), notice.Reference, notice.At, notice.State.ToString().ToLowerInvariant(), notice.Calls,
        notice.Last, notice.Next, notice.Answer);
}

/// <param name="Next">The cursor of the next page; null: this was the last.</param>
[Schema("Deliveries", """
    { "deliveries": [{ "id": "msg_0123456789ab_17", "type": "referral.taken", "reference": "RA-7F3K-9", "at": "2026-03-02T08:02:00+00:00",
      "status": "waiting", "calls": 1,
      "last": "2026-03-02T08:02:02+00:00", "next": "2026-03-02T08:03:02+00:00", "answer": "503" }], "next": "msg_0123456789ab_17" }
    """)]
public sealed record DeliveryList(IReadOnlyList<DeliveryShown> Deliveries, string? Next);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WebhookShown))]
[JsonSerializable(typeof(WebhookSecretShown))]
[JsonSerializable(typeof(WebhookDone))]
[JsonSerializable(typeof(DeliveryList))]
internal sealed partial class WebhookAnswersJson : JsonSerializerContext;
