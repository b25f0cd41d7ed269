using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace ServerlessAssist.LocalHost;

/// <summary>One function: its name, its method and what starts it.</summary>
internal sealed class FunctionEntry(string name, MethodInfo method, Attribute trigger)
{
    private readonly FunctionArgument[] _arguments = [.. method.GetParameters().Select(parameter => FunctionArgument.Of(parameter, trigger))];
    private readonly MethodInvoker _invoker = MethodInvoker.Create(method);
    private readonly ObjectFactory? _instance = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, []);
    private readonly PropertyInfo? _result = method.ReturnType.IsGenericType ? method.ReturnType.GetProperty("Result") : null;

    public string Name => name;

    public MethodInfo Method => method;

    public Attribute Trigger => trigger;

    /// <summary>Runs it with what triggered it, on an instance made by the container in a scope of its own, inside the application's middleware.</summary>
    /// <remarks>The answer to a request is written inside the middleware, as the vendor's ASP.NET Core integration does it.</remarks>
    /// <param name="deliveries">How often a queue message has been delivered, from 1.</param>
    public async Task Invoke(IServiceProvider services, object with, CancellationToken stop, long deliveries = 1)
    {
        await using var scope = services.CreateAsyncScope();
        FunctionExecutionDelegate run = async context =>
        {
            var returned = await Call(context, with, stop);
            if (returned is IResult answer && with is HttpRequest request) await answer.ExecuteAsync(request.HttpContext);
        };
        await services.GetRequiredService<Middleware>().Around(run)(new Invocation(this, with, deliveries, scope.ServiceProvider, stop));
    }

    private async Task<object?> Call(FunctionContext context, object with, CancellationToken stop)
    {
        var arguments = new object?[_arguments.Length];
        for (var at = 0; at < arguments.Length; at++) arguments[at] = _arguments[at].Value(context, with, stop);
        var returned = _invoker.Invoke(_instance?.Invoke(context.InstanceServices, null), arguments.AsSpan());
        if (returned is not Task task) return returned;
        await task;
        return _result?.GetValue(task);
    }
}

/// <summary>Where a parameter of a function gets its value from.</summary>
internal sealed record FunctionArgument(string Name, FunctionArgument.Source From)
{
    internal enum Source
    {
        Trigger,
        Context,
        Stop,
        Route,
    }

    public static FunctionArgument Of(ParameterInfo parameter, Attribute trigger) => new(parameter.Name!, parameter switch
    {
        _ when parameter.IsDefined(trigger.GetType()) => Source.Trigger,
        { ParameterType: var type } when type == typeof(CancellationToken) => Source.Stop,
        { ParameterType: var type } when type == typeof(FunctionContext) => Source.Context,
        _ => Source.Route,
    });

    /// <exception cref="InvalidOperationException">The route has no such part.</exception>
    public object? Value(FunctionContext context, object trigger, CancellationToken stop) => From switch
    {
        Source.Trigger => trigger,
        Source.Stop => stop,
        Source.Context => context,
        _ when trigger is HttpRequest request && request.RouteValues.TryGetValue(Name, out var value) => value,
        _ => throw new InvalidOperationException($"{context.FunctionDefinition.Name}: nothing to give for parameter '{Name}'."),
    };
}

/// <summary>All public methods with a [Function] of the application.</summary>
internal sealed class FunctionCatalogue
{
    public FunctionCatalogue(params IEnumerable<Assembly> application)
    {
        All = [.. from assembly in application
                  from type in assembly.GetExportedTypes()
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
