using System.Diagnostics;
using System.Reflection;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServerlessAssist.LocalHost;

/// <summary>Changes the services of the first host that is built while the application's entry point runs, as .NET's own test hosts do.</summary>
/// <remarks>HostApplicationBuilder.Build raises <c>HostBuilding</c> and <c>HostBuilt</c> on the listener "Microsoft.Extensions.Hosting".</remarks>
internal sealed class HostInterception(Assembly application, Action<IServiceCollection>? configure)
    : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(30);

    // Listeners are global; this tells apart which start an event belongs to.
    private static readonly AsyncLocal<HostInterception?> Current = new();

    private readonly TaskCompletionSource<IHost> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IDisposable> _subscriptions = [];
    private bool _isBuilding;

    /// <summary>The host, once it has started. Does not complete when the start fails.</summary>
    public Task<IHost> Started => _started.Task;

    public async Task Run(Func<Task> main)
    {
        Current.Value = this;
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        try
        {
            await main();
        }
        finally
        {
            Unsubscribe();
        }
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name != "Microsoft.Extensions.Hosting") return;
        lock (_subscriptions) _subscriptions.Add(value.Subscribe(this));
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (Current.Value != this) return;
        switch (value.Key, value.Value)
        {
            case ("HostBuilding", IHostBuilder builder) when !_isBuilding:
                _isBuilding = true;
                builder.ConfigureServices((context, services) => TakeOver(services, context.Configuration));
                break;
            case ("HostBuilt", IHost host):
                // The front door builds a host of its own while this one starts; that one is left alone.
                Current.Value = null;
                host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(() => _started.TrySetResult(host));
                break;
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted() { }

    void IObserver<DiagnosticListener>.OnError(Exception error) { }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted() { }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error) { }

    private void TakeOver(IServiceCollection services, IConfiguration settings)
    {
        // The worker's gRPC client, its HTTP server, and the log provider that writes to the gRPC channel, which nobody would read.
        foreach (var vendor in services.Where(IsConnection).ToList()) services.Remove(vendor);
        services.TryAddSingleton(TimeProvider.System);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownLimit);
        var host = HostJson.Read(AppContext.BaseDirectory);
        services.AddLogging(logging =>
        {
            foreach (var (category, level) in host.LogLevels)
                logging.AddFilter(category.Equals("default", StringComparison.OrdinalIgnoreCase) ? null : category, level);
        });
        services.AddSingleton(host).AddSingleton(new FunctionCatalogue(application)).AddSingleton(Middleware.Of(services));
        services.AddSingleton<FunctionKeys>().AddSingleton<HostActivity>().AddSingleton<FrontDoor>().AddSingleton<TimerLock>();
        services.AddSingleton(all => new StorageConnection(settings, all.GetService<HttpPipelineTransport>()));
        // Hosted services start in this order and stop in the reverse one: HTTP opens last and closes first.
        services.AddHostedService<QueuePump>().AddHostedService<Timers>().AddHostedService(all => all.GetRequiredService<FrontDoor>());
        configure?.Invoke(services);
    }

    private static bool IsConnection(ServiceDescriptor service) =>
        (service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Name is "WorkerHostedService" or "GenericWebHostService")
        || (service.ServiceType == typeof(ILoggerProvider) && service.ImplementationType?.Name == "WorkerLoggerProvider");

    private void Unsubscribe()
    {
        lock (_subscriptions)
        {
            foreach (var one in _subscriptions) one.Dispose();
            _subscriptions.Clear();
        }
    }
}
