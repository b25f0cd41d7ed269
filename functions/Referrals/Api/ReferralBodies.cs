using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Document;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.Referrals.CaseFiles;
using ServerlessAssist.Functions.Referrals.Openings;
using ServerlessAssist.Functions.Referrals.Rules;

namespace ServerlessAssist.Functions.Referrals.Api;

[Schema("NewReferral", """
    { "region": "al-north", "point": "Morina", "origin": "XK", "urgency": "urgent", "age": "adult", "sex": "female", "languages": ["sq"],
      "needs": ["shelter", "medical"],
      "consent": { "referral": true }, "contact": "Ask at the front desk" }
    """)]
public sealed record NewReferral(
    [Text(40)] string Region,
    [Text(60)] string? Point,
    [Text(60)] string? Origin,
    [OneOf(typeof(ReferralRequest), nameof(ReferralRequest.Urgencies))] string Urgency,
    [OneOf(NewReferral.Adult, NewReferral.Child)] string Age,
    [OneOf(typeof(ReferralRequest), nameof(ReferralRequest.Sexes))] string Sex,
    [OneOf(typeof(PeopleFile), nameof(PeopleFile.Spoken))] IReadOnlyList<string> Languages,
    [OneOf(typeof(PeopleFile), nameof(PeopleFile.Needs))] IReadOnlyList<string> Needs,
    ConsentToRefer Consent,
    [Text(300)] string? Contact,
    [Text(100)] string? Name,
    [Text(40)] string? ExternalReference)
{
    public const string Adult = "adult", Child = "child";

    public override string ToString() => "referral";
}

/// <param name="Override">Why a life is at risk without it.</param>
public sealed record ConsentToRefer(bool Referral, [Text(300)] string? Override)
{
    public override string ToString() => "consent";
}

[Schema("Close", """{ "reason": "completed" }""")]
public sealed record CloseBody([OneOf(typeof(CloseReasons))] string Reason);

[Schema("PassOn", """{ "reason": "too-close" }""")]
public sealed record PassOnBody([OneOf(typeof(DeclineReasons))] string Reason);

[Schema("Need", """{ "need": "medical" }""")]
public sealed record NeedBody([OneOf(typeof(PeopleFile), nameof(PeopleFile.Needs))] string Need);

[Schema("Identification", """{ "answer": "confirm" }""")]
public sealed record IdentificationBody([OneOf(IdentificationBody.Confirm, "dispute")] string Answer)
{
    public const string Confirm = "confirm";
}

[Schema("Caseworker", """{ "person": "north-caseworker" }""")]
public sealed record CaseworkerBody([Text(40)] string Person);

/// <param name="Provider">Who is asked first; null: whoever fits best.</param>
[Schema("Assign", """{ "service": "shelter", "provider": "house-lake" }""")]
public sealed record AssignBody([OneOf(typeof(PeopleFile), nameof(PeopleFile.Needs))] string Service, [Text(40)] string? Provider);

/// <param name="Reason">Where it is declined.</param>
[Schema("Answer", """{ "answer": "decline", "reason": "full" }""")]
public sealed record OfferAnswerBody([OneOf(OfferAnswerBody.Accept, "decline")] string Answer,
    [OneOf(typeof(DeclineReasons))] string? Reason)
{
    public const string Accept = "accept";
}

[Schema("HandOver", """{ "region": "xk-west", "basis": "consent" }""")]
public sealed record HandOverBody([Text(40)] string Region, [OneOf(typeof(ShareBases))] string Basis);

[Schema("Merge", """{ "into": "RA-0A00-M" }""")]
public sealed record MergeBody([Text(20)] string Into);

[Schema("TellApart", """{ "from": "RA-0A00-M" }""")]
public sealed record TellApartBody([Text(20)] string From);

[Schema("Note", """{ "text": "The room is on the first floor" }""")]
public sealed record NoteBody([Text(NoteRules.Longest)] string Text)
{
    public override string ToString() => "note";
}

