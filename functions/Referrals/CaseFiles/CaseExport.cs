using System.Collections.Immutable;
using System.Globalization;

namespace ServerlessAssist.Functions.Referrals.CaseFiles;

/// <summary>A case as a row of the standard. Pure: no clock, no storage.</summary>
public static class CaseExport
{
    /// <summary>What leaves with consent beside what always may: <see cref="ShareBases.Fields"/>.</summary>
    private static readonly ImmutableArray<string> WithConsent = ["name", "region", "point", "contact", "externalReference", "status", "referral"];

    /// <summary>What a file holds of a case, by the ground it is shared on, as it is written down: where a life is at risk, the stated subset alone; with consent, the whole case.</summary>
    public static ImmutableArray<string> Shared(ReferralFacts facts, string basis) =>
    [
        .. ShareBases.Fields.Where(field => field != "origin" || facts.Origin is not null),
        .. basis == ShareBases.Consent ? WithConsent.Where(field => (field, facts) is not ("name", { Name: null }) and not ("point", { Point: null }) and not ("contact", { Contact: null }) and not ("externalReference", { ExternalReference: null })) : [],
    ];

    /// <param name="share">For whom, and on what ground.</param>
    /// <returns>By the names of <see cref="CaseFields"/>; what is not there is empty.</returns>
    public static ImmutableDictionary<string, string> Row(Referral referral, Share share)
    {
        var facts = referral.Facts!;
        var row = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var isAgreed = share.Basis == ShareBases.Consent;
        row[CaseFields.Consent] = isAgreed ? CaseCodes.Yes : CaseCodes.No;
        if (!isAgreed) row[CaseFields.Override] = share.Basis;
        row[CaseFields.ReferredOrganisation] = share.With;
        row[CaseFields.OutgoingReferralDate] = Day(share.At);
        row[CaseFields.Reference] = referral.Reference;
        row[CaseFields.Gender] = CaseCodes.GenderOf(facts.Sex);
        row[CaseFields.PrimaryLanguage] = CaseCodes.LanguageOf(facts.Languages[0]);
        if (facts.Languages.Length > 1) row[CaseFields.SecondaryLanguage] = CaseCodes.LanguageOf(facts.Languages[1]);
        if (facts.Languages.Length > 2) row[CaseFields.OtherLanguages] = string.Join(CaseFields.Several, facts.Languages.Skip(2).Select(CaseCodes.LanguageOf));
        row[CaseFields.Urgency] = facts.Urgency.ToString().ToLowerInvariant();
        row[CaseFields.AgeGroup] = facts.Age.ToString().ToLowerInvariant();
        row[CaseFields.Needs] = string.Join(CaseFields.Several, facts.Needs);
        if (facts.Origin is { } origin) row[CaseFields.Origin] = origin;
        if (isAgreed) Whole(referral, facts, row);
        return row.ToImmutable();
    }

    private static void Whole(Referral referral, ReferralFacts facts, ImmutableDictionary<string, string>.Builder row)
    {
        // The standard splits a name; we hold it as she said it, and do not guess where.
        if (facts.Name is { } name) row[CaseFields.FirstName] = name;
        row[CaseFields.TraffickingStatus] = referral.ClosedBecause == "not-identified" ? CaseCodes.NotOne : CaseCodes.Possible;
        row[CaseFields.Status] = CaseCodes.StatusOf(referral);
        if (referral.ClosedBecause is { } why) row[CaseFields.ReasonForCaseClosure] = why;
        row[CaseFields.ReferringOrganisation] = referral.Organisation;
        row[CaseFields.IncomingReferralDate] = Day(referral.OpenedAt);
        row[CaseFields.Region] = facts.Region;
        if (facts.Point is { } point) row[CaseFields.Point] = point;
        if (facts.Contact is { } contact) row[CaseFields.Contact] = contact;
        if (facts.ExternalReference is { } known) row[CaseFields.ExternalReference] = known;
    }

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
