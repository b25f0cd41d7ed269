namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>What the API's document says of a call; its route and method stand in the trigger.</summary>
/// <param name="summary">For technicians; one sentence or two.</param>
/// <param name="scope">What the key needs; empty: any key will do.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OperationAttribute(string summary, string scope) : Attribute
{
    public string Summary { get; } = summary;

    public string Scope { get; } = scope;

    /// <summary>The schema of the body; null: none is needed.</summary>
    public string? Body { get; init; }

    /// <summary>The schema of the answer.</summary>
    public required string Answer { get; init; }

    /// <summary>Parameters of the query.</summary>
    public string[] Query { get; init; } = [];
}