/// <param name="With">The organisation that gets the file.</param>
/// <param name="Approval">As it was answered when a second person was asked; null: she is asked now.</param>
[Schema("ShareCase", """{ "with": "Shelter Sarajevo", "basis": "consent", "format": "xlsx", "approval": "0123456789ab" }""")]
public sealed record ShareCaseBody(
    [Text(100)] string With, [OneOf(typeof(ShareBases))] string Basis, [OneOf(typeof(CaseTable), nameof(CaseTable.Formats))] string Format,
    [Text(40)] string? Approval);

/// <summary>A file of cases, which is no JSON.</summary>
[Schema("CaseFile",
    "con_Consent,prs_Gender,prs_PrimaryLanguage,rfl_Region,rfl_Urgency,rfl_AgeGroup,rfl_Needs\r\n"
    + "TRUE,Feminine,sqi,al-north,urgent,adult,shelter;medical\r\n",
    File = "Names of fields in the first row, a row a case.")]
public sealed record CaseFile;

public sealed record CaseFileQuery(
    [Text(40), Description("Where the file's cases are referred.")] string? Region,
    [OneOf(typeof(ReferralRequest), nameof(ReferralRequest.Urgencies)), Description("Of all cases of the file.")] string? Urgency,
    [Text(200), Description("Of all cases of the file, separated by semicolons.")] string? Needs,
    [Text(200), Description("Codes of ISO 639 separated by semicolons, of the cases that name no language.")] string? Languages,
    [OneOf(NewReferral.Adult, NewReferral.Child), Description("Of the cases without a day of birth or an age group.")] string? Age,
    [OneOf(CaseFileOptions.All, CaseFileOptions.Each), DefaultValue(CaseFileOptions.All),
        Description("all: one bad row, and nothing is opened. each: good rows are opened, bad ones named in refused.")] string? Rows,
    [OneOf("true", "false"), Description("Only look.")] string? DryRun);

public sealed record ReferralsQuery(
    [RegularExpression(PageQuery.Key), Description(PageQuery.Before)] string? Cursor,
    [Range(1, PageQuery.Most), DefaultValue(PageQuery.Usual), Description(PageQuery.Many)] int? Limit,
    [OneOf(typeof(ReferralsQuery), nameof(ReferralsQuery.Statuses)), Description("Only those.")] string? Status,
    [Text(40), Description(ReferralsQuery.Which)] string? Region)
{
    public const string Which = "Which; for a coordinator of several.";

    public static readonly string[] Statuses =
        ["identified", "alerted", "escalated", "nobody-reached", "taken", "accepted", "assigned", "in-assistance", "reintegration",
            "closed"];
}

public sealed record OpenReferralsQuery(
    [RegularExpression(PageQuery.Key), Description(PageQuery.Before)] string? Cursor,
    [Range(1, PageQuery.Most), DefaultValue(PageQuery.Usual), Description(PageQuery.Many)] int? Limit,
    [Text(40), Description(ReferralsQuery.Which)] string? Region);

public sealed record ProvidersQuery([OneOf(typeof(PeopleFile), nameof(PeopleFile.Needs)),
    Description("What the person needs.")] string Service);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(NewReferral))]
[JsonSerializable(typeof(CloseBody))]
[JsonSerializable(typeof(PassOnBody))]
[JsonSerializable(typeof(NeedBody))]
[JsonSerializable(typeof(IdentificationBody))]
[JsonSerializable(typeof(CaseworkerBody))]
[JsonSerializable(typeof(AssignBody))]
[JsonSerializable(typeof(OfferAnswerBody))]
[JsonSerializable(typeof(HandOverBody))]
[JsonSerializable(typeof(MergeBody))]
[JsonSerializable(typeof(TellApartBody))]
[JsonSerializable(typeof(NoteBody))]
[JsonSerializable(typeof(ShareCaseBody))]
[JsonSerializable(typeof(PlacesShown))]
[JsonSerializable(typeof(CaseFileQuery))]
[JsonSerializable(typeof(ReferralsQuery))]
[JsonSerializable(typeof(OpenReferralsQuery))]
[JsonSerializable(typeof(ProvidersQuery))]
internal sealed partial class ReferralBodiesJson : JsonSerializerContext;
