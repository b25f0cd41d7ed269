using System.Collections.Immutable;
using ServerlessAssist.Functions.Api;

namespace ServerlessAssist.Functions.Cases.Api;

/// <summary>Why a call about an assisted person can fail.</summary>
public static class CaseProblems
{
    public static readonly ApiProblem Reference = new(404, "reference", "There is no such referral, or none that you may see.");

    public static ImmutableArray<ApiProblem> All { get; } = [Reference];

    /// <summary>The problems of refusals.</summary>
    public static RefusalProblems Refusals { get; } = new();
}
