using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ServerlessAssist.Shared.Limits;

public static class LimitsModule
{
    /// <exception cref="InvalidOperationException">A setting is wrong: the start fails and says which.</exception>
    public static IServiceCollection AddLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var limits = configuration.GetSection("Limits").Get<LimitSettings>() ?? new LimitSettings();
        return limits.Faults().ToList() is { Count: > 0 } faults ? throw new InvalidOperationException(string.Join(Environment.NewLine, faults)) : services.AddSingleton(limits);
    }
}
