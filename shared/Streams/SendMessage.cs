using System.Collections.Immutable;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Shared.Streams;

/// <summary>Finds the person, words the message and hands it to a carrier: one attempt.</summary>
/// <param name="correlationId">Comes back with the delivery report.</param>
public delegate Task<SendAttempt> SendMessage(OutboundMessage message, DeliveryProgress before, string correlationId, CancellationToken stop);

/// <summary>How far earlier attempts came.</summary>
/// <param name="Tries">On the channel that is being tried now.</param>
public sealed record DeliveryProgress(ImmutableArray<ChannelKind> GivenUp, int Tries)
{
    /// <summary>An attempt that may have succeeded: the carrier is asked before the next. Null: every attempt is known to have failed.</summary>
    public Doubt? Doubt { get; init; }

    public static readonly DeliveryProgress None = new([], 0);
}

/// <summary>What one attempt came to.</summary>
public abstract record SendAttempt
{
    public sealed record Sent(ChannelKind Channel, string CarrierId, int Segments) : SendAttempt;

    public sealed record Later(TimeSpan After, DeliveryProgress Progress) : SendAttempt;

    public sealed record Failed(string Why) : SendAttempt;

    /// <summary>The carrier may have taken it: it is asked before anything is sent again.</summary>
    /// <param name="Progress">With the doubt.</param>
    public sealed record Unknown(DeliveryProgress Progress) : SendAttempt;

    /// <summary>It may have been sent and cannot be asked after: not sent again, and a human is told.</summary>
    public sealed record Unconfirmed : SendAttempt;

    /// <summary>No carrier has it, and it is no longer wanted.</summary>
    public sealed record NotWanted : SendAttempt;
}

/// <summary>Names one message of one stream in the carrier's delivery report: no number, no name.</summary>
public readonly record struct CorrelationId(StreamId Stream, string MessageId)
{
    public override string ToString() => $"{Stream.Kind}~{Stream.Key}~{MessageId}";

    public static CorrelationId? Parse(string text) => text.Split('~') is [{ Length: > 0 } kind, { Length: > 0 } key, { Length: > 0 } message]
        ? new CorrelationId(new StreamId(kind, key), message)
        : null;
}
