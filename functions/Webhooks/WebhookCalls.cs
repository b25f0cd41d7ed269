using System.Buffers.Text;
using System.Text.Json;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Functions.Webhooks;

/// <summary>One notice that has to be sent.</summary>
/// <param name="PutBack">How often silence has made somebody put it back.</param>
/// <param name="Trace">The trace that it belongs to; null: none was recorded.</param>
public sealed record WebhookCall(string Stream, string Notice, int PutBack = 0, string? Trace = null)
{
    public override string ToString() => "call";
}

/// <summary>What has to be sent, in a queue of its own: a receiver that is slow keeps nobody's alert waiting. Sealed, for ever.</summary>
public sealed class WebhookCalls(StorageClients storage, Protector protector) : IEffectTarget
{
    public const string Queue = "webhooks";

    /// <summary>What effects name that mean this queue.</summary>
    public const string Queued = "webhook-call";

    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    public string Kind => Queued;

    /// <summary>Given twice it lies there twice: whoever takes it looks at the state.</summary>
    public async Task<bool> Apply(StreamId id, Effect effect, string messageId, CancellationToken stop)
    {
        var notice = effect.Command.GetString() ?? throw new JsonException("It names no notice.");
        await Send(new WebhookCall(effect.From, notice, Trace: Traces.Here), null, stop);
        return true;
    }

    /// <summary>Silence is no fault of it: that does not count towards poison.</summary>
    public Task PutBack(WebhookCall call, CancellationToken stop) => Send(call with { PutBack = call.PutBack + 1 }, TransientFailure.PauseAfter(call.PutBack), stop);

    /// <exception cref="TamperedException">Not ours.</exception>
    public WebhookCall Read(string body) =>
        JsonSerializer.Deserialize(protector.OpenShared(SealPurposes.Queue, Base64Url.DecodeFromChars(body), Queued), SubscriptionJson.Default.WebhookCall) ?? throw new FormatException("An empty call.");

    private async Task Send(WebhookCall call, TimeSpan? hidden, CancellationToken stop) =>
        await storage.Queue(Queue).SendMessageAsync(Base64Url.EncodeToString(protector.SealShared(SealPurposes.Queue, JsonSerializer.SerializeToUtf8Bytes(call, SubscriptionJson.Default.WebhookCall), Queued)), hidden, Forever, stop);
}
