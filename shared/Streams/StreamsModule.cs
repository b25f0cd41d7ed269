using Azure.Core.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams.Backups;
using ServerlessAssist.Shared.Streams.Erasing;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Shared.Streams;

/// <summary>One line of a capability: its rules become streams.</summary>
public static class StreamsModule
{
    public static IServiceCollection AddStreams(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);
        services.AddSingleton(all => new StorageClients(all.GetRequiredService<IConfiguration>(), all.GetRequiredService<TimeProvider>(), all.GetRequiredService<Random>(), all.GetService<HttpPipelineTransport>()));
        services.AddSingleton(all => new StreamDefinitions(all.GetServices<IStreamDefinition>()));
        services.AddSingleton<StreamRows>().AddSingleton<StreamStore>().AddSingleton<Outbox>();
        services.AddSingleton(all => new Recipients(all.GetServices<IRecipients>));
        // Streams affect streams: looked up when the first effect leaves.
        services.AddSingleton<ApplyEffect>(all => (effect, messageId, stop) =>
        {
            var id = StreamId.Parse(effect.To);
            return all.GetServices<IEffectTarget>().First(one => one.Kind == id.Kind).Apply(id, effect, messageId, stop);
        });
        services.AddSingleton(all => new ChainWalk(all.GetRequiredService<StreamStore>(), all.GetServices<IStreamHandler>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new KeyRotation(all.GetRequiredService<StorageClients>(), all.GetRequiredService<StreamStore>(), all.GetRequiredService<Protector>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new ViewRebuild(all.GetRequiredService<StorageClients>(), all.GetRequiredService<StreamStore>(), all.GetRequiredService<Views>(), all.GetServices<IStreamHandler>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new BackupWalk(all.GetRequiredService<StreamStore>(), all.GetRequiredService<Protector>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new Rehearsals(all.GetRequiredService<StorageClients>(), all.GetRequiredService<TimeProvider>(), all.GetRequiredService<Random>()));
        services.AddSingleton(all => new RestoredWalk(all.GetRequiredService<Rehearsals>(), all.GetRequiredService<StreamStore>(), all.GetRequiredService<StreamRows>(), all.GetRequiredService<Protector>(), all.GetServices<IStreamHandler>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new StreamEraser(all.GetRequiredService<StreamStore>(), all.GetRequiredService<Views>(), all.GetRequiredService<Agenda>()));
        return services.AddSingleton<Announcements>().AddSingleton<Agenda>().AddSingleton<Views>();
    }

    /// <param name="measured">Called for each event that stands, with the state after its commit, to measure it; null: it is not measured.</param>
    public static IServiceCollection AddStream<TState, TEvent, TCommand>(
        this IServiceCollection services, StreamDefinition<TState, TEvent, TCommand> book, Action<TState, TEvent, DateTimeOffset>? measured = null)
    {
        services.AddSingleton<IStreamDefinition>(book);
        services.AddSingleton(all => new StreamHandler<TState, TEvent, TCommand>(
            book, all.GetRequiredService<StreamStore>(), all.GetRequiredService<StreamRows>(), all.GetRequiredService<Outbox>(),
            all.GetRequiredService<Announcements>(), all.GetRequiredService<Agenda>(), all.GetRequiredService<Views>(),
            all.GetRequiredService<BlindIndex>(), all.GetRequiredService<TimeProvider>(), all.GetRequiredService<Random>(), measured));
        services.AddSingleton<IEffectTarget>(all => all.GetRequiredService<StreamHandler<TState, TEvent, TCommand>>());
        return services.AddSingleton<IStreamHandler>(all => all.GetRequiredService<StreamHandler<TState, TEvent, TCommand>>());
    }
}
