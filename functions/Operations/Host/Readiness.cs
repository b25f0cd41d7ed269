using ServerlessAssist.Functions.Operations.Upkeep;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Operations.Host;

/// <summary>Whether the system can work. Anybody may ask, so it is looked at once a second, however many do.</summary>
public sealed class Readiness(StorageClients storage, SweepHeartbeat heartbeat, TimeProvider time)
{
    /// <summary>Timers fire every minute; a sweep may last a while.</summary>
    private static readonly TimeSpan Silent = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private Task<string?> _last = Task.FromResult<string?>(null);
    private long? _looked;

    /// <returns>Why it cannot; null: it can.</returns>
    public Task<string?> WhyNot(CancellationToken stop)
    {
        lock (_lock)
        {
            if (_last.IsCompleted && (_looked is not { } looked || time.GetElapsedTime(looked) >= Fresh))
                (_last, _looked) = (Look(), time.GetTimestamp());
            return _last.WaitAsync(stop);
        }
    }

    /// <summary>Shared by all concurrent requests, so the cancellation of one does not end it.</summary>
    private async Task<string?> Look()
    {
        using var patience = new CancellationTokenSource(Limit, time);
        try
        {
            await storage.Queue(Announcements.Urgent).GetPropertiesAsync(patience.Token);
            var (now, last) = (time.GetUtcNow(), await heartbeat.Last(patience.Token));
            // A process that has just started waits for the first sweep as long as for any other; one from the future says nothing.
            var since = last > heartbeat.ProcessStarted && last < now + SweepHeartbeat.Skew ? last.Value : heartbeat.ProcessStarted;
            return now - since > Silent ? "timers do not fire" : null;
        }
        catch (Exception down) when (TransientFailure.Is(down))
        {
            return "storage does not answer";
        }
    }
}
