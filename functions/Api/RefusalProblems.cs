using System.Collections.Frozen;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Api;

/// <summary>The problem that each refusal is over HTTP: those that any capability may give, and those of one module.</summary>
/// <param name="own">The module's codes and their problems.</param>
public sealed class RefusalProblems(params ReadOnlySpan<(string Code, ApiProblem Problem)> own)
{
    private readonly FrozenDictionary<string, ApiProblem> _byCode = new Dictionary<string, ApiProblem>(StringComparer.Ordinal)
    {
        ["not-allowed"] = ApiProblem.NotAllowed,
        ["not-open"] = ApiProblem.NotOpen,
        ["not-now"] = ApiProblem.NotNow,
        ["idempotency-key-reused"] = ApiProblem.KeyReused,
        ["too-soon"] = ApiProblem.TooMany,
    }.Concat(own.ToArray().Select(one => KeyValuePair.Create(one.Code, one.Problem))).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The codes that have a problem.</summary>
    public IReadOnlyCollection<string> Codes => _byCode.Keys;

    /// <summary>A code without a problem is a defect that a test finds; at run time it is answered as something that cannot be done now.</summary>
    public ApiProblem Of(Refusal why) => _byCode.GetValueOrDefault(why.Code, ApiProblem.NotNow);
}
