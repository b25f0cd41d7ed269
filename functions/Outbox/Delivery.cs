using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Bots;
using ServerlessAssist.Functions.Outbox.Budget;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Functions.Outbox;

/// <summary>One attempt to bring a message to its recipient: by the channels in the recipient's order, in the recipient's present language.</summary>
public sealed partial class Delivery(
    Recipients recipients, DoubtfulMessages doubtful, StaffDirectory directory, IEnumerable<IChannel> channels, MeteredSender texts, TimeProvider time, ILogger<Delivery> log)
{
    private const int TriesOnChannel = 4;

    public async Task<SendAttempt> Carry(OutboundMessage message, DeliveryProgress before, string correlationId, CancellationToken stop)
    {
        if (recipients.Of(message.To.Kind) is not { } source) return new SendAttempt.Failed("no-recipient-source");
        var to = await source.Find(message.To, time.GetUtcNow(), stop);
        if (before.Doubt is { } doubt)
        {
            if (await doubtful.Settle(message, to, before, doubt, stop) is { } settled) return settled;
            before = AfterDoubt(before, doubt);
        }
        if (to is null) return new SendAttempt.Failed("no-channel-left");
        var now = time.GetUtcNow();
        // Quiet or safe hours: what is not urgent waits for their end.
        if (message.Priority == Priority.Routine && to.QuietUntil is { } loud) return new SendAttempt.Later(loud - now, before);
        var (givenUp, tries) = (before.GivenUp, before.Tries);
        var claim = message.Priority == Priority.Urgent ? BudgetPolicy.Always : BudgetPolicy.WithinBudget;
        TimeSpan? wait = null;
        foreach (var address in to.Addresses)
        {
            if (message.Avoid.Contains(address.Channel) || givenUp.Contains(address.Channel)) continue;
            if (channels.FirstOrDefault(known => known.Kind == address.Channel) is not { } channel) continue; // Not set up in this house.
            var result = await Send(channel, address, message, to.Language, correlationId, claim, stop);
            if (result is SendResult.Sent sent) return new SendAttempt.Sent(address.Channel, sent.CarrierId, sent.Segments);

            var why = ((SendResult.Failed)result).Why;
            SendFailed(log, address.Channel, why.Name, tries + 1);
            if (why.MayHaveArrived && source.WhenInDoubt == InDoubt.AskFirst)
                return new SendAttempt.Unknown(new DeliveryProgress(givenUp, tries + 1) { Doubt = new Doubt(now, address.Channel, 0) });
            if (why.Consequence == Consequence.NextChannelOrWait)
            {
                wait = why.After;
                continue;
            }
            if (why.Consequence == Consequence.TryLater && tries + 1 < TriesOnChannel)
                return new SendAttempt.Later(why.After ?? TimeSpan.FromSeconds(2 << tries), new DeliveryProgress(givenUp, tries + 1));
            if (why.Consequence == Consequence.NextChannelAndRemember) await source.RememberRefused(message.To, address, why, correlationId, stop);
            if (why.Consequence == Consequence.TellHuman) await directory.Notify(OperationsPhrases.SendRefused.With(("why", why.Name)), $"{why.Name}", stop);
            (givenUp, tries) = (givenUp.Add(address.Channel), 0);
        }
        return wait is { } after ? new SendAttempt.Later(after, new DeliveryProgress(givenUp, 0)) : new SendAttempt.Failed("no-channel-left");
    }

    /// <summary>No carrier has it: it is tried again, by another channel where this one was tried often enough.</summary>
    private static DeliveryProgress AfterDoubt(DeliveryProgress before, Doubt doubt) => doubt.Channel is { } channel && before.Tries >= TriesOnChannel
        ? new DeliveryProgress(before.GivenUp.Add(channel), 0)
        : before with { Doubt = null };

    private async Task<SendResult> Send(IChannel channel, Address to, OutboundMessage message, Language language, string correlationId, BudgetPolicy claim, CancellationToken stop)
    {
        using var span = Traces.Step("send", ActivityKind.Client)?.SetTag("channel", to.Channel.ToString());
        var result = await texts.Send(channel, to, new Reply(message.Words, message.Choices), language, correlationId, claim, stop);
        var by = new KeyValuePair<string, object?>("channel", to.Channel.ToString());
        if (result is SendResult.Sent sent)
        {
            Metrics.Sent.Add(1, by);
            if (sent.Segments > 0) Metrics.Segments.Add(sent.Segments, by);
        }
        else if (result is SendResult.Failed failed)
        {
            Metrics.SendFailed.Add(1, by, new("failure", failed.Why.Name));
            span?.SetTag("failure", failed.Why.Name).SetStatus(ActivityStatusCode.Error);
        }
        return result;
    }

    [LoggerMessage(LogLevel.Warning, "A message by {Channel} was not taken: {Failure} (try {Try}).")]
    private static partial void SendFailed(ILogger log, ChannelKind channel, string failure, int @try);
}
