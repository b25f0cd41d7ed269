using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Api.Document;

namespace ServerlessAssist.Functions.Api;

public static class ApiPipelineModule
{
    private static readonly ApiModule Module = new() { Endpoints = [typeof(ApiEndpoints)], Json = [ApiJson.Default], Problems = [] };

    /// <summary>What every module's operations use; each module registers its own <see cref="ApiModule"/>.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services) =>
        services.AddSingleton(Module).AddSingleton<ApiOperations>().AddSingleton<ApiDocument>().AddSingleton<ViewPages>();
}
