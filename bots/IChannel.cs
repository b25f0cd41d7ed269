using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Bots;

/// <summary>One way that words travel: it words a message for its medium and hands it to the carrier.</summary>
public interface IChannel
{
    ChannelKind Kind { get; }

    /// <summary>What it can do; as <see cref="ChannelTraits.Of"/> has it for rules that know the kind alone.</summary>
    ChannelTraits Traits { get; }

    /// <summary>Hands one message to the carrier, once: it neither retries nor waits.</summary>
    /// <param name="correlationId">URL-safe, at most 200 characters; comes back with the delivery report. Null: no report wanted.</param>
    /// <returns>Never throws for what a carrier or network can do; cancellation alone throws.</returns>
    Task<SendResult> Send(Address to, Wording words, IReadOnlyList<Choice> choices, Language language, string? correlationId, CancellationToken stop);
}
