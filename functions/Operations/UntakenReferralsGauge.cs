using System.Text.Json;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Functions.Operations;

/// <summary>Measures how many referrals nobody has taken and how old the oldest is: one partition query a region, and none while nobody listens.</summary>
public sealed class UntakenReferralsGauge(StaffDirectory directory, Views views, TimeProvider time)
{
    public async Task Measure(CancellationToken stop)
    {
        if (!Metrics.AlertsWaiting.Enabled) return;
        foreach (var region in (await directory.Cached(stop)).Configuration.Regions)
        {
            var now = time.GetUtcNow();
            var waiting = (await views.Read(ReferralEvolution.BoardView, region.Id, stop)).Select(line => JsonSerializer.Deserialize(line, BoardJson.Default.BoardLine)!).Where(line => line.IsWaiting).ToList();
            Gauges.AlertsWaiting(region.Id, waiting.Count, waiting.Count == 0 ? TimeSpan.Zero : now - waiting.Min(line => line.Since));
        }
    }
}
