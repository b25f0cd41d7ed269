using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Api;

/// <summary>What the API's document says of a call; its route and method stand in the trigger.</summary>
/// <param name="summary">For technicians; one sentence or two.</param>
/// <param name="scope">What the key needs; empty: any key will do.</param>
/// <param name="rights">Of the table of rights, one of which it needs; none: it is about the caller alone.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OperationAttribute(string summary, string scope, params Permission[] rights) : Attribute
{
    public string Summary { get; } = summary;

    public string Scope { get; } = scope;

    public IReadOnlyList<Permission> Rights { get; } = rights;

    /// <summary>The schema of the body; null: none is needed.</summary>
    public string? Body { get; init; }

    /// <summary>What the body may be.</summary>
    public string[] BodyTypes { get; init; } = ["application/json"];

    /// <summary>What the answer may be.</summary>
    public string[] AnswerTypes { get; init; } = ["application/json"];

    /// <summary>The schema of the answer.</summary>
    public required string Answer { get; init; }

    /// <summary>Parameters of the query.</summary>
    public string[] Query { get; init; } = [];
}
