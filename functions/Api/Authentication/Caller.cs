using System.Collections.Immutable;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Api.Authentication;

/// <summary>Who calls: an organisation's system by its key, or one of the staff by her token.</summary>
/// <param name="Actor">As whom it acts, with the rights of this moment.</param>
/// <param name="Key">Null: a person.</param>
public sealed record Caller(Actor Actor, ImmutableArray<string> Scopes, ApiKey? Key)
{
    /// <summary>Stands in message ids: two callers' equal Idempotency-Keys are different ones.</summary>
    public string Name => $"{(Key is null ? "staff" : "organisation")}|{Actor.Person.Value}";

    public bool Has(string scope) => scope.Length == 0 || Scopes.Contains(scope);

    public override string ToString() => $"{Actor}";
}
