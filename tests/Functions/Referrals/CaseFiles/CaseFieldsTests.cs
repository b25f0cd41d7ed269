using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.Referrals.CaseFiles;
using ServerlessAssist.Functions.Referrals.CaseFiles.Reading;
using ServerlessAssist.Functions.Referrals.Openings;

namespace ServerlessAssist.Tests.Functions.Referrals.CaseFiles;

/// <summary>Our table of the standard beside what is published.</summary>
public sealed class CaseFieldsTests
{
    private static readonly string[] Bibliographic = ["alb", "mac", "rum"];

    [Fact]
    public void Every_name_of_ours_is_a_published_one_and_no_core_field_is_missing()
    {
        Assert.Equal(Published.Core.Order(StringComparer.Ordinal), CaseFields.Core.Order(StringComparer.Ordinal));
        Assert.Empty(CaseFields.Extended.Append(CaseFields.MiddleName).Except(Published.Others));
        Assert.Empty(CaseFields.Columns.Intersect(Published.Deprecated));
        Assert.Equal(84 - 3, Published.Core.Length + Published.Others.Length);
    }

    [Fact]
    public void Columns_of_ours_can_be_taken_for_none_of_the_standard()
    {
        var prefixes = Published.Core.Concat(Published.Others).Select(name => name[..4]).ToHashSet();
        Assert.All(CaseFields.Ours, name => Assert.DoesNotContain(name[..4], prefixes));
        Assert.Equal(CaseFields.Columns.Length, CaseFields.Columns.Select(CaseFields.KeyOf).Distinct().Count());
    }

    [Fact]
    public void The_core_columns_stand_in_the_order_of_the_published_spreadsheet()
    {
        var theirs = Published.TemplateNames.Skip(1).Select(name => name switch { "vic_TraffickinStatusDecisionMakingOrg" => "vic_TraffickingStatusDecisionMakingOrg", "" => "cas_ReasonForOutgoingReferral", _ => name });
        Assert.Equal(theirs, CaseFields.Core);
    }

    [Fact]
    public void Every_code_is_a_published_one_and_every_published_one_is_read()
    {
        Assert.Equal(Published.Gender.Order(), CaseCodes.Gender.Select(one => one.Theirs).Order());
        Assert.Equal(Published.TraffickingStatus, CaseCodes.TraffickingStatus);
        Assert.Equal(Published.Status, CaseCodes.Status);
        Assert.All(ReferralRequest.Sexes, sex => Assert.Contains(CaseCodes.GenderOf(sex), Published.Gender));
    }

    [Fact]
    public void Every_language_has_a_code_of_three_letters_and_comes_back_from_it_and_from_its_own_two()
    {
        Assert.All(PeopleFile.Spoken, language =>
        {
            var code = CaseCodes.LanguageOf(language);
            Assert.Matches("^[a-z]{3}$", code);
            Assert.Equal(language, CaseCodes.ReadLanguage(code));
            if (language != CaseCodes.OtherLanguage) Assert.Equal(language, CaseCodes.ReadLanguage(language.ToUpperInvariant()));
        });
        // Of the two codes that ISO 639-2 has for these, both are in use.
        Assert.Equal(["sq", "mk", "ro"], Bibliographic.Select(CaseCodes.ReadLanguage));
        Assert.Equal(("other", null, null), (CaseCodes.ReadLanguage("ara"), CaseCodes.ReadLanguage("Albanian"), CaseCodes.ReadLanguage("s1")));
    }

    [Fact]
    public void Every_country_of_the_published_list_is_read_by_its_code_and_its_name()
    {
        Assert.Equal(249 + 1, Countries.All.Count());
        Assert.All(Countries.All, code => Assert.Equal([code], Countries.Read(code.ToLowerInvariant())!));
        Assert.All(Published.Countries, one => Assert.Equal([one.Code], Countries.Read(one.Name)!));
    }

    /// <summary>A word that means yes in one country and no in another would be read wrongly in one of them.</summary>
    [Fact]
    public void No_word_is_both_yes_and_no()
    {
        Assert.Equal((true, false, null), (Consents.Read(" Po "), Consents.Read("NE"), Consents.Read("perhaps")));
        Assert.Equal((true, false), (Consents.Read("✓"), Consents.Read("☐")));
        Assert.All(["", "\uffff", "ye\uffffs", "yes?", "1?", "da, ne", "✓✓", "- -"], word => Assert.Null(Consents.Read(word)));
        Assert.All(["", "\uffff", ";", "-", new string('a', 5_000)], name => Assert.Null(Countries.Read(name)));
    }
}
