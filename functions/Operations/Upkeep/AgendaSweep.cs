using Microsoft.Extensions.Logging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Functions.Operations.Upkeep;

/// <summary>Lets the rules look at whatever is due. Hints are deleted when their streams have said so.</summary>
public sealed partial class AgendaSweep(
    Agenda agenda, IEnumerable<IStreamHandler> streams, IEnumerable<IWakeUpHandler> errands, TimeProvider time, ILogger<AgendaSweep> log)
{
    private const int SideBySide = 8;

    /// <summary>One pass over all that is due now.</summary>
    public async Task Run(CancellationToken stop)
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
            // One that fails delays no other; its hint stays for the next minute.
            Left(log, due.Id.Kind, failed.GetType().Name);
        }
        finally
        {
            Metrics.WokenUp.Add(1, new("kind", due.Id.Kind), new("outcome", outcome));
        }
    }

    private async Task<bool> Wake(StreamId id, WakeUp wake, CancellationToken stop)
    {
        if (errands.FirstOrDefault(one => one.Kind == id.Kind) is { } errand) return await errand.Run(id, wake, stop);
        return streams.FirstOrDefault(one => one.Kind == id.Kind) is not { } stream || await stream.Wake(id, wake, stop);
    }

    [LoggerMessage(LogLevel.Error, "A wake-up of a {Kind} failed with {Exception}; it is tried again in a minute.")]
    private static partial void Left(ILogger log, string kind, string exception);
}
