using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Bots;
using ServerlessAssist.Functions.Outbox;
using ServerlessAssist.Functions.Outbox.Budget;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Functions.Inbox.Receiving;

/// <summary>Handles what could not be handled when it came: a message is answered by its channel, a report goes to its stream.</summary>
public sealed class HandleDeferred(
    InboundQueue deferred, QueuedInboundCopies copies, LeaseGuard guard, Router router, DeliveryReports reports, MeteredSender texts, IEnumerable<IChannel> channels)
{
    [Function(nameof(HandleDeferred))]
    public async Task Run([QueueTrigger(InboundQueue.Queue)] string body, FunctionContext context)
    {
        var incoming = deferred.Read(body);
        using var span = Traces.Continue(nameof(HandleDeferred), incoming.Trace)?.SetTag("put-back", incoming.PutBack);
        // Somebody who wrote waits for an answer; nobody waits for a report.
        if (incoming is QueuedInbound.Report) await Work();
        else await guard.Run(InboundQueue.Queue, context, incoming.Copies, () => deferred.Copy(incoming), Work);

        Task Work() => Handle(incoming, span, context.CancellationToken);
    }

    private async Task Handle(QueuedInbound incoming, Activity? span, CancellationToken stop)
    {
        try
        {
            await copies.Once(incoming.Name, incoming.PutBack, () => HandleOrPutBack(incoming, span, stop));
        }
        catch (Exception failed) when (span.NotesFailure(failed))
        {
            throw;
        }
    }

    private async Task<int> HandleOrPutBack(QueuedInbound incoming, Activity? span, CancellationToken stop)
    {
        try
        {
            await Handle(incoming, stop);
            return QueuedInboundCopies.Handled;
        }
        catch (Exception silent) when (TransientFailure.Is(silent))
        {
            span.NotesFailure(silent);
            await deferred.PutBack(incoming, CancellationToken.None);
            return incoming.PutBack + 1;
        }
    }

    private Task Handle(QueuedInbound incoming, CancellationToken stop) => incoming switch
    {
        QueuedInbound.Message message => Answer(message.What, stop),
        QueuedInbound.Report report => Tell(report, stop),
        _ => throw new FormatException("Of a kind that is not known here."),
    };

    private async Task Answer(InboundMessage message, CancellationToken stop)
    {
        var answered = await router.Handle(message, stop);
        if (!answered.IsSettled) throw NotSettled();
        if (answered.Reply is not { } reply) return;
        if (channels.FirstOrDefault(one => one.Kind == message.From.Channel) is not { } channel) return; // Not set up any more.
        var sent = await texts.Send(channel, message.From, reply, answered.Language, null, MeteredSender.ClaimOf(answered), stop);
        if (sent is SendResult.Failed { Why.Consequence: Consequence.TryLater }) throw new NotSettledException("The carrier does not take the answer yet; the queue tries again.");
    }

    private async Task Tell(QueuedInbound.Report report, CancellationToken stop)
    {
        if (!await reports.Tell(report.Ticket, report.What, stop)) throw NotSettled();
    }

    private static NotSettledException NotSettled() => new("Not settled yet; the queue tries again.");
}
