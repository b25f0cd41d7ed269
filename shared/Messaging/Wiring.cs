using Microsoft.Extensions.DependencyInjection;

namespace ServerlessAssist.Shared.Messaging;

public static class Wiring
{
    public static IServiceCollection AddMessaging(this IServiceCollection services) => services.AddSingleton(new Phrases()).AddSingleton(new Keywords());
}
