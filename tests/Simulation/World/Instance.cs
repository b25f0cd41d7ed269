using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Functions.Operations.Upkeep;
using ServerlessAssist.Functions.Outbox;
using ServerlessAssist.Functions.Webhooks;
using ServerlessAssist.LocalHost;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Carriers;

namespace ServerlessAssist.Simulation.World;

/// <summary>One process that runs the functions. When it dies, nothing that it awaits ever ends; what it had sent is on its way all the same.</summary>
public sealed class Instance : IDisposable
{
    private static readonly string[] Carriers = ["sms", "telegram", WebhookClient.Name];

    /// <summary>Each door beside how every path to it begins: most need not be looked at closely.</summary>
    private static readonly ((FunctionEntry Function, HttpTriggerAttribute Trigger, TemplateMatcher Route) Door, PathString Begins)[] Doors =
        [.. House.Doors.Select(one => (one, new PathString("/" + string.Join('/', one.Route.Template.Segments.TakeWhile(part => part.IsSimple && part.Parts[0].IsLiteral).Select(part => part.Parts[0].Text)))))];

    private readonly World _world;
    private readonly CancellationTokenSource _draining = new();
    private readonly List<Action> _whenDead = [];
    private readonly ServiceProvider _services;
    private int _busy;

    internal Instance(World world, int number, TimeSpan skew)
    {
        (_world, Number, Skew) = (world, number, skew);
        Clock = new InstanceClock(world.Time, skew, () => IsAlive);
        _services = House.NewProcess(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.Replace(ServiceDescriptor.Singleton(new Random(world.Draw.Next())));
            services.AddSingleton<HttpPipelineTransport>(new BreakableWire(world, this));
            services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(world.Log));
            foreach (var carrier in Carriers)
                services.AddHttpClient(carrier, one => one.Timeout = Timeout.InfiniteTimeSpan).ConfigurePrimaryHttpMessageHandler(() => new CarrierWire(world, this, carrier)).SetHandlerLifetime(Timeout.InfiniteTimeSpan);
            services.Replace(ServiceDescriptor.Singleton<SendMessage>(all => Watched((message, before, ticket, stop) => all.GetRequiredService<Delivery>().Carry(message, before, ticket, stop))));
            services.Replace(ServiceDescriptor.Singleton<SweepHeartbeat>(all => new SimulatedHeartbeat(all.GetRequiredService<Agenda>(), Clock, world)));
            if (world.Limits is { } limits) services.Replace(ServiceDescriptor.Singleton(limits));
            world.Change?.Invoke(services);
            world.Bug?.Plant(services, world, this);
        });
    }

    public int Number { get; }

    public TimeSpan Skew { get; }

    public InstanceClock Clock { get; }

    public bool IsAlive { get; private set; } = true;

    public bool IsDraining => _draining.IsCancellationRequested;

    public bool TakesWork => IsAlive && !IsDraining;

    public IServiceProvider Services => _services;

    /// <summary>Cancelled when the host says that it ends.</summary>
    public CancellationToken Draining => _draining.Token;

    public override string ToString() => $"process {Number}";

    /// <summary>Ends at once, as by SIGKILL.</summary>
    public void Die()
    {
        if (!IsAlive) return;
        IsAlive = false;
        _world.Say($"{this} dies");
        foreach (var one in _whenDead) one();
        _world.Ended(this);
    }

    /// <summary>Takes nothing more, is told so, has 30 s to finish what it holds.</summary>
    public void Drain()
    {
        if (!TakesWork) return;
        _world.Say($"{this} drains");
        _world.Ended(this);
        _world.Time.Outside(_draining.Cancel);
        _world.Time.In(TimeSpan.FromSeconds(30), Die);
        if (_busy == 0) Die();
    }

    public void Dispose()
    {
        _draining.Dispose();
        _services.Dispose();
    }

    public void WhenDead(Action what) => _whenDead.Add(what);

    internal async Task Run(FunctionEntry function, object trigger, CancellationToken stop, long deliveries = 1)
    {
        _busy++;
        try
        {
            await function.Invoke(_services, trigger, stop, deliveries);
        }
        finally
        {
            _busy--;
            if (IsDraining && _busy == 0) _world.Time.In(TimeSpan.Zero, Die);
        }
    }

    /// <summary>A request at the front door: route, right, function, answer.</summary>
    internal async Task<HttpReply> Answer(HttpAsk ask, CancellationToken gone)
    {
        var context = new DefaultHttpContext { RequestServices = _services };
        var (request, body) = (context.Request, new MemoryStream());
        (request.Method, request.Scheme, request.Host, request.Path, request.Body) = (ask.Method, "http", new HostString("127.0.0.1"), ask.Path.Split('?')[0], new MemoryStream(ask.Body, writable: false));
        if (ask.Path.IndexOf('?') is > 0 and var mark) request.QueryString = new QueryString(ask.Path[mark..]);
        foreach (var (name, value) in ask.Headers) request.Headers.Append(name, value);
        request.ContentLength = ask.Body.Length;
        context.Response.Body = body;
        context.RequestAborted = gone;
        // A host that ends tells the functions, not the connection.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(gone, Draining);
        var status = await Answer(context, gone, stop.Token);
        return new HttpReply(status, context.Response.ContentType ?? "", body.ToArray()) { ETag = context.Response.Headers.ETag };
    }

    private async Task<int> Answer(HttpContext context, CancellationToken gone, CancellationToken stop)
    {
        foreach (var ((function, trigger, route), begins) in Doors)
        {
            if (!context.Request.Path.StartsWithSegments(begins)) continue;
            var values = new RouteValueDictionary();
            if (trigger.Methods?.Contains(context.Request.Method, StringComparer.OrdinalIgnoreCase) == false || !route.TryMatch(context.Request.Path, values)) continue;
            context.Request.RouteValues = values;
            if (!_services.GetRequiredService<FunctionKeys>().Allow(trigger.AuthLevel, context.Request)) return 401;
            try
            {
                await Run(function, context.Request, stop);
                return context.Response.StatusCode;
            }
            catch (OperationCanceledException) when (gone.IsCancellationRequested)
            {
                return 499;
            }
            catch (Exception failed) when (failed is not OutOfMemoryException)
            {
                _world.Failed(this, function.Name, failed);
                return 500;
            }
        }
        return 404;
    }

    /// <summary>So that a carrier's request is known to belong to a message of a stream.</summary>
    private SendMessage Watched(SendMessage carry) => async (message, before, ticket, stop) =>
    {
        CarrierWire.Ticket.Value = ticket;
        _world.Facts.Attempting(message, ticket);
        return await (_world.Bug?.Carry(_world, this, carry) ?? carry)(message, before, ticket, stop);
    };
}

/// <summary>A request from outside.</summary>
/// <param name="Path">With its query.</param>
public sealed record HttpAsk(string Method, string Path, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body);

public sealed record HttpReply(int Status, string ContentType, byte[] Body)
{
    public string? ETag { get; init; }

    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}
