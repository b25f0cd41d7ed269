using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Api;

/// <summary>
/// An operation of the API: the scope that the pipeline asks for, and what the API's document says. Route and method stand in the trigger.
/// </summary>
/// <param name="summary">For technicians; one sentence or two.</param>
/// <param name="scope">What the key needs; <c>Scopes.None</c>: any key will do.</param>
/// <param name="rights">Of the table of rights, one of which the caller needs; none: it is about the caller alone.</param>
[AttributeUsage(AttributeTargets.Method)]
public abstract class OperationAttribute(string summary, string scope, Permission[] rights) : Attribute
{
    public string Summary { get; } = summary;

    public string Scope { get; } = scope;

    public IReadOnlyList<Permission> Rights { get; } = rights;

    /// <summary>The type of the body; null: none is needed.</summary>
    public virtual Type? Body => null;

    /// <summary>The type of the answer.</summary>
    public abstract Type Answer { get; }

    /// <summary>A record whose members are the parameters of the query; null: there are none.</summary>
    public Type? Query { get; init; }

    /// <summary>Media types that the body may have.</summary>
    public string[] BodyTypes { get; init; } = ["application/json"];

    /// <summary>Media types that the answer may have.</summary>
    public string[] AnswerTypes { get; init; } = ["application/json"];

    /// <summary>What 201 means here; null: it is never answered.</summary>
    public string? Created { get; init; }

    /// <summary>What 202 means here; null: it is never answered.</summary>
    public string? Accepted { get; init; }

    /// <summary>The type of the answer with 202.</summary>
    public Type? AcceptedAnswer { get; init; }

    /// <summary>Whether <c>If-None-Match</c> is answered with 304.</summary>
    public bool NotModified { get; init; }

    /// <summary>Codes of the problems of this operation, beside those that its scope, body, query and resource bring.</summary>
    public string[] Problems { get; init; } = [];
}

/// <summary>An operation without a body.</summary>
/// <inheritdoc/>
public sealed class OperationAttribute<TAnswer>(string summary, string scope, params Permission[] rights)
    : OperationAttribute(summary, scope, rights)
{
    public override Type Answer => typeof(TAnswer);
}

/// <summary>An operation with a body.</summary>
/// <inheritdoc/>
public sealed class OperationAttribute<TBody, TAnswer>(string summary, string scope, params Permission[] rights)
    : OperationAttribute(summary, scope, rights)
{
    public override Type Body => typeof(TBody);

    public override Type Answer => typeof(TAnswer);
}
