using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Functions.Operations.Upkeep;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Operations.Host;

/// <summary>Where timers do not fire, whatever function runs next sweeps the agenda, so that a deadline still escalates.</summary>
/// <remarks>Costs one storage transaction a minute in a process that handles requests or messages.</remarks>
public sealed partial class OverdueSweep(SweepHeartbeat heartbeat, AgendaSweep sweep, TimeProvider time, ILogger<OverdueSweep> log)
    : IFunctionsWorkerMiddleware
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>The timer fires every minute; clocks of instances differ by up to this.</summary>
    private static readonly TimeSpan Overdue = SweepHeartbeat.Skew;

    /// <summary>The answer is on its way by now; the invocation ends this much later at most.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);

    private long _looked = time.GetUtcNow().UtcTicks;

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        await next(context);
        if (context.IsStartedBy(Triggers.Timer) || IsRefused(context) || !IsTimeToLook()) return;
        using var budget = new CancellationTokenSource(Budget, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, budget.Token);
        try
        {
            // One from the future was noted by a clock that is wrong: it must not hide that timers do not fire.
            if (await heartbeat.Last(limit.Token) is { } last && (time.GetUtcNow() - last).Duration() < Overdue) return;
            await sweep.Run(limit.Token);
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            // The function has done its work, and what it said stands; the next one looks again.
            if (!TransientFailure.Is(failed)) NotSwept(log, failed.GetType().Name);
        }
    }

    /// <summary>A stranger who is refused at the door causes no storage call.</summary>
    /// <remarks>The worker has disposed of the HttpContext by now, but knows what the function returned; the local host the reverse.</remarks>
    private static bool IsRefused(FunctionContext context)
    {
        if (context.GetHttpContext() is not { } http) return false;
        var status = context.Features.Any()
            ? (context.GetInvocationResult().Value as IStatusCodeHttpResult)?.StatusCode
            : http.Response.StatusCode;
        return status >= StatusCodes.Status400BadRequest;
    }

    /// <summary>True for one caller a minute, and at once where the clock has been put back.</summary>
    private bool IsTimeToLook()
    {
        var (now, looked) = (time.GetUtcNow().UtcTicks, Volatile.Read(ref _looked));
        return Math.Abs(now - looked) >= Interval.Ticks && Interlocked.CompareExchange(ref _looked, now, looked) == looked;
    }

    [LoggerMessage(LogLevel.Error, "The agenda could not be swept in place of its timer: {Exception}.")]
    private static partial void NotSwept(ILogger log, string exception);
}
