using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ServerlessAssist.LocalHost;

/// <summary>Runs an Azure Functions application in this process, through its own entry point: for the sandbox, tests and benchmarks.</summary>
/// <remarks>
/// The application is built on the vendor's worker packages and is not changed. While it builds its host, <see cref="HostInterception"/>
/// takes out the worker's connection to the Functions host and puts HTTP, queue and timer triggers of this process in its place.
/// </remarks>
public static class LocalHosting
{
    /// <param name="settings">Configuration on top of files and environment, given to the entry point as arguments; null values are left out.</param>
    /// <param name="configure">Changes the services last, after the application and this host; may be null.</param>
    /// <exception cref="InvalidOperationException">What the application itself says when it cannot start.</exception>
    public static Task<RunningHost> Start(
        Assembly application, IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? configure, CancellationToken stop) =>
        Start(application, arguments => Enter(application, arguments), settings, configure, stop);

    /// <param name="main">Builds and runs the application with the given arguments, where that is not the assembly's own entry point.</param>
    public static async Task<RunningHost> Start(
        Assembly application,
        Func<string[], Task> main,
        IReadOnlyDictionary<string, string?> settings,
        Action<IServiceCollection>? configure,
        CancellationToken stop)
    {
        string[] arguments = [.. from setting in settings where setting.Value is not null select $"--{setting.Key}={setting.Value}"];
        var interception = new HostInterception(application, configure);
        var ended = Task.Factory.StartNew(() => interception.Run(() => main(arguments)), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        if (await Task.WhenAny(interception.Started, ended) == ended)
        {
            await ended;
            if (!interception.Started.IsCompleted)
                throw new InvalidOperationException($"{application.GetName().Name} ended without having run.");
        }
        return new RunningHost(await interception.Started, ended);
    }

    private static async Task Enter(Assembly application, string[] arguments)
    {
        var main = application.EntryPoint ?? throw new InvalidOperationException($"{application.GetName().Name} has no entry point.");
        var given = main.GetParameters().Length == 0 ? Array.Empty<object>() : [arguments];
        if (main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, given, null) is Task task) await task;
    }
}

/// <summary>An application that runs in this process.</summary>
public sealed class RunningHost(IHost host, Task ended) : IAsyncDisposable
{
    // Read now: a signal ends the application too, and its container is disposed of then.
    private readonly IHostApplicationLifetime _lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();

    public Uri Address { get; } = host.Services.GetRequiredService<FrontDoor>().Address;

    public IServiceProvider Services => host.Services;

    /// <summary>Completes when the application has ended, for whatever reason.</summary>
    public Task Ended => ended;

    /// <summary>Drains: accepts nothing more, finishes what is being handled (30 s at most).</summary>
    public async Task Stop()
    {
        _lifetime.StopApplication();
        await ended;
    }

    public async ValueTask DisposeAsync()
    {
        if (!ended.IsCompleted) await Stop();
    }
}
