using System.Collections.Immutable;
using System.Text;
using CsCheck;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.CaseFiles;
using ServerlessAssist.Functions.Referrals.Openings;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Spreadsheets;
using static ServerlessAssist.Tests.Functions.Referrals.Given;

namespace ServerlessAssist.Tests.Functions.Referrals.CaseFiles;

/// <summary>A case out, and in again.</summary>
public sealed class CaseFileTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly CaseTerms None = new(null, null, null);
    private static readonly StaffRegister People = Here();
    private static readonly ReferralFacts Whole = new("north", "Bridge", "XK", Urgency.Urgent, AgeGroup.Adult, "female", ["sq", "en", "tr"], ["shelter", "medical"], true, null, "marker-contact", "Markera Markerova") { ExternalReference = "C-7" };

    private static readonly Gen<string?> Text = Gen.OneOf(Gen.Char['a', 'z'], Gen.Char['а', 'я'], Of('=', '+', '-', '@', '\'', '"', ',', ';', ' ', 'ë', 'ș', '\uff1d')).Array[0, 40].Select(units => new string(units).Trim() is { Length: > 0 } text ? text : null);

    private static readonly Gen<ReferralFacts> AnyFacts =
        from origin in Text
        from name in Text
        from contact in Text
        from elsewhere in Text
        from hasPoint in Gen.Bool
        from urgency in Of(Enum.GetValues<Urgency>())
        from age in Of(Enum.GetValues<AgeGroup>())
        from sex in Of(ReferralRequest.Sexes)
        from languages in Gen.Shuffle(PeopleFile.Spoken, 1, PeopleFile.Spoken.Length)
        from needs in Gen.Shuffle(PeopleFile.Needs, 1, PeopleFile.Needs.Length)
        select new ReferralFacts("north", hasPoint ? "Bridge" : null, origin, urgency, age, sex, [.. languages], [.. needs], true, null, contact, name) { ExternalReference = elsewhere };

    [Fact]
    public void Whatever_case_goes_out_with_consent_comes_in_as_the_same_facts() =>
        Gen.Select(AnyFacts, Of(CaseTable.Formats)).Sample((facts, format) =>
        {
            var read = Back(CaseExport.Row(Case(facts), To("consent")), format, None);
            Assert.Empty(read.Faults);
            Assert.Equal(Flat(Known(facts)), Flat(read.Facts!));
            Assert.All(read.NotKept, name => Assert.Contains(name, Administrative));
            Assert.Empty(read.Near.Keys.Except([CaseFields.TraffickingStatus, CaseFields.Reference]));
        }, iter: 300);

    [Fact]
    public void Where_a_life_is_at_risk_the_stated_subset_goes_and_comes_in_as_what_another_country_would_have_seen() =>
        Gen.Select(AnyFacts, Of(CaseTable.Formats)).Sample((facts, format) =>
        {
            var row = CaseExport.Row(Case(facts), To("life-at-risk"));
            var read = Back(row, format, new CaseTerms("north", null, null));
            Assert.Empty(read.Faults);
            var subset = Known(CrossBorderRules.Subset(facts, "north", facts.Origin!, "life-at-risk") with { ExternalReference = null });
            Assert.Equal(Flat(subset), Flat(read.Facts!));
        }, iter: 300);

    [Fact]
    public void The_subset_holds_no_name_contact_point_or_history()
    {
        var row = CaseExport.Row(Case(Whole), To("life-at-risk"));
        Assert.Equal(
            ["cas_OutgoingReferralDate", "cas_ReferredOrganisation", "con_Consent", "prs_Gender", "prs_PrimaryLanguage", "prs_SecondaryLanguage", "rfl_AgeGroup", "rfl_Needs", "rfl_Origin", "rfl_OtherLanguages", "rfl_Override", "rfl_Reference", "rfl_Urgency"],
            row.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("arker", string.Join('|', row.Values), StringComparison.Ordinal);
        Assert.Equal(ShareBases.Fields, CaseExport.Shared(Whole, "life-at-risk"));
        Assert.Equal([.. ShareBases.Fields, "name", "region", "point", "contact", "externalReference", "status", "referral"], CaseExport.Shared(Whole, "consent"));
        Assert.Equal(["urgency", "age", "sex", "languages", "needs", "region", "status", "referral"], CaseExport.Shared(Facts(Urgency.Urgent, AgeGroup.Adult), "consent"));
    }

    [Fact]
    public void Every_stage_is_a_status_of_the_standard_and_only_who_was_not_identified_is_none()
    {
        var said = Stages.ToDictionary(stage => stage, stage => CaseExport.Row(In(stage), To("consent")));
        Assert.Equal("FollowUp", said[Stage.Reintegration][CaseFields.Status]);
        Assert.Equal(("Closed", "completed"), (said[Stage.Closed][CaseFields.Status], said[Stage.Closed][CaseFields.ReasonForCaseClosure]));
        Assert.All(Stages.Except([Stage.Reintegration, Stage.Closed]), stage => Assert.Equal("Active", said[stage][CaseFields.Status]));
        Assert.All(said.Values, row => Assert.Equal("PossibleVictimOfTrafficking", row[CaseFields.TraffickingStatus]));
        Assert.Equal("NotAVictimOfTrafficking", CaseExport.Row(In(Stage.Closed) with { ClosedBecause = "not-identified" }, To("consent"))[CaseFields.TraffickingStatus]);
        Assert.Equal("ClosedReferred", CaseExport.Row(In(Stage.Closed) with { ClosedBecause = "handed-over" }, To("consent"))[CaseFields.Status]);
    }

    [Fact]
    public void The_published_spreadsheet_filled_in_is_read_though_it_lacks_what_a_referral_needs()
    {
        // Names, labels below them, numbered rows, days as spreadsheets keep them.
        var filled = Template(("con_Consent", "TRUE"), ("prs_FirstName", "Markera"), ("prs_SecondName", "Markerova"), ("prs_Birthdate", "40179"), ("prs_Gender", "Feminine"), ("prs_Citizenship", "AL"), ("vic_TraffickingStatus", "ActualVictimOfTrafficking"),
            ("vic_TypeOfExploitation", "ForcedLabour;ForcedBegging"), ("cas_Status", "ClosedReferred"), ("prs_MobilePhone", "+355690000012"));
        var read = Read(filled, new CaseTerms("north", "urgent", "shelter;legal"));
        Assert.Equal(["prs_PrimaryLanguage"], read.Faults.Keys);
        var whole = Read([[.. filled[0], "prs_PrimaryLanguage"], filled[1], [.. filled[2], "alb"], filled[3]], new CaseTerms("north", "urgent", "shelter;legal"));
        Assert.Equal(3, whole.Row);
        Assert.Equal(
            Flat(new ReferralFacts("north", null, "AL", Urgency.Urgent, AgeGroup.Child, "female", ["sq"], ["shelter", "legal"], true, null, null, "Markera Markerova")), Flat(whole.Facts!));
        Assert.Equal(["prs_MobilePhone", "vic_TypeOfExploitation"], whole.NotKept.Order());
        Assert.Equal(("kept as child", "kept as where she comes from"), (whole.Near["prs_Birthdate"], whole.Near["prs_Citizenship"]));
    }

    [Theory]
    [InlineData("con_Consent", "perhaps")]
    [InlineData("con_Consent", "")]
    [InlineData("con_Consent", "FALSE")]
    [InlineData("prs_Gender", "female")]
    [InlineData("prs_Gender", "")]
    [InlineData("prs_PrimaryLanguage", "Albanian")]
    [InlineData("prs_SecondaryLanguage", "9")]
    [InlineData("prs_Birthdate", "31.12.01")]
    [InlineData("prs_Birthdate", "2030-01-01")]
    [InlineData("cas_Status", "Closed")]
    [InlineData("cas_Status", "Paused")]
    [InlineData("vic_TraffickingStatus", "NotAVictimOfTrafficking")]
    [InlineData("vic_TraffickingStatus", "Maybe")]
    [InlineData("rfl_Region", "nowhere")]
    [InlineData("rfl_Region", "")]
    [InlineData("rfl_Point", "Moon")]
    [InlineData("rfl_Urgency", "soon")]
    [InlineData("rfl_AgeGroup", "old")]
    [InlineData("rfl_Needs", "money")]
    [InlineData("rfl_Needs", "")]
    [InlineData("prs_FirstName", "a\u202eb")]
    public void What_is_wrong_is_named_by_its_field(string name, string cell)
    {
        var row = CaseExport.Row(Case(Whole), To("consent")).SetItem(name, cell);
        var read = Back(row, "csv", None);
        Assert.Null(read.Facts);
        Assert.Equal([name], read.Faults.Keys);
    }

    [Fact]
    public void Age_and_birthday_that_disagree_are_asked_back()
    {
        var row = CaseExport.Row(Case(Whole), To("consent"));
        Assert.Empty(Back(row.SetItem("prs_Birthdate", "2008-03-02"), "csv", None).Faults);
        Assert.Equal(["rfl_AgeGroup"], Back(row.SetItem("prs_Birthdate", "2008-03-03"), "csv", None).Faults.Keys);
    }

    [Fact]
    public void Without_consent_a_reason_opens_it_and_no_name_comes_in()
    {
        var row = CaseExport.Row(Case(Whole), To("consent")).SetItem("con_Consent", "no").SetItem("rfl_Override", "She is unconscious");
        var read = Back(row, "csv", None);
        Assert.Equal((false, "She is unconscious", null), (read.Facts!.Consent, read.Facts.Override, read.Facts.Name));
        Assert.Contains("prs_FirstName", read.NotKept);
    }

    [Fact]
    public void The_senders_region_and_point_give_way_to_what_the_caller_says()
    {
        var row = CaseExport.Row(Case(Whole with { Region = "their-north", Point = "Their bridge" }), To("consent"));
        var read = Back(row, "csv", new CaseTerms("north", null, null));
        Assert.Equal(("north", null), (read.Facts!.Region, read.Facts.Point));
        Assert.Contains("rfl_Point", read.NotKept);
    }

    [Fact]
    public void A_heading_that_is_none_is_said_without_its_words_and_a_known_one_may_have_other_underscores()
    {
        var read = Read([["con_consent", "PRS_GENDER", "prs_Primary_Language", "rfl_Region", "rfl_Urgency", "rfl_AgeGroup", "rfl_Needs", "Her mother's number", "notes2", "rfl_Point"], ["yes", "transgenderfeminine", "fra", "north", "Routine", "Adult", "Shelter", "x", "y", ""]], None);
        Assert.Empty(read.Faults);
        Assert.Equal(["(a column)", "notes2"], read.NotKept);
        Assert.Equal(("kept as other", "kept as other"), (read.Near["prs_Gender"], read.Near["prs_PrimaryLanguage"]));
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "names of fields")]
    [InlineData("\n\n", "names of fields")]
    [InlineData("con_Consent,prs_Gender\n", "no case")]
    [InlineData("con_Consent,con_consent\nTRUE,TRUE\n", "two columns")]
    public void A_table_that_is_none_of_the_standard_is_refused(string text, string why) =>
        Assert.Contains(why, Assert.Throws<SheetException>(() => CaseTable.Read(Encoding.UTF8.GetBytes(text), "csv")).Message, StringComparison.Ordinal);

    [Fact]
    public void More_than_twenty_cases_are_sent_in_parts()
    {
        static byte[] Table(int cases) => Encoding.UTF8.GetBytes("con_Consent\n" + string.Concat(Enumerable.Repeat("TRUE\n", cases)));
        Assert.Equal(20, CaseTable.Read(Table(20), "csv").Count);
        Assert.Contains("in parts", Assert.Throws<SheetException>(() => CaseTable.Read(Table(21), "csv")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sharing_needs_the_right_and_is_written_down_with_what_and_whom()
    {
        var referral = Case(Whole);
        var share = new ReferralCommand.ShareFile(Actor(Duty), "Shelter Sarajevo", "consent");
        var (shared, messages, _) = Do(referral, share, Start);
        var said = Assert.Single(shared.Shares);
        Assert.Equal(("Shelter Sarajevo", "consent", Duty, Start), (said.With, said.Basis, said.By, said.At));
        Assert.Equal(CaseExport.Shared(Whole, "consent"), said.Fields);
        Assert.Empty(messages);
        foreach (var role in Enum.GetValues<Role>().Except([Role.RegionalCoordinator, Role.NationalCoordinator, Role.ResponsibleAuthority]))
            Assert.Equal("not-allowed", Refused(referral, share with { Actor = new Actor(Duty, role, "ngo", ["north"]) }, Start).Code);
        Assert.Equal("not-allowed", Refused(referral, share with { Actor = Actor(Duty) with { Regions = ["south"] } }, Start).Code);
    }

    /// <summary>Of the sender's own keeping of records, and of no use to the receiver's.</summary>
    private static readonly string[] Administrative = ["cas_ReferringOrganisation", "cas_IncomingReferralDate", "cas_ReferredOrganisation", "cas_OutgoingReferralDate", "rfl_Reference"];

    private static Gen<T> Of<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(at => all[at]);

    private static Referral Case(ReferralFacts facts) => Opened(facts).Referral with { Facts = facts };

    /// <summary>Whoever has no number elsewhere is known by the sender's from then on.</summary>
    private static ReferralFacts Known(ReferralFacts facts) => facts with { ExternalReference = facts.ExternalReference ?? Opened().Referral.Reference };

    private static Share To(string basis) => new("Shelter Sarajevo", ["x"], basis, Duty, Start);

    private static CaseRead Back(ImmutableDictionary<string, string> row, string format, CaseTerms terms) => CaseImport.Read(Assert.Single(CaseTable.Read(CaseTable.Write(row, format).Bytes, format)), terms, People, Today);

    private static CaseRead Read(IReadOnlyList<IReadOnlyList<string>> rows, CaseTerms terms)
    {
        using var file = new MemoryStream();
        Workbook.Write(file, "Sheet1", rows, (_, _) => 10);
        return CaseImport.Read(Assert.Single(CaseTable.Read(file.ToArray(), "xlsx")), terms, People, Today);
    }

    private static List<IReadOnlyList<string>> Template(params (string Name, string Cell)[] cells) =>
    [
        Published.TemplateNames, [.. Published.TemplateNames.Select(name => name.Length > 4 ? name[4..] : "")],
        [.. Published.TemplateNames.Select((name, at) => at == 0 ? "1" : cells.FirstOrDefault(cell => cell.Name == name).Cell ?? "")], ["2"],
    ];

    private static string Flat(ReferralFacts facts) => string.Join('|', facts.Region, facts.Point, facts.Origin, facts.Urgency, facts.Age, facts.Sex, string.Join(',', facts.Languages), string.Join(',', facts.Needs), facts.Consent, facts.Override, facts.Contact, facts.Name, facts.ExternalReference);

    private static StaffRegister Here()
    {
        return StaffRegister.Empty with { Configuration = new PeopleConfiguration([], [ServerlessAssist.Tests.Functions.People.House.North with { Points = ["Bridge"] }], []) };
    }
}
