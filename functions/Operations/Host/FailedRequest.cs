using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace ServerlessAssist.Functions.Operations.Host;

/// <summary>Answers 500 where an HTTP function fails. The vendor's middleware around this one would answer 200 without a body.</summary>
/// <remarks>
/// A carrier that reads 200 does not retry, and its message would be lost. Where the client has disconnected the function has not failed:
/// strangers must not be able to fill the log with errors.
/// </remarks>
public sealed class FailedRequest : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.GetHttpContext() is { RequestAborted.IsCancellationRequested: true } left)
        {
            if (!left.Response.HasStarted) left.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            if (context.GetHttpContext() is { Response.HasStarted: false } http)
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            throw;
        }
    }
}
