using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace ServerlessAssist.LocalHost;

/// <summary>The application's own middleware around every invocation, outermost first. The vendor's is left out: it needs the worker's connection.</summary>
internal sealed record Middleware(IReadOnlyList<Type> Types)
{
    public static Middleware Of(IServiceCollection services) => new([
        .. from service in services
           let type = service.ImplementationType
           where type is not null && typeof(IFunctionsWorkerMiddleware).IsAssignableFrom(type)
               && type.Assembly.GetName().Name?.StartsWith("Microsoft.", StringComparison.Ordinal) == false
           select type]);

    public FunctionExecutionDelegate Around(FunctionExecutionDelegate run) => Types.Reverse().Aggregate(run, (next, type) =>
        context => ((IFunctionsWorkerMiddleware)context.InstanceServices.GetRequiredService(type)).Invoke(context, next));
}
