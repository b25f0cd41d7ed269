using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ServerlessAssist.Functions.Api;

/// <summary>What one module brings to the API; registered with the module.</summary>
public sealed record ApiModule
{
    /// <summary>Classes whose functions are operations.</summary>
    public required ImmutableArray<Type> Endpoints { get; init; }

    /// <summary>Types of bodies and queries, then of answers: the first context that knows a type describes it.</summary>
    public required ImmutableArray<JsonSerializerContext> Json { get; init; }

    public required ImmutableArray<ApiProblem> Problems { get; init; }

    /// <summary>Parts of routes that only this module has.</summary>
    public ImmutableArray<ApiResource> Resources { get; init; } = [];
}

/// <summary>A part of a route that names something.</summary>
/// <param name="Name">As it stands in the route, without braces.</param>
/// <param name="What">For technicians.</param>
public sealed record ApiResource(string Name, string What)
{
    /// <summary>What is answered when there is none; null: the operation says so itself.</summary>
    public ApiProblem? Missing { get; init; }

    /// <summary>Whether it has a version: a change may carry <c>If-Match</c>.</summary>
    public bool IsVersioned { get; init; }

    /// <summary>Why a change of it may be refused.</summary>
    public ImmutableArray<ApiProblem> Refusals { get; init; } = [];
}
