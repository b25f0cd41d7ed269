using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace ServerlessAssist.Functions.Api.Document;

/// <summary>One operation of the API, as its function declares it.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Method">In lower case.</param>
/// <param name="Route">E.g. <c>v1/me</c>.</param>
/// <param name="Resources">What the route names.</param>
/// <param name="Problems">Every way in which it can fail.</param>
public sealed record ApiOperation(
    string Function, string Method, string Route, OperationAttribute Declared, ImmutableArray<ApiResource> Resources,
    ImmutableArray<ApiProblem> Problems)
{
    /// <summary>Whether a repeat must be recognised. What is set anew (PUT) needs no key.</summary>
    public bool IsChange => Method is "post" or "delete";

    public bool IsVersioned => IsChange && Resources.Any(one => one.IsVersioned);
}

/// <summary>Every operation of the modules, found by the attributes of their functions.</summary>
public sealed class ApiOperations
{
    private static readonly ApiResource Id = new("id", "As it was answered or listed.");

    private readonly ConcurrentDictionary<string, string> _scopes = new(StringComparer.Ordinal);
    private readonly Lazy<ImmutableArray<ApiOperation>> _all;

    public ApiOperations(IEnumerable<ApiModule> modules)
    {
        Modules = [.. modules];
        Problems = [.. ApiProblem.Generic, .. Modules.SelectMany(module => module.Problems)];
        _all = new(() => [.. Modules.SelectMany(module => module.Endpoints).SelectMany(Read)
            .OrderBy(one => one.Route, StringComparer.Ordinal).ThenBy(one => one.Function, StringComparer.Ordinal)]);
    }

    public ImmutableArray<ApiModule> Modules { get; }

    /// <summary>Every way in which a call can fail.</summary>
    public ImmutableArray<ApiProblem> Problems { get; }

    /// <summary>By route. Made when it is asked for first: calls need no more than <see cref="ScopeOf"/>.</summary>
    /// <exception cref="InvalidOperationException">An operation names a problem that no module brings.</exception>
    public ImmutableArray<ApiOperation> All => _all.Value;

    /// <summary>The scope of an operation.</summary>
    /// <param name="function">The method, which is called as its function is.</param>
    /// <exception cref="InvalidOperationException">It declares no operation, so it must not answer; or two modules have it.</exception>
    public string ScopeOf(string function) => _scopes.GetOrAdd(function, name => Modules.SelectMany(module => module.Endpoints)
        .Select(type => type.GetMethod(name)?.GetCustomAttribute<OperationAttribute>()).SingleOrDefault(one => one is not null)?.Scope
        ?? throw new InvalidOperationException($"{name} declares no operation."));

    private IEnumerable<ApiOperation> Read(Type endpoints) =>
        from method in endpoints.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        let function = method.GetCustomAttribute<FunctionAttribute>()
        let declared = method.GetCustomAttribute<OperationAttribute>()
        where function is not null && declared is not null
        let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .First(one => one is not null)
        select Of(function.Name, trigger.Methods!.Single(), trigger.Route!, declared);

    private ApiOperation Of(string function, string method, string route, OperationAttribute declared)
    {
        ImmutableArray<ApiResource> resources =
            [.. Modules.SelectMany(module => module.Resources).Append(Id)
                .Where(one => route.Contains($"{{{one.Name}}}", StringComparison.Ordinal))];
        var operation = new ApiOperation(function, method, route, declared, resources, []);
        return operation with { Problems = [.. Problems.Intersect(Of(operation))] };
    }

    private IEnumerable<ApiProblem> Of(ApiOperation operation)
    {
        var declared = operation.Declared;
        IEnumerable<ApiProblem> all = [
            ApiProblem.Key, ApiProblem.TryAgain,
            .. declared.Scope.Length > 0 ? [ApiProblem.Scope] : Array.Empty<ApiProblem>(),
            .. declared.Rights.Count > 0 ? [ApiProblem.NotAllowed] : Array.Empty<ApiProblem>(),
            .. declared.Query is not null ? [ApiProblem.Query] : Array.Empty<ApiProblem>(),
            .. operation.Resources.Select(one => one.Missing).OfType<ApiProblem>(),
            .. declared.Problems.Select(Named)];
        if (operation.IsChange)
            all = [.. all, ApiProblem.IdempotencyKey, ApiProblem.KeyReused, .. operation.Resources.SelectMany(one => one.Refusals)];
        if (operation.IsVersioned) all = [.. all, ApiProblem.IfMatch, ApiProblem.Moved];
        if (operation.IsChange || declared.Body is not null) all = [.. all, .. ApiProblem.OfBodies];
        return (operation.IsChange || declared.Body is not null) && declared.BodyTypes.Contains("application/json")
            ? [.. all, .. ApiProblem.OfJson] : all;
    }

    private ApiProblem Named(string code) =>
        Problems.FirstOrDefault(one => one.Code == code) ?? throw new InvalidOperationException($"No module brings the problem '{code}'.");
}
