using Microsoft.Extensions.DependencyInjection;

namespace ServerlessAssist.Functions.Referrals.Api;

public static class Wiring
{
    public static IServiceCollection AddApi(this IServiceCollection services) =>
        services.AddSingleton<ApiDoor>().AddSingleton<ReferralDoor>().AddSingleton<ReadHistory>();
}
