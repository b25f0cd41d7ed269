using System.Text.Json.Serialization;

namespace ServerlessAssist.Functions.Webhooks.Api;

/// <param name="Status">active, paused, gone.</param>
/// <param name="Waiting">Deliveries on their way or tried again later.</param>
/// <param name="Failed">Deliveries that were given up and can be asked for again.</param>
/// <param name="Secret">Shown when it is made, and never again.</param>
public sealed record HookShown(string Address, IReadOnlyList<string> Events, string Status, DateTimeOffset? LastDelivered, DateTimeOffset? FailingSince, int Waiting, int Failed, string? Secret)
{
    internal static HookShown Of(Hook hook, string? secret = null) => new(
        hook.To!.Address, hook.To.Events, hook.Status.ToString().ToLowerInvariant(), hook.LastDelivered, hook.FailingSince,
        hook.Notices.Count(one => one.IsLeft), hook.Notices.Count(one => one.State == NoticeState.Failed), secret);
}

/// <param name="PreviousUntil">Until then what is sent is signed with the one before, too.</param>
public sealed record HookSecretShown(string Secret, DateTimeOffset? PreviousUntil);

/// <param name="What">What was done: test, replay or end.</param>
public sealed record HookDone(string What);

/// <param name="Status">sending, waiting, delivered, failed.</param>
/// <param name="Answer">Of the last try: the status, or in a word why there was none.</param>
public sealed record DeliveryShown(string Id, string Type, string? Reference, DateTimeOffset At, string Status, int Calls, DateTimeOffset? Last, DateTimeOffset? Next, string? Answer)
{
    internal static DeliveryShown Of(Notice notice) => new(
        notice.Id, HookBody.TypeOf(notice), notice.Reference, notice.At, notice.State.ToString().ToLowerInvariant(), notice.Calls, notice.Last, notice.Next, notice.Answer);
}

/// <param name="Next">The cursor of the next page; null: this was the last.</param>
public sealed record DeliveryList(IReadOnlyList<DeliveryShown> Deliveries, string? Next);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HookShown))]
[JsonSerializable(typeof(HookSecretShown))]
[JsonSerializable(typeof(HookDone))]
[JsonSerializable(typeof(DeliveryList))]
internal sealed partial class HookAnswersJson : JsonSerializerContext;
