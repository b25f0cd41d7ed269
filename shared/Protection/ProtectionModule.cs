using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ServerlessAssist.Shared.Protection;

public static class ProtectionModule
{
    /// <exception cref="InvalidOperationException">A key is missing or weak: the start fails and says which.</exception>
    public static IServiceCollection AddProtection(this IServiceCollection services, IConfiguration settings)
    {
        var keys = new KeyRing(settings.GetSection("Protection").Get<ProtectionSettings>() ?? new ProtectionSettings());
        return services.AddSingleton(keys).AddSingleton<Protector>().AddSingleton<BlindIndex>().AddSingleton<AuditChain>();
    }
}
