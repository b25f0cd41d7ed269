using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>Messages that could not be handled when they came: sealed, in a queue of their own, for ever.</summary>
public sealed class Deferred(StorageClients storage, Protector protector)
{
    public const string Queue = "inbound";

    public async Task Put(InboundMessage message, CancellationToken stop)
    {
        var box = protector.SealShared("inbound", JsonSerializer.SerializeToUtf8Bytes(message, DeferredJson.Default.InboundMessage), "message");
        await storage.Queue(Queue).SendMessageAsync(Base64Url.EncodeToString(box), visibilityTimeout: null, timeToLive: TimeSpan.FromSeconds(-1), stop);
    }

    /// <exception cref="TamperedException">Not ours.</exception>
    public InboundMessage Read(string body) =>
        JsonSerializer.Deserialize(protector.OpenShared("inbound", Base64Url.DecodeFromChars(body), "message"), DeferredJson.Default.InboundMessage)
        ?? throw new FormatException("An empty message.");
}

[JsonSerializable(typeof(InboundMessage))]
internal sealed partial class DeferredJson : JsonSerializerContext;
