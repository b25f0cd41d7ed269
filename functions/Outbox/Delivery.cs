using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Bots;
using ServerlessAssist.Functions.Outbox.Budget;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Functions.Outbox;

/// <summary>One attempt to bring a message to a person: the channels in the order that she has chosen, in the language that she has now.</summary>
public sealed partial class Delivery(StaffDirectory directory, IEnumerable<IChannel> channels, Texts texts, TimeProvider time, ILogger<Delivery> log)
{
    private const int TriesOnChannel = 4;

    public async Task<Carried> Carry(OutboundMessage message, Progress before, string ticket, CancellationToken stop)
    {
        var staff = await directory.Now(stop);
        var now = time.GetUtcNow();
        // Her quiet hours: what is not urgent waits for their end.
        if (message.Priority == Priority.Routine && staff.QuietUntil(message.To, now) is { } loud) return new Carried.Later(loud - now, before);
        var (givenUp, tries) = (before.GivenUp, before.Tries);
        var claim = message.Priority == Priority.Urgent ? Claim.Always : Claim.WithinBudget;
        TimeSpan? wait = null;
        foreach (var address in staff.ChannelsOf(message.To))
        {
            if (message.Avoid.Contains(address.Channel) || givenUp.Contains(address.Channel)) continue;
            if (channels.FirstOrDefault(known => known.Kind == address.Channel) is not { } channel) continue; // Not set up in this house.
            var result = await Send(channel, address, message, staff.LanguageOf(message.To), ticket, claim, stop);
            if (result is SendResult.Sent sent) return new Carried.Sent(address.Channel, sent.CarrierId, sent.Segments);

            var why = ((SendResult.Failed)result).Why;
            SendFailed(log, address.Channel, why.Name, tries + 1);
            if (why.Consequence == Consequence.NextChannelOrWait)
            {
                wait = why.After;
                continue;
            }
            if (why.Consequence == Consequence.TryLater && tries + 1 < TriesOnChannel)
                return new Carried.Later(why.After ?? TimeSpan.FromSeconds(2 << tries), new Progress(givenUp, tries + 1));
            if (why.Consequence == Consequence.NextChannelAndRemember) await directory.Remember(message.To, address, why, ticket, stop);
            if (why.Consequence == Consequence.TellHuman) await directory.Page(OperationsPhrases.SendRefused.With(("why", why.Name)), $"{why.Name}", stop);
            (givenUp, tries) = (givenUp.Add(address.Channel), 0);
        }
        return wait is { } after ? new Carried.Later(after, new Progress(givenUp, 0)) : new Carried.Failed("no-channel-left");
    }

    private async Task<SendResult> Send(IChannel channel, Address to, OutboundMessage message, Language language, string ticket, Claim claim, CancellationToken stop)
    {
        using var span = Traces.Step("send", ActivityKind.Client)?.SetTag("channel", to.Channel.ToString());
        var result = await texts.Send(channel, to, new Reply(message.Words, message.Choices), language, ticket, claim, stop);
        var by = new KeyValuePair<string, object?>("channel", to.Channel.ToString());
        if (result is SendResult.Sent sent)
        {
            Measures.Sent.Add(1, by);
            if (sent.Segments > 0) Measures.Segments.Add(sent.Segments, by);
        }
        else if (result is SendResult.Failed failed)
        {
            Measures.SendFailed.Add(1, by, new("failure", failed.Why.Name));
            span?.SetTag("failure", failed.Why.Name).SetStatus(ActivityStatusCode.Error);
        }
        return result;
    }

    [LoggerMessage(LogLevel.Warning, "A message by {Channel} was not taken: {Failure} (try {Try}).")]
    private static partial void SendFailed(ILogger log, ChannelKind channel, string failure, int @try);
}
