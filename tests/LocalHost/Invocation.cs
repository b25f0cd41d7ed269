using System.Collections;
using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ServerlessAssist.LocalHost;

/// <summary>What a function and the middleware around it can ask about one run.</summary>
internal sealed class Invocation(FunctionEntry function, object trigger, long deliveries, IServiceProvider services, CancellationToken stop) : FunctionContext
{
    /// <summary>Where the vendor's GetHttpContext looks.</summary>
    private const string HttpContextKey = "HttpRequestContext";

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => function.Name;

    public override FunctionDefinition FunctionDefinition { get; } = new Definition(function);

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override IDictionary<object, object> Items { get; set; } =
        trigger is HttpRequest request ? new Dictionary<object, object> { [HttpContextKey] = request.HttpContext } : [];

    public override IInvocationFeatures Features { get; } = new NoFeatures();

    public override CancellationToken CancellationToken { get; } = stop;

    public override TraceContext TraceContext => throw Missing();

    public override BindingContext BindingContext { get; } = new Data(deliveries);

    public override RetryContext RetryContext => throw Missing();

    private static NotSupportedException Missing() => new("The local host gives no trace or retry context; the product uses none.");

    private sealed class Data(long deliveries) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData { get; } = new Dictionary<string, object?> { ["DequeueCount"] = deliveries };
    }

    private sealed class Definition(FunctionEntry function) : FunctionDefinition
    {
        public override string Name => function.Name;

        public override string Id => function.Name;

        public override string EntryPoint => $"{function.Method.DeclaringType!.FullName}.{function.Method.Name}";

        public override string PathToAssembly => function.Method.DeclaringType!.Assembly.Location;

        public override ImmutableArray<FunctionParameter> Parameters => [];

        public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
            ImmutableDictionary<string, BindingMetadata>.Empty.Add("trigger", new Binding(function.Trigger));

        public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;
    }

    private sealed class Binding(Attribute trigger) : BindingMetadata
    {
        public override string Name => "trigger";

        public override string Type => trigger switch
        {
            HttpTriggerAttribute => "httpTrigger",
            QueueTriggerAttribute => "queueTrigger",
            _ => "timerTrigger",
        };

        public override BindingDirection Direction => BindingDirection.In;
    }

    private sealed class NoFeatures : IInvocationFeatures
    {
        public void Set<T>(T instance) => throw new NotSupportedException("The local host keeps no features of an invocation.");

        public T? Get<T>() => default;

        public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => Enumerable.Empty<KeyValuePair<Type, object>>().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
