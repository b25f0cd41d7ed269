using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Functions.Inbox.Receiving;

/// <summary>What came in and could not be handled at once.</summary>
[JsonDerivedType(typeof(Message), "message")]
[JsonDerivedType(typeof(Report), "delivery-report")]
public abstract record QueuedInbound
{
    /// <summary>How often silence has made somebody put it back.</summary>
    public int PutBack { get; init; }

    /// <summary>How many copies in a row were made against the death of the process that handled the one before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Copies { get; init; }

    /// <summary>The trace that it belongs to; null: none was recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Trace { get; init; }

    /// <summary>The same for every copy of it in the queue.</summary>
    [JsonIgnore]
    public abstract string Name { get; }

    public sealed record Message(InboundMessage What) : QueuedInbound
    {
        [JsonIgnore]
        public override string Name => $"message|{What.Id}";
    }

    /// <param name="Ticket">Which message of which stream is reported on.</param>
    public sealed record Report(string Ticket, DeliveryReport What) : QueuedInbound
    {
        [JsonIgnore]
        public override string Name => $"report|{Ticket}|{What.GetType().Name}";
    }
}

/// <summary>What could not be handled when it came: sealed, in a queue of its own, for ever.</summary>
public sealed class InboundQueue(StorageClients storage, Protector protector)
{
    public const string Queue = "inbound";

    /// <exception cref="Azure.RequestFailedException">The queue does not take it either: the carrier has to try again.</exception>
    public Task Put(QueuedInbound what, CancellationToken stop) => Send(what with { Trace = Traces.Here }, null, stop);

    /// <summary>As <see cref="Put"/>, for what was taken from the queue and meets silence again.</summary>
    public Task PutBack(QueuedInbound what, CancellationToken stop) => Send(what with { PutBack = what.PutBack + 1 }, TransientFailure.PauseAfter(what.PutBack), stop);

    /// <exception cref="TamperedException">Not ours.</exception>
    public QueuedInbound Read(string body) =>
        JsonSerializer.Deserialize(protector.OpenShared(SealPurposes.Inbound, Base64Url.DecodeFromChars(body), "message"), QueuedInboundJson.Default.QueuedInbound)
        ?? throw new FormatException("An empty message.");

    /// <summary>The body of a copy that stands in for a message while it is handled.</summary>
    public string Copy(QueuedInbound what) => Seal(what with { Copies = what.Copies + 1 });

    private async Task Send(QueuedInbound what, TimeSpan? hidden, CancellationToken stop) =>
        await storage.Queue(Queue).SendMessageAsync(Seal(what), hidden, timeToLive: TimeSpan.FromSeconds(-1), stop);

    private string Seal(QueuedInbound what) =>
        Base64Url.EncodeToString(protector.SealShared(SealPurposes.Inbound, JsonSerializer.SerializeToUtf8Bytes(what, QueuedInboundJson.Default.QueuedInbound), "message"));
}

[JsonSerializable(typeof(QueuedInbound))]
internal sealed partial class QueuedInboundJson : JsonSerializerContext;
