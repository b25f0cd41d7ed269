using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;

namespace ServerlessAssist.Functions.Operations.Host;

/// <summary>Whether this process lives, and whether the system can work. For load balancers, the outside alarm and <c>assist health</c>.</summary>
public sealed class ShowHealth(Readiness readiness, IHostApplicationLifetime lifetime)
{
    [Function("ShowLive")]
    public static IResult Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request) =>
        Results.Text("live");

    /// <returns>503 with the reason: draining, storage does not answer, timers do not fire.</returns>
    [Function("ShowReady")]
    public async Task<IResult> Ready(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request, CancellationToken stop)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return NotReady("draining");
        return await readiness.WhyNot(stop) is { } why ? NotReady(why) : Results.Text("ready");
    }

    private static IResult NotReady(string why) => Results.Text(why, statusCode: StatusCodes.Status503ServiceUnavailable);
}
