using System.Collections.Immutable;

namespace ServerlessAssist.Functions.Referrals.CaseFiles;

/// <summary>Names of fields in the Human Trafficking Case Data Standard of IOM, version 2.0 of 24 December 2021 (https://github.com/UNMigration/HTCDS, CC BY 4.0), and beside them ours, for what a referral needs and the standard does not have.</summary>
public static class CaseFields
{
    public const string CaseOwner = "cas_CaseOwner", Salutation = "prs_Salutation", FirstName = "prs_FirstName", MiddleName = "prs_MiddleName", SecondName = "prs_SecondName";
    public const string Consent = "con_Consent", Birthdate = "prs_Birthdate", Gender = "prs_Gender", Citizenship = "prs_Citizenship", PrimaryLanguage = "prs_PrimaryLanguage", SecondaryLanguage = "prs_SecondaryLanguage";
    public const string TraffickingStatus = "vic_TraffickingStatus", Status = "cas_Status", ReasonForCaseClosure = "cas_ReasonForCaseClosure";
    public const string ReferringOrganisation = "cas_ReferringOrganisation", IncomingReferralDate = "cas_IncomingReferralDate", ReferredOrganisation = "cas_ReferredOrganisation", OutgoingReferralDate = "cas_OutgoingReferralDate";

    /// <summary>What the standard calls core, in the order of its spreadsheet: a row of ours can be put under theirs.</summary>
    public static readonly ImmutableArray<string> Core =
    [
        CaseOwner, Salutation, FirstName, SecondName, Consent, Birthdate, Gender, Citizenship, "prs_Title", "prs_Email", "prs_HomePhone", "prs_MobilePhone",
        "prs_MailingCity", "prs_MailingCountry", "prs_MailingState", "prs_MailingStreet", "prs_MailingPostalCode",
        TraffickingStatus, "vic_TraffickingStatusDecisionMakingOrg", "vic_MethodOfRecruitment", "vic_LocationOfRecruitment", "vic_MethodsOfControl", "vic_TypeOfExploitation", "vic_ForcedLabourIndustry", "vic_TypeOfSexExploitation", "vic_LocationOfExploitation",
        Status, ReferringOrganisation, IncomingReferralDate, "cas_ReferringPrimaryCaseWorker", "cas_ReasonForIncomingReferral", "cas_IncomingReferralDetails",
        ReferredOrganisation, "cas_ReferredPrimaryCaseWorker", "cas_ReasonForOutgoingReferral", OutgoingReferralDate, "cas_OutgoingReferralDetails", ReasonForCaseClosure,
    ];

    /// <summary>Others of the standard that a case here fills, or is read from.</summary>
    public static readonly ImmutableArray<string> Extended = [PrimaryLanguage, SecondaryLanguage];

    public const string Reference = "rfl_Reference", Region = "rfl_Region", Point = "rfl_Point", Origin = "rfl_Origin", Urgency = "rfl_Urgency", AgeGroup = "rfl_AgeGroup";
    public const string OtherLanguages = "rfl_OtherLanguages", Needs = "rfl_Needs", Override = "rfl_Override", Contact = "rfl_Contact", ExternalReference = "rfl_ExternalReference";

    /// <summary>Not of the standard; a system that does not know them leaves them where they are.</summary>
    public static readonly ImmutableArray<string> Ours = [Reference, Region, Point, Origin, Urgency, AgeGroup, OtherLanguages, Needs, Override, Contact, ExternalReference];

    /// <summary>The columns of a file, in order.</summary>
    public static readonly ImmutableArray<string> Columns = [.. Core, .. Extended, .. Ours];

    /// <summary>Between several values of one field, as in the standard's spreadsheet.</summary>
    public const char Several = ';';

    /// <summary>The values of a field that has several, with semicolons or commas between them.</summary>
    public static string[] Split(string? cell) =>
        (cell ?? "").Split([Several, ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Templates write some names with other underscores and cases.</summary>
    public static string KeyOf(string name) => new([.. name.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)]);
}
