using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace ServerlessAssist.Functions.Operations.Host;

/// <summary>The outermost middleware: what it lets out reaches the Functions host, its logs and Application Insights.</summary>
public sealed partial class HostBoundary(ILogger<HostBoundary> log) : IFunctionsWorkerMiddleware
{
    /// <exception cref="FunctionFailedException">The function failed: the type's name is all that is told.</exception>
    /// <exception cref="OperationCanceledException">The host ended a function of a queue or a timer: it is to run again.</exception>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            // A client that disconnects, even before its request reaches the function, is no error; one that is still connected
            // gets the answer of FailedRequest.
            if (!context.IsStartedBy(Triggers.Http)) throw new OperationCanceledException(context.CancellationToken);
        }
        catch (Exception failed) when (failed is not (FunctionFailedException or OutOfMemoryException))
        {
            Failed(log, context.FunctionDefinition.Name, failed.GetType().Name);
            throw new FunctionFailedException(failed);
        }
        // The answer has been written to the HTTP response. The worker would serialise it once more and send it to the host;
        // a host without features keeps no result.
        if (context.GetHttpContext() is not null && context.Features.Any()) context.GetInvocationResult().Value = null;
    }

    [LoggerMessage(LogLevel.Error, "{Function} failed with {Exception}.")]
    private static partial void Failed(ILogger log, string function, string exception);
}
