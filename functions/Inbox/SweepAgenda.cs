using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>Every minute: whatever is due is looked at by its rules. Hints go when their streams have said so.</summary>
public sealed partial class SweepAgenda(Agenda agenda, IEnumerable<IStreams> streams, IEnumerable<IErrand> errands, TimeProvider time, ILogger<SweepAgenda> log)
{
    private const int SideBySide = 8;

    [Function(nameof(SweepAgenda))]
    public async Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken stop)
    {
        var looking = new List<Task>();
        try
        {
            await foreach (var due in agenda.Due(time.GetUtcNow(), stop))
            {
                looking.RemoveAll(task => task.IsCompleted);
                if (looking.Count >= SideBySide) await Task.WhenAny(looking);
                looking.Add(Look(due, stop));
            }
        }
        finally
        {
            await Task.WhenAll(looking);
        }
    }

    private async Task Look((StreamId Id, WakeUp Wake) due, CancellationToken stop)
    {
        // Of a purpose its first word: what stands in for an announcement names a commit.
        using var span = Traces.Step("wake")?.SetTag("kind", due.Id.Kind).SetTag("purpose", due.Wake.Purpose.Split('.')[0]);
        var outcome = "left";
        try
        {
            if (await Wake(due.Id, due.Wake, stop))
            {
                await agenda.Delete(due.Id, due.Wake, stop);
                outcome = "done";
            }
        }
        catch (Exception failed) when (failed is not OutOfMemoryException && !stop.IsCancellationRequested)
        {
            span.NotesFailure(failed);
            // One that fails holds nobody else up; its hint stays for the next minute.
            Left(log, due.Id.Kind, failed.GetType().Name);
        }
        finally
        {
            Measures.WokenUp.Add(1, new("kind", due.Id.Kind), new("outcome", outcome));
        }
    }

    private async Task<bool> Wake(StreamId id, WakeUp wake, CancellationToken stop) =>
        errands.FirstOrDefault(one => one.Kind == id.Kind) is { } errand ? await errand.Go(id, wake, stop) : streams.FirstOrDefault(one => one.Kind == id.Kind) is not { } stream || await stream.Wake(id, wake, stop);

    [LoggerMessage(LogLevel.Error, "A wake-up of a {Kind} failed with {Exception}; it is tried again in a minute.")]
    private static partial void Left(ILogger log, string kind, string exception);
}
