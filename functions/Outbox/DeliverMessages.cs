using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Inbox.Receiving;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Functions.Outbox;

/// <summary>Finishes what a commit announced and nobody delivered. The urgent and the routine queue run the same code.</summary>
public sealed class DeliverMessages(Announcements announcements, LeaseGuard guard, IEnumerable<IStreamHandler> streams)
{
    [Function("DeliverUrgent")]
    public Task Urgent([QueueTrigger(Announcements.Urgent)] string body, FunctionContext context) =>
        Deliver("DeliverUrgent", body, context);

    [Function("DeliverRoutine")]
    public Task Routine([QueueTrigger(Announcements.Routine)] string body, FunctionContext context) =>
        Deliver("DeliverRoutine", body, context);

    private async Task Deliver(string name, string body, FunctionContext context)
    {
        var announcement = announcements.Read(body);
        using var span = Traces.Continue(name, announcement.Trace)?.SetTag("kind", announcement.Id.Kind).SetTag("put-back", announcement.PutBack);
        var queue = announcement.Priority == Priority.Urgent ? Announcements.Urgent : Announcements.Routine;
        await guard.Run(queue, context, announcement.Copies,
            () => announcements.Copy(announcement), () => Deliver(announcement, span, context.CancellationToken));
    }

    /// <summary>Only a defect ends in poison: an alert must not lie there because storage was silent for some minutes.</summary>
    private async Task Deliver(Announcement announcement, Activity? span, CancellationToken stop)
    {
        try
        {
            await streams.First(one => one.Kind == announcement.Id.Kind).Resume(announcement, stop);
        }
        catch (Exception silent) when (TransientFailure.Is(silent))
        {
            span.NotesFailure(silent);
            await announcements.PutBack(announcement, CancellationToken.None);
        }
        catch (Exception failed) when (span.NotesFailure(failed))
        {
            throw;
        }
    }
}
