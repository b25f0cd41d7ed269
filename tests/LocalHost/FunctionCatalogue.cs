using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace ServerlessAssist.LocalHost;

/// <summary>One function: its name, its method and what starts it.</summary>
internal sealed record FunctionEntry(string Name, MethodInfo Method, Attribute Trigger)
{
    /// <summary>Runs it with what triggered it, on an instance made by the container in a scope of its own, inside the application's middleware.</summary>
    /// <remarks>The answer to a request is written inside the middleware, as the vendor's ASP.NET Core integration does it.</remarks>
    public async Task Invoke(IServiceProvider services, object trigger, CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        FunctionExecutionDelegate run = async context =>
        {
            var returned = await Call(context, trigger, stop);
            if (returned is IResult answer && trigger is HttpRequest request) await answer.ExecuteAsync(request.HttpContext);
        };
        await services.GetRequiredService<Middleware>().Around(run)(new Invocation(this, trigger, scope.ServiceProvider, stop));
    }

    private async Task<object?> Call(FunctionContext context, object trigger, CancellationToken stop)
    {
        var route = (trigger as HttpRequest)?.RouteValues;
        var arguments = Method.GetParameters().Select(parameter =>
            parameter.ParameterType.IsInstanceOfType(trigger) && parameter.IsDefined(Trigger.GetType()) ? trigger
            : parameter.ParameterType == typeof(CancellationToken) ? stop
            : parameter.ParameterType == typeof(FunctionContext) ? context
            : route is not null && route.TryGetValue(parameter.Name!, out var value) ? value
            : throw new InvalidOperationException($"{Name}: nothing to give for parameter '{parameter.Name}'.")).ToArray();
        var instance = Method.IsStatic ? null : ActivatorUtilities.CreateInstance(context.InstanceServices, Method.DeclaringType!);
        var returned = Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        if (returned is not Task task) return returned;
        await task;
        return Method.ReturnType.IsGenericType ? task.GetType().GetProperty("Result")?.GetValue(task) : null;
    }
}

/// <summary>All public methods with a [Function] of the application.</summary>
internal sealed class FunctionCatalogue
{
    public FunctionCatalogue(Assembly application)
    {
        All = [.. from type in application.GetExportedTypes()
                  from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
                  let function = method.GetCustomAttribute<FunctionAttribute>()
                  where function is not null
                  select new FunctionEntry(function.Name, method, TriggerOf(method, function.Name))];
        if (All.GroupBy(one => one.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidOperationException($"Two functions are called {twice.Key}.");
    }

    public IReadOnlyList<FunctionEntry> All { get; }

    public IEnumerable<(FunctionEntry Function, T Trigger)> With<T>() where T : Attribute =>
        from function in All where function.Trigger is T select (function, (T)function.Trigger);

    private static Attribute TriggerOf(MethodInfo method, string name) =>
        method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributes())
            .FirstOrDefault(one => one is HttpTriggerAttribute or QueueTriggerAttribute or TimerTriggerAttribute)
        ?? throw new InvalidOperationException($"Function {name} has no trigger that this host knows (HTTP, queue, timer).");
}
