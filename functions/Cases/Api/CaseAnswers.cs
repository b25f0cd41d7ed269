using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Api.Document;

namespace ServerlessAssist.Functions.Cases.Api;

/// <param name="What">What was done: the last part of the route. A repeat is answered with the same.</param>
[Schema("Done", """{ "reference": "RA-7F3K-9", "what": "close" }""")]
public sealed record Done(string Reference, string What)
{
    /// <summary>Of the message that was written; null: none was.</summary>
    public int? Number { get; init; }
}

/// <param name="Answer">agreed, revoked; null: the person was not asked.</param>
public sealed record ConsentShown(string Purpose, string? Answer, DateTimeOffset? At)
{
    internal static ConsentShown Of(string purpose, Consent? consent) => new(
        purpose, consent is null ? null : consent.Given ? ConsentBody.Agreed : ConsentBody.Revoked, consent?.At);
}

[Schema("Consents", """
    { "reference": "RA-7F3K-9",
      "consents": [{ "purpose": "check-ins", "answer": "agreed", "at": "2026-03-02T09:00:00+00:00" }, { "purpose": "services" }] }
    """)]
public sealed record ConsentList(string Reference, IReadOnlyList<ConsentShown> Consents);

/// <param name="Referrals">References of those whom the caller accompanies.</param>
/// <param name="Next">The cursor of the next page; null: this was the last.</param>
[Schema("Accompanied", """{ "referrals": ["RA-7F3K-9"] }""")]
public sealed record AccompaniedList(IReadOnlyList<string> Referrals, string? Next);

/// <summary>What the person has answered.</summary>
[Schema("Consent", """{ "purpose": "check-ins", "answer": "agreed" }""")]
public sealed record ConsentBody([OneOf(typeof(ConsentPurposes))] string Purpose, [OneOf(ConsentBody.Agreed, ConsentBody.Revoked)] string Answer)
{
    public const string Agreed = "agreed", Revoked = "revoked";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ConsentBody))]
internal sealed partial class CasesBodiesJson : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Done))]
[JsonSerializable(typeof(ConsentList))]
[JsonSerializable(typeof(AccompaniedList))]
internal sealed partial class CasesApiJson : JsonSerializerContext;
