namespace ServerlessAssist.Tests.Functions.Referrals.CaseFiles;

/// <summary>What the Human Trafficking Case Data Standard publishes, written down from "HTCDS Field Standards 2.0" (24 December 2021) in https://github.com/UNMigration/HTCDS, CC BY 4.0: names of fields, which of them are core, and the lists that we use.</summary>
internal static class Published
{
    public static readonly string[] Core =
    [
        "prs_Salutation", "prs_FirstName", "prs_SecondName", "prs_Birthdate", "prs_Gender", "prs_Citizenship", "prs_Title", "prs_Email", "prs_HomePhone", "prs_MobilePhone",
        "prs_MailingCity", "prs_MailingCountry", "prs_MailingState", "prs_MailingStreet", "prs_MailingPostalCode",
        "vic_TraffickingStatus", "vic_TraffickingStatusDecisionMakingOrg", "vic_MethodOfRecruitment", "vic_LocationOfRecruitment", "vic_MethodsOfControl", "vic_TypeOfExploitation", "vic_ForcedLabourIndustry", "vic_TypeOfSexExploitation", "vic_LocationOfExploitation",
        "cas_Status", "cas_ReasonForCaseClosure", "cas_CaseOwner", "cas_ReferringOrganisation", "cas_IncomingReferralDate", "cas_ReferringPrimaryCaseWorker", "cas_ReasonForIncomingReferral", "cas_IncomingReferralDetails",
        "cas_ReferredOrganisation", "cas_ReferredPrimaryCaseWorker", "cas_ReasonForOutgoingReferral", "cas_OutgoingReferralDate", "cas_OutgoingReferralDetails", "con_Consent",
    ];

    public static readonly string[] Others =
    [
        "org_Name", "org_ShippingCity", "org_ShippingCountry", "org_ShippingState", "org_ShippingStreet", "org_ShippingPostalCode", "org_ShippingLongitude", "org_ShippingLatitude", "org_Phone", "org_Type",
        "prs_MiddleName", "prs_Deceased", "prs_MaritalStatus", "prs_NumberOfChildren", "prs_PrimaryLanguage", "prs_SecondaryLanguage", "prs_HighestLevelOfEducation", "prs_IdentityNumber", "prs_MailingLongitude", "prs_MailingLatitude",
        "vic_RelationshipToTrafficker", "vic_AgeWhenTrafficked", "vic_RecruitmentWebsitesAndApps", "vic_ExploitationWebsitesAndApps", "per_RoleInProcess", "per_RoleDetails", "per_Organisation", "cco_CaseComment",
        "hte_Longitude", "hte_Latitude", "hte_City", "hte_Country", "hte_State", "hte_Street", "hte_PostalCode", "hte_Date", "hte_Type", "hte_Description", "spl_Objectives", "spl_ActionPlan", "spl_PlannedEndDate", "spl_ActualEndDate", "spl_Type",
    ];

    /// <summary>No longer to be filled.</summary>
    public static readonly string[] Deprecated = ["vic_AgreementToManagePersonalData", "vic_Vulnerabilities", "vic_DetailsOfVulnerabilities"];

    public static readonly string[] Gender = ["Feminine", "Masculine", "TransgenderFeminine", "TransgenderMasculine", "NonConforming", "NonSpecifiedUnknown"];

    /// <summary>Some of the countries in the drop-down list of "HTCDS Excel Spreadsheet single select with validation v2.0": those of the programme, and whose names have signs in them.</summary>
    public static readonly (string Code, string Name)[] Countries =
    [
        ("AL", "Albania"), ("BA", "Bosnia and Herzegovina"), ("BG", "Bulgaria"), ("MD", "Moldova, Republic of"), ("ME", "Montenegro"), ("MK", "North Macedonia"), ("RO", "Romania"), ("RS", "Serbia"), ("TR", "Turkey"), ("UA", "Ukraine"),
        ("RU", "Russian Federation"), ("BO", "Bolivia (Plurinational State of)"), ("CD", "Congo, Democratic Republic of the"), ("CI", "Côte d'Ivoire"), ("CW", "Curaçao"), ("IR", "Iran (Islamic Republic of)"), ("KP", "Korea (Democratic People's Republic of)"),
        ("BL", "Saint Barthélemy"), ("VI", "Virgin Islands (U.S.)"), ("GB", "United Kingdom of Great Britain and Northern Ireland"), ("EH", "Western Sahara"),
    ];

    public static readonly string[] TraffickingStatus = ["PossibleVictimOfTrafficking", "ActualVictimOfTrafficking", "NotAVictimOfTrafficking"];

    public static readonly string[] Status = ["Active", "FollowUp", "Closed", "ClosedReferred"];

    /// <summary>The first row of "HTCDS Excel Spreadsheet v2.0", as it stands there: one name is misspelt, one is missing.</summary>
    public static readonly string[] TemplateNames =
    [
        "", "cas_CaseOwner", "prs_Salutation", "prs_FirstName", "prs_SecondName", "con_Consent", "prs_Birthdate", "prs_Gender", "prs_Citizenship", "prs_Title", "prs_Email", "prs_HomePhone", "prs_MobilePhone", "prs_MailingCity", "prs_MailingCountry",
        "prs_MailingState", "prs_MailingStreet", "prs_MailingPostalCode", "vic_TraffickingStatus", "vic_TraffickinStatusDecisionMakingOrg", "vic_MethodOfRecruitment", "vic_LocationOfRecruitment", "vic_MethodsOfControl", "vic_TypeOfExploitation",
        "vic_ForcedLabourIndustry", "vic_TypeOfSexExploitation", "vic_LocationOfExploitation", "cas_Status", "cas_ReferringOrganisation", "cas_IncomingReferralDate", "cas_ReferringPrimaryCaseWorker", "cas_ReasonForIncomingReferral", "cas_IncomingReferralDetails",
        "cas_ReferredOrganisation", "cas_ReferredPrimaryCaseWorker", "", "cas_OutgoingReferralDate", "cas_OutgoingReferralDetails", "cas_ReasonForCaseClosure",
    ];
}
