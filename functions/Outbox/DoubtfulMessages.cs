using Microsoft.Extensions.Logging;
using ServerlessAssist.Bots;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Outbox;

/// <summary>Finds out from the carriers whether a message in doubt was sent.</summary>
public sealed partial class DoubtfulMessages(IEnumerable<IChannel> channels, ILogger<DoubtfulMessages> log)
{
    /// <param name="to">Null: the recipient is not known any more.</param>
    /// <returns>Null: no carrier has it, and it may be sent.</returns>
    public async Task<SendAttempt?> Settle(OutboundMessage message, Recipient? to, DeliveryProgress before, Doubt doubt, CancellationToken stop)
    {
        var (asked, isUnanswered, cannotBeAsked) = (0, false, false);
        foreach (var address in to?.Addresses ?? [])
        {
            if (!MayHaveGone(address.Channel, message, before, doubt)) continue;
            // Not set up: nothing left by it.
            if (channels.FirstOrDefault(known => known.Kind == address.Channel) is not { } channel) continue;
            if (channel is not ISentMessages list)
            {
                cannotBeAsked = true;
                continue;
            }
            asked++;
            var said = await list.Find(address, message.Words, doubt.Since - Doubt.Clocks, stop);
            Asked(log, channel.Kind, said.GetType().Name);
            if (said is SentLookup.Found found) return new SendAttempt.Sent(address.Channel, found.CarrierId, 0);
            if (said is SentLookup.Unanswered) isUnanswered = true;
        }
        if (isUnanswered)
            return new SendAttempt.Later(TransientFailure.PauseAfter(doubt.Asked), before with { Doubt = doubt with { Asked = doubt.Asked + 1 } });
        if (cannotBeAsked || asked == 0) return new SendAttempt.Unconfirmed();
        return doubt.IfMissing == IfMissing.Drop ? new SendAttempt.NotWanted() : null;
    }

    /// <summary>By the channel that it went by; where a process died, by any that was not ruled out.</summary>
    private static bool MayHaveGone(ChannelKind channel, OutboundMessage message, DeliveryProgress before, Doubt doubt) => doubt.Channel is { } known
        ? channel == known
        : !message.Avoid.Contains(channel) && !before.GivenUp.Contains(channel);

    [LoggerMessage(LogLevel.Warning, "It is not known whether a message by {Channel} was sent; its carrier was asked: {Answer}.")]
    private static partial void Asked(ILogger log, ChannelKind channel, string answer);
}
