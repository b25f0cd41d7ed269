using System.Reflection;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServerlessAssist.Sandbox;
using ServerlessAssist.LocalHost;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Storage;

namespace ServerlessAssist.Simulation.World;

/// <summary>The product as its own Program composes it, read once: its services and its functions. Nothing of it is written again here.</summary>
public static class House
{
    private static readonly Lazy<IReadOnlyList<ServiceDescriptor>> Product = new(Compose);
    private static readonly Lazy<IReadOnlyList<ServiceDescriptor>> Everything = new(ComposeWithModules);

    private static readonly Lazy<StreamDefinitions> ComposedOnes = new(() => new StreamDefinitions(DefinitionsIn(Everything.Value)));
    private static readonly Lazy<StreamDefinitions> PlayedOnes = new(() => new StreamDefinitions([.. Composed.All, ToyCases.ToyCaseRules.Book]));

    private static readonly Lazy<StreamDefinitions> Defined = new(() =>
        new StreamDefinitions(DefinitionsIn(Product.Value)));

    private static readonly FunctionCatalogue Functions = new(Assembly.Load("ServerlessAssist.Functions"), typeof(SimulatedModules).Assembly);

    /// <summary>Every kind of streams of the product, as its modules register them.</summary>
    public static StreamDefinitions Definitions => Defined.Value;

    /// <summary>As <see cref="Definitions"/>, and those of capabilities that only tests have.</summary>
    public static StreamDefinitions Composed => ComposedOnes.Value;

    /// <summary>As <see cref="Composed"/>, and those that single stories add.</summary>
    public static StreamDefinitions Played => PlayedOnes.Value;

    internal static IReadOnlyList<(FunctionEntry Function, HttpTriggerAttribute Trigger, TemplateMatcher Route)> Doors { get; } =
        [.. Functions.With<HttpTriggerAttribute>().Select(one => (one.Function, one.Trigger, new TemplateMatcher(TemplateParser.Parse($"api/{one.Trigger.Route ?? one.Function.Name}"), [])))];

    internal static IReadOnlyList<(FunctionEntry Function, QueueTriggerAttribute Trigger)> Queues { get; } = [.. Functions.With<QueueTriggerAttribute>()];

    internal static IReadOnlyList<(FunctionEntry Function, TimerTriggerAttribute Trigger)> Timers { get; } = [.. Functions.With<TimerTriggerAttribute>()];

    /// <summary>Keys that are the same in every run, so that references and codes are too.</summary>
    public static IReadOnlyDictionary<string, string?> Keys { get; } = new Dictionary<string, string?>
    {
        ["Protection:KeyEncryptionKeys:1"] = Key(1), ["Protection:IndexKeys:1"] = Key(2), ["Protection:ChainKey"] = Key(3),
    };

    /// <summary>The services of one new process.</summary>
    /// <param name="change">Has the last word: the clock, the wire, the carriers of this process.</param>
    internal static ServiceProvider NewProcess(Action<IServiceCollection> change)
    {
        IServiceCollection services = new ServiceCollection();
        foreach (var one in Everything.Value) services.Add(one);
        change(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = false, ValidateScopes = false });
    }

    private static IEnumerable<IStreamDefinition> DefinitionsIn(IReadOnlyList<ServiceDescriptor> services) =>
        services.Select(one => one.ImplementationInstance).OfType<IStreamDefinition>();

    private static List<ServiceDescriptor> ComposeWithModules()
    {
        IServiceCollection services = new ServiceCollection();
        foreach (var one in Product.Value) services.Add(one);
        foreach (var module in SimulatedModules.All) module.Add(services);
        return [.. services];
    }

    private static List<ServiceDescriptor> Compose()
    {
        var settings = SandboxSystem.Settings(MemoryAccount.ConnectionString, Keys, new Uri("https://carriers.example/"));
        settings.Remove("Sms:ApiBase");
        settings.Remove("Telegram:ApiBase");
        var all = new List<ServiceDescriptor>();
        try
        {
            Task.Run(() => LocalHosting.Start(Assembly.Load("ServerlessAssist.Functions"), settings, services =>
            {
                all.AddRange(services.Where(one => one.ServiceType != typeof(IHostedService)));
                throw new ReadException();
            }, CancellationToken.None)).GetAwaiter().GetResult();
        }
        catch (ReadException)
        {
            // It was composed, and not started.
        }
        return all;
    }

    private static string Key(int seed) => Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData([(byte)seed, 42]));

    private sealed class ReadException : Exception;
}
