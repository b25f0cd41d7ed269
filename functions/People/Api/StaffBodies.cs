using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Api.Document;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People.Api;

/// <summary>
/// Who is invited; or <paramref name="Person"/> alone: who gets a new code. Read by <see cref="InviteForm"/>, which knows what one needs
/// without the other.
/// </summary>
[Schema("Invitation", """
    { "role": "regional-coordinator", "organisation": "mission-al", "regions": ["al-north"], "language": "sq", "callName": "North 3" }
    """)]
public sealed record InvitationBody(
    [Text(40)] string? Person,
    [OneOf(typeof(Roles), nameof(Roles.Names))] string Role = "",
    [Text(40)] string Organisation = "",
    [MaxLength(300), Text(40)] IReadOnlyList<string> Regions = null!,
    [OneOf(typeof(InvitationBody), nameof(InvitationBody.Languages))] string Language = "",
    [Text(16)] string CallName = "")
{
    public static readonly string[] Languages = [.. LanguageFile.All.Keys.Order(StringComparer.Ordinal)];
}

/// <param name="Person">An id, or what colleagues call somebody.</param>
[Schema("Person", """{ "person": "north-3-a1b2c3" }""")]
public sealed record PersonBody([Text(40)] string Person);

[Schema("Duty", """{ "region": "al-north", "day": "2026-03-06" }""")]
public sealed record DutyBody([Text(40)] string Region, DateOnly Day);

[Schema("SwapAnswer", """{ "answer": "agree" }""")]
public sealed record SwapAnswerBody([OneOf(SwapAnswerBody.Agree, "keep")] string Answer)
{
    public const string Agree = "agree";
}

[Schema("ApprovalAnswer", """{ "answer": "agree" }""")]
public sealed record ApprovalAnswerBody([OneOf(ApprovalAnswerBody.Agree, "refuse")] string Answer)
{
    public const string Agree = "agree";
}

public sealed record RotaQuery(
    [Text(40), Description("Which; without it, all that the caller may see.")] string? Region,
    [Range(1, RotaQuery.Most), DefaultValue(RotaQuery.Usual), Description("How many, from today on.")] int? Days)
{
    public const int Usual = 7, Most = 31;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(InvitationBody))]
[JsonSerializable(typeof(PersonBody))]
[JsonSerializable(typeof(DutyBody))]
[JsonSerializable(typeof(SwapAnswerBody))]
[JsonSerializable(typeof(ApprovalAnswerBody))]
[JsonSerializable(typeof(AbsenceShown))]
[JsonSerializable(typeof(QuietShown))]
[JsonSerializable(typeof(RotaQuery))]
internal sealed partial class StaffBodiesJson : JsonSerializerContext;
