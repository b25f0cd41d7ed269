using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Privacy.Erasing;
using ServerlessAssist.Functions.Privacy.Retention;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Operations;

public static class Wiring
{
    /// <exception cref="InvalidOperationException">The retention table is wrong: the start fails and says where.</exception>
    public static IServiceCollection AddOperations(this IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton(RetentionSettings.Read(settings)).AddSingleton(BackupKeys.Read(settings)).AddSingleton<EraseOverdue>();
        services.AddSingleton<SweepHeartbeat>().AddSingleton<Readiness>().AddSingleton<AgendaSweep>();
        services.AddStream(ErasureRules.Book).AddSingleton<Belongings>().AddSingleton<CarrierCopies>().AddSingleton<UnsentDrafts>().AddSingleton<ErasureSteps>().AddSingleton<EraseOnward>();
        return services.AddSingleton<IErrand>(all => all.GetRequiredService<EraseOnward>());
    }
}
