using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Operations;

/// <summary>Whether this process lives, and whether the system can work. For load balancers, the outside alarm and <c>assist health</c>.</summary>
public sealed class ShowHealth(StorageClients storage, SweepHeartbeat heartbeat, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>Timers fire every minute; a sweep may last a while.</summary>
    private static readonly TimeSpan Silent = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    [Function("ShowLive")]
    public static IResult Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request) =>
        Results.Text("live");

    /// <returns>503 with the reason: draining, storage does not answer, timers do not fire.</returns>
    [Function("ShowReady")]
    public async Task<IResult> Ready(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request, CancellationToken stop)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return NotReady("draining");
        using var patience = new CancellationTokenSource(Limit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            await storage.Queue(Announcements.Urgent).GetPropertiesAsync(limit.Token);
            var last = await heartbeat.Last(limit.Token);
            // A process that has just started waits for the first sweep as long as for any other.
            var since = last > heartbeat.ProcessStarted ? last.Value : heartbeat.ProcessStarted;
            return time.GetUtcNow() - since > Silent ? NotReady("timers do not fire") : Results.Text("ready");
        }
        catch (Exception down) when (Silence.Is(down))
        {
            return NotReady("storage does not answer");
        }
    }

    private static IResult NotReady(string why) => Results.Text(why, statusCode: StatusCodes.Status503ServiceUnavailable);
}
