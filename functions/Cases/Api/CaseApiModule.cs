using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Api;

namespace ServerlessAssist.Functions.Cases.Api;

public static class CaseApiModule
{
    private static readonly ApiModule Module = new()
    {
        Endpoints = [typeof(CaseEndpoints)], Json = [CasesBodiesJson.Default, CasesApiJson.Default], Problems = CaseProblems.All,
    };

    public static IServiceCollection AddCasesApi(this IServiceCollection services) => services.AddSingleton(Module);
}
