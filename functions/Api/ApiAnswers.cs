using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Api.Document;

namespace ServerlessAssist.Functions.Api;

/// <summary>A problem as it is answered (RFC 9457).</summary>
/// <param name="Code">Stays what it is; for machines.</param>
/// <param name="Errors">By the field's path, what it must be.</param>
[Schema("Problem", """
    { "type": "https://tools.ietf.org/html/rfc9110#section-15.5.10", "title": "Conflict", "status": 409,
      "detail": "This Idempotency-Key was used for another call.", "code": "idempotency-key-reused" }
    """)]
public sealed record ProblemAnswer(
    string Title, int Status, string Code, string Type = "", string Detail = "", string TraceId = "",
    IReadOnlyDictionary<string, ImmutableArray<string>> Errors = null!);

/// <param name="Person">Null: an organisation's system.</param>
/// <param name="Key">The first digits of the key's hash.</param>
[Schema("Me", """
    { "organisation": "ngo-kukes", "role": "referrer", "regions": [], "scopes": ["referrals:write", "referrals:read"],
      "key": "5af998351318" }
    """)]
public sealed record Me(
    string Organisation, string? Person, string Role, IReadOnlyList<string> Regions, ImmutableArray<string> Scopes, string? Key,
    DateTimeOffset? Expires);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PageQuery))]
[JsonSerializable(typeof(ProblemAnswer))]
[JsonSerializable(typeof(Me))]
internal sealed partial class ApiJson : JsonSerializerContext;
