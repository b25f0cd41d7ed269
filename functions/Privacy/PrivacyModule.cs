using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Privacy.Erasing;
using ServerlessAssist.Functions.Privacy.Retention;
using ServerlessAssist.Functions.Privacy.SubjectAccess;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Privacy;

/// <summary>Registers retention, erasure and subject access.</summary>
public static class PrivacyModule
{
    /// <exception cref="InvalidOperationException">A setting is not good.</exception>
    public static IServiceCollection AddPrivacy(this IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton(all => RetentionSettings.Read(settings, all.GetRequiredService<StreamDefinitions>()));
        services.AddHostedService<CheckRetention>();
        services.AddSingleton(BackupKeys.Read(settings)).AddSingleton<EraseOverdue>().AddSingleton<SubjectAccessReader>();
        services.AddStream(ErasureRules.Book).AddSingleton<PersonStreams>().AddSingleton<CarrierCopies>().AddSingleton<ErasureSteps>();
        return services.AddSingleton<EraseOnward>().AddSingleton<IWakeUpHandler>(all => all.GetRequiredService<EraseOnward>());
    }
}
