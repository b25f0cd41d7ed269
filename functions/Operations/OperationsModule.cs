using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Operations.Host;
using ServerlessAssist.Functions.Operations.Upkeep;

namespace ServerlessAssist.Functions.Operations;

/// <summary>Registers the sweep, its heartbeat and readiness.</summary>
public static class OperationsModule
{
    public static IServiceCollection AddOperations(this IServiceCollection services) =>
        services.AddSingleton<SweepHeartbeat>().AddSingleton<Readiness>().AddSingleton<AgendaSweep>();
}
