using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Functions.Operations.Host;

/// <summary>Around every function: its name, how long it took, whether it failed. What a queue brings goes on with the trace in its body, so its function begins the span itself.</summary>
public sealed class TraceFunctions : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var name = context.FunctionDefinition.Name;
        var began = TimeProvider.System.GetTimestamp();
        using var span = KindOf(context.FunctionDefinition) is { } kind ? Traces.Begin(name, kind) : null;
        var outcome = "failed";
        try
        {
            await next(context);
            outcome = "done";
        }
        catch (Exception failed) when (span.NotesFailure(failed))
        {
            throw;
        }
        finally
        {
            Metrics.Handled.Record(TimeProvider.System.GetElapsedTime(began).TotalSeconds, new("function", name), new("outcome", outcome));
        }
    }

    /// <summary>Null: a queue's.</summary>
    private static ActivityKind? KindOf(FunctionDefinition function) => function.InputBindings.Values.Select(binding => binding.Type).FirstOrDefault(type => type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase)) switch
    {
        "queueTrigger" => null,
        "httpTrigger" => ActivityKind.Server,
        _ => ActivityKind.Internal,
    };
}
