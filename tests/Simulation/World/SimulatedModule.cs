using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Simulation.Stories;

namespace ServerlessAssist.Simulation.World;

/// <summary>A capability that the product does not have: it is composed, played and looked at as one that it has.</summary>
public sealed record SimulatedModule
{
    /// <summary>As the product's Program would add it.</summary>
    public required Action<IServiceCollection> Add { get; init; }

    /// <summary>Played without a fault, and swept.</summary>
    public required ImmutableArray<Func<Story>> Stories { get; init; }

    public required ImmutableArray<Invariant> Invariants { get; init; }

    /// <summary>Its calls of the API, attacked as the product's are: by function, with a good body; null: it needs none.</summary>
    public required ImmutableDictionary<string, string?> Calls { get; init; }
}
