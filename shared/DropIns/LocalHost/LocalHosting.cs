using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ServerlessAssist.Shared.DropIns.LocalHost;

/// <summary>Runs a function application in this process, through its own entry point: for the sandbox and for tests.</summary>
public static class LocalHosting
{
    private static readonly AsyncLocal<Asked?> Asking = new();

    internal static Asked? Present => Asking.Value;

    /// <param name="settings">Configuration on top of files and environment; <c>urls</c> may be <c>http://127.0.0.1:0</c>.</param>
    /// <param name="configure">Has the last word on the services.</param>
    /// <exception cref="InvalidOperationException">What the application itself says when it cannot start.</exception>
    public static Task<RunningHost> Start(Assembly application, IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? configure, CancellationToken stop) =>
        Start(application, () => Enter(application), settings, configure, stop);

    /// <param name="main">What builds and runs the application, where that is not the assembly's own entry point.</param>
    public static async Task<RunningHost> Start(
        Assembly application, Func<Task> main, IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? configure, CancellationToken stop)
    {
        var asked = new Asked(application, settings, configure, new TaskCompletionSource<IHost>(TaskCreationOptions.RunContinuationsAsynchronously));
        Asking.Value = asked;
        var ended = Task.Factory.StartNew(main, stop, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        Asking.Value = null;
        if (await Task.WhenAny(asked.Started.Task, ended) == ended)
        {
            await ended;
            if (!asked.Started.Task.IsCompleted) throw new InvalidOperationException($"{application.GetName().Name} ended without having run.");
        }
        var host = await asked.Started.Task;
        var addresses = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new RunningHost(new Uri(addresses.First()), host, ended);
    }

    private static async Task Enter(Assembly application)
    {
        var main = application.EntryPoint ?? throw new InvalidOperationException($"{application.GetName().Name} has no entry point.");
        var returned = main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()], null);
        if (returned is Task task) await task;
    }

    internal sealed record Asked(Assembly Application, IReadOnlyDictionary<string, string?> Settings, Action<IServiceCollection>? Configure, TaskCompletionSource<IHost> Started);
}

/// <summary>An application that runs in this process.</summary>
public sealed class RunningHost(Uri address, IHost host, Task ended) : IAsyncDisposable
{
    public Uri Address => address;

    // Taken now: a signal ends the application too, and then there are no services to ask.
    private readonly IHostApplicationLifetime _lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();

    public IServiceProvider Services => host.Services;

    /// <summary>Drains: takes nothing more, finishes what it holds.</summary>
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
