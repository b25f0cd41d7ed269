using System.Text;
using ServerlessAssist.Functions.Referrals.CaseFiles;
using static ServerlessAssist.Tests.Functions.Referrals.CaseFiles.CaseFileSender;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Referrals.CaseFiles;

/// <summary>
/// Files as spreadsheet programs of the programme's countries save them, at the API's door: read rightly, or refused with what to do. It is
/// March 2026.
/// </summary>
public sealed class CaseFileReadingTests
{
    private const string OneChild = "1: kept as child";

    private const string Born = "<c r=\"{0}\" s=\"1\"><v>40344</v></c>";

    private static readonly string[] CertainlyChildren = ["2012", "2012.", "06/2010", "2010-06", "June 2010"];
    private static readonly string[] NotCertain = ["2007", "2008", "03/2008", "1985", "May 1985"];

    private static readonly string[] InJune =
    [
        "15.06.2010", "15.6.2010", "15. 6. 2010.", "15/06/2010", "15-06-2010", "2010/06/15", "2010-06-15", "15 June 2010", "15.6.2010 г.",
        "2010-06-15T00:00:00", "15.06.2010 00:00",
    ];

    [Fact]
    public void A_year_or_a_month_alone_makes_nobody_an_adult() => Stage.Play(async stage =>
    {
        foreach (var said in CertainlyChildren)
            Assert.Equal(OneChild, Read(await Send(stage, Csv(With(Birthdate, said)))));
        foreach (var said in NotCertain)
        {
            var answer = Read(await Send(stage, Csv(With(Birthdate, said))));
            Assert.StartsWith("row 2: prs_Birthdate says no day", answer, StringComparison.Ordinal);
            Assert.Contains("rfl_AgeGroup", answer, StringComparison.Ordinal);
            var told = With(Birthdate, said);
            told["rfl_AgeGroup"] = "adult";
            Assert.StartsWith("1: ", Read(await Send(stage, Csv(told))), StringComparison.Ordinal);
        }
        var contradicts = With(Birthdate, "2012");
        contradicts["rfl_AgeGroup"] = "adult";
        Assert.StartsWith("row 2: rfl_AgeGroup says otherwise", Read(await Send(stage, Csv(contradicts))), StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("1", "<c r=\"{0}\" s=\"1\"><v>38882</v></c>")]
    [InlineData("true", "<c r=\"{0}\" s=\"1\"><v>38882</v></c>")]
    [InlineData("1", "<c r=\"{0}\"><v>38882</v></c>")]
    [InlineData("true", "<c r=\"{0}\" s=\"1\"><v>38882.75</v></c>")]
    [InlineData("0", "<c r=\"{0}\" s=\"1\"><v>40344</v></c>")]
    [InlineData("false", "<c r=\"{0}\"><v>40344</v></c>")]
    public void Days_are_counted_from_when_the_workbook_counts_them(string from1904, string cell) => Stage.Play(async stage =>
    {
        var book = new RawWorkbook { Properties = $"<workbookPr date1904=\"{from1904}\"/>" }.Sheet("Cases", Rows(cell));
        Assert.Equal(OneChild, Read(await Send(stage, book)));
    });

    [Fact]
    public void A_number_of_days_that_does_not_say_from_when_it_counts_is_read_only_where_both_ways_agree() => Stage.Play(async stage =>
    {
        Assert.Equal(OneChild, Read(await Send(stage, Csv(With(Birthdate, "40344")))));
        Assert.Equal("1: kept as adult", Read(await Send(stage, Csv(With(Birthdate, "30000")))));
        Says("either of two days", Read(await Send(stage, Csv(With(Birthdate, "38882")))));
    });

    [Fact]
    public void The_words_of_the_standards_own_drop_down_lists_are_read() => Stage.Play(async stage =>
    {
        var all = new[]
        {
            ("vic_TraffickingStatus", "Possible victim of trafficking"), ("vic_TraffickingStatus", "Actual victim of trafficking"),
            ("cas_Status", "Active"), ("cas_Status", "Follow up"), ("cas_Status", "Closed Referred"),
            ("prs_Gender", "Feminine"), ("prs_Gender", "Masculine"),
            ("prs_Gender", "TransgenderFeminine"), ("prs_Gender", "TransgenderMasculine"),
            ("prs_Gender", "NonConforming"), ("prs_Gender", "NonSpecifiedUnknown"), ("prs_Citizenship", "Albania"),
            ("prs_Citizenship", "Moldova, Republic of"), ("prs_Citizenship", "Åland Islands"),
            ("prs_Citizenship", "Bonaire, Sint Eustatius and Saba"),
        };
        foreach (var (field, word) in all) Assert.Equal((word, OneChild), (word, Read(await Send(stage, Csv(With(field, word))))));
        Says("the case is closed", Read(await Send(stage, Csv(With("cas_Status", "Closed")))));
        Says("says that she is none", Read(await Send(stage, Csv(With("vic_TraffickingStatus", "Not a victim of trafficking")))));
    });

    [Theory]
    [InlineData("hidden")]
    [InlineData("veryHidden")]
    public void The_visible_sheet_that_holds_cases_is_read(string state) => Stage.Play(async stage =>
    {
        var cases = Rows(Born);
        var lists = RawWorkbook.Texts(1, "Gender", "Country") + RawWorkbook.Texts(2, "Feminine", "AL");
        var readMe = RawWorkbook.Texts(1, "How to fill this in") + RawWorkbook.Texts(3, "con_Consent", "TRUE if she agrees")
            + RawWorkbook.Texts(4, "prs_Gender", "as in the list");
        var form = RawWorkbook.Texts(1, [.. Girl.Keys]);
        foreach (var book in new[]
        {
            Book(("Lists", lists, state), ("Cases", cases, "")),
            Book(("Old", Rows(null), state), ("Read me", readMe, ""), ("Cases", cases, "")),
            // A form that nobody has filled in is no table of cases.
            Book(("Form", form, ""), ("Cases", cases, "")),
        })
            Assert.Equal(OneChild, Read(await Send(stage, book)));
        Says("visible sheet", Read(await Send(stage, Book(("Read me", readMe, ""), ("Cases", cases, state)))));
        Says("More than one visible sheet", Read(await Send(stage, Book(("Cases", cases, ""), ("More", cases, "")))));
    });

    [Fact]
    public void What_is_only_formatted_costs_nothing() => Stage.Play(async stage =>
    {
        var rows = Rows(Born);
        static string Styled(int from, int count, int columns) => string.Concat(Enumerable.Range(from, count).Select(row =>
            RawWorkbook.Row(row,
                [.. Enumerable.Range(0, columns).Select(column => $"<c r=\"{RawWorkbook.Letter(column)}{row}\" s=\"1\"/>")])));
        foreach (var empty in new[]
        {
            "<row r=\"1048576\" s=\"1\" customFormat=\"1\"/>", "<row r=\"1048576\"><c r=\"XFD1048576\" s=\"1\"/></row>",
            Styled(3, 3_000, 12), Styled(3, 3_000, 40), Styled(3, 1, 16_384),
            string.Concat(Enumerable.Range(3, 9_000).Select(row => $"<row r=\"{row}\"/>")),
            string.Concat(Enumerable.Range(3, 500).Select(row =>
                $"<row r=\"{row}\"><c r=\"A{row}\" t=\"b\"><v>0</v></c><c r=\"B{row}\" t=\"str\"><f>C{row}</f><v></v></c></row>")),
        })
            Assert.Equal(OneChild, Read(await Send(stage, new RawWorkbook().Sheet("Cases", rows + empty))));
        Assert.Equal(OneChild, Read(await Send(stage, Csv([Girl], ";") + string.Concat(Enumerable.Repeat(";;;;;;;;;;;\r\n", 5_000)))));
    });

    [Theory]
    [InlineData("TRUE", "FALSE")]
    [InlineData("True", "False")]
    [InlineData("E VËRTETË", "E RREME")]
    [InlineData("E vertete", "E GABUAR")]
    [InlineData("PO", "JO")]
    [InlineData("ADEVĂRAT", "FALS")]
    [InlineData("da", "nu")]
    [InlineData("DOĞRU", "YANLIŞ")]
    [InlineData("evet", "hayır")]
    [InlineData("EVET", "HAYIR")]
    [InlineData("TAČNO", "NETAČNO")]
    [InlineData("tacno", "netacno")]
    [InlineData("ISTINA", "NEISTINA")]
    [InlineData("ISTINA", "LAŽ")]
    [InlineData("ТАЧНО", "НЕТАЧНО")]
    [InlineData("ИСТИНА", "НЕИСТИНА")]
    [InlineData("ДА", "НЕ")]
    [InlineData("ТОЧНО", "НЕТОЧНО")]
    [InlineData("ВЯРНО", "НЕВЯРНО")]
    [InlineData("ИСТИНА", "ЛОЖЬ")]
    [InlineData("Да", "Нет")]
    [InlineData("ІСТИНА", "ХИБНІСТЬ")]
    [InlineData("так", "ні")]
    [InlineData("1", "0")]
    public void Each_country_says_TRUE_and_FALSE_in_its_words(string yes, string no) => Stage.Play(async stage =>
    {
        Assert.Equal(OneChild, Read(await Send(stage, Csv(With("con_Consent", yes)))));
        var without = With("con_Consent", no);
        Assert.StartsWith("row 2: con_Consent must be true", Read(await Send(stage, Csv(without))), StringComparison.Ordinal);
        without["rfl_Override"] = "She is unconscious";
        Assert.Equal(OneChild, Read(await Send(stage, Csv(without))));
    });

    [Fact]
    public void Days_are_read_day_first() => Stage.Play(async stage =>
    {
        foreach (var day in InJune)
            Assert.Equal((day, OneChild), (day, Read(await Send(stage, Csv([With(Birthdate, day)], ";")))));
        // By the second of two readings she would be a child.
        Assert.Equal("1: kept as adult", Read(await Send(stage, Csv(With(Birthdate, "02/03/2008")))));
        Assert.Equal(OneChild, Read(await Send(stage, Csv(With(Birthdate, "03/03/2008")))));
        foreach (var (wrong, why) in new[]
        {
            ("13/25/2010", "month"), ("06/15/2010", "month"), ("15.06.10", "two digits"), ("31.06.2010", "calendar"),
            ("15.06.2030", "future"), ("15.06.1905", "120 years"), ("15", "must be a day"), ("perhaps", "must be a day"),
        })
            Says(why, Read(await Send(stage, Csv(With(Birthdate, wrong)))));
    });

    [Fact]
    public void Whatever_stands_between_cells_is_seen() => Stage.Play(async stage =>
    {
        var (semicolons, tabs) = (Csv([Girl], ";"), Csv([Girl], "\t"));
        var heading = Girl;
        heading["Notes, of the \"caseworker\"".Replace("\"", "\"\"", StringComparison.Ordinal)] = "a, b, c, d";
        foreach (var file in new[]
        {
            $"sep=;\r\n{semicolons}", $"SEP=;\n{semicolons}", $"\"sep=;\"\r\n{semicolons}", $"sep=\t\r\n{tabs}",
            $"sep=,\r\n{Csv(Girl)}", tabs, $"\r\n\r\n{semicolons}", $";;;;;;;;;;;\r\n{semicolons}",
            Csv([heading], ";"), Csv([heading], "\t"), semicolons.Replace("\r\n", "\r", StringComparison.Ordinal),
            $"\ufeffsep=;\r\n{semicolons}",
        })
            Assert.Equal((file[..8], OneChild), (file[..8], Read(await Send(stage, file))));
        Encoding[] encodings = [new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true)];
        foreach (var encoding in encodings)
            Assert.Equal(OneChild, Read(await Send(stage, [.. encoding.Preamble, .. encoding.GetBytes(tabs)], CaseTable.CsvType)));
        Says("CSV UTF-8", Read(await Send(stage, [.. Encoding.UTF8.GetBytes(semicolons), 0x8a, 0x9a], CaseTable.CsvType)));
        Says("quotation mark", Read(await Send(stage, Csv(Girl) + "\"TRUE,\"Markera\"\r\n")));
    });

    [Theory]
    [InlineData("<c r=\"{0}\" s=\"1\"><v>40344.5</v></c>")]
    [InlineData("<c r=\"{0}\"><v>40344.5</v></c>")]
    [InlineData("<c r=\"{0}\" s=\"1\"><v>40344.0</v></c>")]
    [InlineData("<c r=\"{0}\"><v>40344.0</v></c>")]
    [InlineData("<c r=\"{0}\" s=\"1\"><v>40344</v></c>")]
    [InlineData("<c r=\"{0}\"><v>4.0344E4</v></c>")]
    [InlineData("<c r=\"{0}\" s=\"2\"><v>40344.999</v></c>")]
    [InlineData("<c r=\"{0}\" t=\"d\"><v>2010-06-15T00:00:00.000</v></c>")]
    [InlineData("<c r=\"{0}\" s=\"1\" t=\"d\"><v>2010-06-15</v></c>")]
    [InlineData("<c r=\"{0}\" t=\"inlineStr\"><is><t>40344.5</t></is></c>")]
    [InlineData("<c r=\"{0}\" t=\"str\"><v>15.06.2010</v></c>")]
    public void A_day_of_birth_with_a_time_is_read_as_the_day(string cell) => Stage.Play(async stage =>
    {
        var book = new RawWorkbook { Formats = ["14", "dd\\.mm\\.yyyy hh:mm"] }.Sheet("Cases", Rows(cell));
        Assert.Equal(OneChild, Read(await Send(stage, book)));
    });

    /// <summary>"May 2008" that somebody types becomes the first of the month in the workbook, and "2012" a day in 1905.</summary>
    [Theory]
    [InlineData("17", "39508", "says no day")]
    [InlineData("mmm\\-yy", "39508", "says no day")]
    [InlineData("yyyy", "39508", "says no day")]
    [InlineData("16", "39508", "must be a day")]
    [InlineData("14", "2012", "120 years")]
    [InlineData("0", "2007", "says no day")]
    [InlineData("[h]:mm", "39508", "kept as adult")]
    [InlineData("[$-41C]d\\.m\\.yyyy;@", "39508.2", "kept as adult")]
    [InlineData("0.00E+00", "40344", "kept as child")]
    public void No_more_of_a_day_is_read_than_the_workbook_shows(string format, string number, string answer) => Stage.Play(async stage =>
    {
        var book = new RawWorkbook { Formats = [format] }.Sheet("Cases", Rows($"<c r=\"{{0}}\" s=\"1\"><v>{number}</v></c>"));
        Says(answer, Read(await Send(stage, book)));
    });

    private static void Says(string what, string answer) => Assert.Contains(what, answer, StringComparison.Ordinal);

    private static RawWorkbook Book(params (string Name, string Rows, string State)[] sheets) =>
        sheets.Aggregate(new RawWorkbook(), (book, sheet) => book.Sheet(sheet.Name, sheet.Rows, sheet.State));
}
