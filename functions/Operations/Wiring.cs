using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Privacy.Erasing;
using ServerlessAssist.Functions.Privacy.Retention;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Operations;

public static class Wiring
{
    /// <exception cref="InvalidOperationException">A setting is not good.</exception>
    public static IServiceCollection AddOperations(this IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton(all => RetentionSettings.Read(settings, all.GetRequiredService<StreamDefinitions>()));
        services.AddHostedService<CheckRetention>();
        services.AddSingleton(BackupKeys.Read(settings)).AddSingleton<EraseOverdue>();
        services.AddSingleton<SweepHeartbeat>().AddSingleton<Readiness>().AddSingleton<AgendaSweep>();
        services.AddStream(ErasureRules.Book).AddSingleton<Belongings>().AddSingleton<CarrierCopies>().AddSingleton<ErasureSteps>().AddSingleton<EraseOnward>();
        return services.AddSingleton<IErrand>(all => all.GetRequiredService<EraseOnward>());
    }
}
