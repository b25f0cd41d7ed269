using System.Collections.Immutable;

namespace ServerlessAssist.Simulation.World;

/// <summary>One line for each capability that only tests have.</summary>
public static class SimulatedModules
{
    public static ImmutableArray<SimulatedModule> All { get; } =
    [
        Rides.RidesModule.Simulated,
    ];
}
