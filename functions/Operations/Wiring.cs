using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ServerlessAssist.Functions.Operations;

public static class Wiring
{
    /// <exception cref="InvalidOperationException">The retention table is wrong: the start fails and says where.</exception>
    public static IServiceCollection AddOperations(this IServiceCollection services, IConfiguration settings) => services.AddSingleton(RetentionSettings.Read(settings));
}
