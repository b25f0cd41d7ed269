// What stands around every invocation, with the vendor's names and signatures.
// Source: Azure/azure-functions-dotnet-worker, package Worker.Core.
#pragma warning disable IDE0130 // The vendor's namespaces.
#pragma warning disable CA1711, CA1716 // The vendor's names.
using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker
{
    public interface IFunctionsWorkerApplicationBuilder
    {
        IServiceCollection Services { get; }

        IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware);
    }

    public abstract class FunctionDefinition
    {
        public abstract string Name { get; }

        public abstract IImmutableDictionary<string, BindingMetadata> InputBindings { get; }
    }

    public abstract class BindingMetadata
    {
        public abstract string Name { get; }

        /// <summary>E.g. <c>httpTrigger</c>.</summary>
        public abstract string Type { get; }
    }
}

namespace Microsoft.Azure.Functions.Worker.Middleware
{
    public delegate Task FunctionExecutionDelegate(FunctionContext context);

    public interface IFunctionsWorkerMiddleware
    {
        Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
    }
}

namespace Microsoft.Extensions.Hosting
{
    public static class MiddlewareWorkerApplicationBuilderExtensions
    {
        public static IFunctionsWorkerApplicationBuilder UseMiddleware<T>(this IFunctionsWorkerApplicationBuilder builder)
            where T : class, IFunctionsWorkerMiddleware
        {
            builder.Services.AddSingleton<T>();
            return builder.Use(next => context => context.InstanceServices.GetRequiredService<T>().Invoke(context, next));
        }
    }
}

namespace ServerlessAssist.Shared.DropIns.LocalHost
{
    /// <summary>One layer around every invocation; the first that was asked for is the outermost.</summary>
    internal sealed record Layer(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> Around);
}
