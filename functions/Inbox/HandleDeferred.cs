using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Bots;
using ServerlessAssist.Functions.Outbox;
using ServerlessAssist.Functions.Outbox.Budget;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>Handles what could not be handled when it came: a message is answered by its channel, a report goes to its stream.</summary>
public sealed class HandleDeferred(
    Deferred deferred, DeferredCopies copies, LeaseGuard guard, Router router, DeliveryReports reports, Texts texts, IEnumerable<IChannel> channels)
{
    [Function(nameof(HandleDeferred))]
    public async Task Run([QueueTrigger(Deferred.Queue)] string body, FunctionContext context)
    {
        var incoming = deferred.Read(body);
        using var span = Traces.Continue(nameof(HandleDeferred), incoming.Trace)?.SetTag("put-back", incoming.PutBack);
        // Somebody who wrote waits for an answer; nobody waits for a report.
        if (incoming is Incoming.Report) await Work();
        else await guard.Run(Deferred.Queue, context, incoming.Copies, () => deferred.Copy(incoming), Work);

        Task Work() => Handle(incoming, span, context.CancellationToken);
    }

    private async Task Handle(Incoming incoming, Activity? span, CancellationToken stop)
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

    private async Task<int> HandleOrPutBack(Incoming incoming, Activity? span, CancellationToken stop)
    {
        try
        {
            await Handle(incoming, stop);
            return DeferredCopies.Handled;
        }
        catch (Exception silent) when (Silence.Is(silent))
        {
            span.NotesFailure(silent);
            await deferred.PutBack(incoming, CancellationToken.None);
            return incoming.PutBack + 1;
        }
    }

    private Task Handle(Incoming incoming, CancellationToken stop) => incoming switch
    {
        Incoming.Message message => Answer(message.What, stop),
        Incoming.Report report => Tell(report, stop),
        _ => throw new FormatException("Of a kind that is not known here."),
    };

    private async Task Answer(InboundMessage message, CancellationToken stop)
    {
        var answered = await router.Handle(message, stop);
        if (!answered.IsSettled) throw NotSettled();
        if (answered.Reply is not { } reply) return;
        if (channels.FirstOrDefault(one => one.Kind == message.From.Channel) is not { } channel) return; // Not set up any more.
        var sent = await texts.Send(channel, message.From, reply, answered.Language, null, Texts.ClaimOf(answered), stop);
        if (sent is SendResult.Failed { Why.Consequence: Consequence.TryLater }) throw new NotSettledException("The carrier does not take the answer yet; the queue tries again.");
    }

    private async Task Tell(Incoming.Report report, CancellationToken stop)
    {
        if (!await reports.Tell(report.Ticket, report.What, stop)) throw NotSettled();
    }

    private static NotSettledException NotSettled() => new("Not settled yet; the queue tries again.");
}
