using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.CaseFiles;
using ServerlessAssist.Shared.Limits;
using ServerlessAssist.Simulation.World;
using ServerlessAssist.Tests.Functions.Referrals.Api;
using static ServerlessAssist.Tests.Functions.Referrals.CaseFiles.CaseFileSender;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Referrals.CaseFiles;

/// <summary>What a call says of its rows: each by itself, and what holds for those that do not say it.</summary>
public sealed class CaseFileRowsTests
{
    private static readonly string Mixed =
        Csv(Girl, With("prs_Gender", "Woman"), With("rfl_Region", "mars"), With("rfl_ExternalReference", "T-4"));

    private static readonly string[] WrongQueries = ["?rows=some", "?age=old", "?languages=Albanian", "?languages=;"];

    private static readonly string[] NoCountries = ["XX", "Albanian", "AL;XX", "Atlantis", "8", ";"];

    [Fact]
    public void Each_row_by_itself_opens_the_good_ones_names_the_others_and_the_same_again_answers_the_same() => Stage.Play(async stage =>
    {
        Assert.Equal(400, (await Send(stage, Mixed, "")).Status);
        Assert.Empty(stage.World.Facts.Each<Referral>());

        var call = Client.NewKey();
        var first = await Send(stage, Mixed, "?rows=each", call);
        Assert.Equal(201, first.Status);
        Assert.Equal(("2 5", "3 4"), (RowsOf(first, "cases"), RowsOf(first, "refused")));
        var fault = (string)Client.Read(first)["refused"]![0]!["faults"]!["prs_Gender"]!;
        Assert.Contains("NonSpecifiedUnknown", fault, StringComparison.Ordinal);
        Assert.Equal(2, stage.World.Facts.Each<Referral>().Count());

        var again = await Send(stage, Mixed, "?rows=each", call);
        Assert.Equal((200, first.Text), (again.Status, again.Text));
        Assert.Equal(2, stage.World.Facts.Each<Referral>().Count());
        // The same key is not for another file, nor for other options.
        Assert.Equal(409, (await Send(stage, Csv(Girl), "?rows=each", call)).Status);
        Assert.Equal(409, (await Send(stage, Csv(With("prs_Gender", "Woman"), Girl), "?rows=each", call)).Status);
        Assert.Equal(409, (await Send(stage, Csv(Girl), "", call)).Status);
    });

    [Fact]
    public void Only_looked_at_each_row_is_named_and_none_opened() => Stage.Play(async stage =>
    {
        var answer = await Send(stage, Mixed, "?rows=each&dryRun=true");
        Assert.Equal(200, answer.Status);
        Assert.Equal(("2 5", "3 4"), (RowsOf(answer, "cases"), RowsOf(answer, "refused")));
        Assert.Empty(stage.World.Facts.Each<Referral>());
        var good = await Send(stage, Csv(Girl), "?rows=each&dryRun=true");
        Assert.Equal(("2", ""), (RowsOf(good, "cases"), RowsOf(good, "refused")));
        // As before, a call that does not ask for it hears nothing of it.
        Assert.Null(Client.Read(await Send(stage, Csv(Girl)))["refused"]);
        Assert.Null(Client.Read(await Send(stage, Csv(Girl), "?rows=all&dryRun=true"))["refused"]);
    });

    [Fact]
    public void Where_no_row_is_good_all_faults_are_named_as_for_the_whole_file() => Stage.Play(async stage =>
    {
        var file = Csv(With("prs_Gender", "Woman"), With("con_Consent", "perhaps"));
        var (each, all) = (await Send(stage, file, "?rows=each"), await Send(stage, file, ""));
        Assert.Equal(400, each.Status);
        Assert.Equal(Client.Read(all)["errors"]!.ToJsonString(), Client.Read(each)["errors"]!.ToJsonString());
        Assert.Equal(400, (await Send(stage, file, "?rows=each&dryRun=true")).Status);
        foreach (var query in WrongQueries)
        {
            var wrong = await Send(stage, file, query);
            Assert.Equal((query, 400, "query"), (query, wrong.Status, Client.Code(wrong)));
        }
    });

    /// <summary>On the day after, a row may be bad that was good: what is open is answered as open.</summary>
    [Fact]
    public void What_was_opened_is_answered_as_opened_though_its_row_would_be_bad_on_another_day() => Stage.Play(async stage =>
    {
        var eve = stage.Process.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime.Date.AddYears(-18).AddDays(1);
        var child = With(Birthdate, eve.ToString("yyyy-MM-dd", null));
        child["rfl_AgeGroup"] = "child";
        var other = new Dictionary<string, string>(child) { [Birthdate] = "2010-06-15" };
        var (file, call) = (Csv(child, other), Client.NewKey());
        var first = await Send(stage, file, "?rows=each", call);
        Assert.Equal("2 3", RowsOf(first, "cases"));
        await stage.Minutes(25 * 60);
        var again = await Send(stage, file, "?rows=each", call);
        Assert.Equal((200, "2 3", ""), (again.Status, RowsOf(again, "cases"), RowsOf(again, "refused")));
        Assert.Equal(References(first), References(again));
    });

    [Fact]
    public void Interrupted_by_the_limit_each_row_goes_on_when_it_is_sent_again() => Stage.Play(async stage =>
    {
        var (file, call) = (Csv(Girl, With("prs_Gender", "Woman"), With("rfl_ExternalReference", "T-3")), Client.NewKey());
        Assert.Equal(429, (await Send(stage, file, "?rows=each", call)).Status);
        await stage.Minutes(61);
        var answer = await Send(stage, file, "?rows=each", call);
        Assert.Equal((201, "2 4", "3"), (answer.Status, RowsOf(answer, "cases"), RowsOf(answer, "refused")));
    }, new LimitSettings { Organisation = new Rate { Hour = 1, Burst = 1 } });

    [Fact]
    public void One_row_in_American_order_makes_the_others_of_its_file_doubtful() => Stage.Play(async stage =>
    {
        var file = Csv(With(Birthdate, "06/15/2010"), With(Birthdate, "06/07/2010"), With(Birthdate, "15.06.2010"));
        var answer = await Send(stage, file, "?rows=each&dryRun=true");
        Assert.Equal(("4", "2 3"), (RowsOf(answer, "cases"), RowsOf(answer, "refused")));
    });

    [Fact]
    public void Languages_and_age_of_the_whole_file_are_for_rows_that_say_nothing_of_them() => Stage.Play(async stage =>
    {
        var (silent, turkish) = (Girl, With("prs_PrimaryLanguage", "tur"));
        silent["prs_PrimaryLanguage"] = silent[Birthdate] = "";
        var file = Csv(silent, turkish);
        var answer = await Send(stage, file);
        Assert.Equal(["row 2: prs_PrimaryLanguage", "row 2: rfl_AgeGroup"],
            Client.Read(answer)["errors"]!.AsObject().Select(one => one.Key).Order());
        Assert.Contains("?languages=", answer.Text, StringComparison.Ordinal);
        Assert.Contains("?age=", answer.Text, StringComparison.Ordinal);
        var opened = Client.Read(await Send(stage, file, "?languages=sqi;en&age=adult"))["cases"]!.AsArray();
        var facts = opened.Select(one => stage.Referral((string)one!["reference"]!).State.Facts!).ToList();
        Assert.Equal(("sq en", AgeGroup.Adult), (string.Join(' ', facts[0].Languages), facts[0].Age));
        Assert.Equal(("tr", AgeGroup.Child), (string.Join(' ', facts[1].Languages), facts[1].Age));
    });

    [Fact]
    public void A_citizenship_is_a_country_or_is_named_as_none() => Stage.Play(async stage =>
    {
        foreach (var (said, kept) in new[]
        {
            ("AL", "AL"), ("alb", "AL"), ("Albania", "AL"), ("Kosovo", "XK"), ("AL;XK", "AL;XK"),
            ("Moldova, Republic of; Romania", "MD;RO"), ("türkiye", "TR"),
        })
        {
            var opened = Client.Read(await Send(stage, Csv(With("prs_Citizenship", said)), ""))["cases"]![0]!;
            Assert.Equal((said, kept), (said, stage.Referral((string)opened["reference"]!).State.Facts!.Origin));
        }
        foreach (var said in NoCountries)
        {
            var answer = Read(await Send(stage, Csv(With("prs_Citizenship", said))));
            Assert.StartsWith("row 2: prs_Citizenship must be a country", answer, StringComparison.Ordinal);
        }
    }, new LimitSettings { Organisation = new Rate { Hour = 100, Burst = 100 } });

    [Fact]
    public void A_formula_or_an_error_spoils_its_own_row_and_only_where_it_is_read() => Stage.Play(async stage =>
    {
        foreach (var (cell, why) in new[]
        {
            ("<c r=\"{0}\"><f>TODAY()</f><v>40344</v></c>", "a formula"), ("<c r=\"{0}\"><f>DATE(2010,6,15)</f></c>", "a formula"),
            ("<c r=\"{0}\" t=\"e\"><v>#REF!</v></c>", "an error"),
        })
        {
            var answer = Read(await Send(stage, new RawWorkbook().Sheet("Cases", Rows(cell))));
            Assert.StartsWith($"row 2: prs_Birthdate holds {why}", answer, StringComparison.Ordinal);
        }
        var heading = $"<row r=\"1\">{RawWorkbook.Text("Z1", "No")}";
        var numbers = Enumerable.Range(2, 100).Select(row => $"<row r=\"{row}\"><c r=\"Z{row}\"><f>ROW()-1</f><v>{row - 1}</v></c></row>");
        var numbered = Rows("<c r=\"{0}\" s=\"1\"><v>40344</v></c>").Replace("<row r=\"1\">", heading, StringComparison.Ordinal)
            + string.Concat(numbers);
        Assert.Equal("1: kept as child", Read(await Send(stage, new RawWorkbook().Sheet("Cases", numbered))));
    });

    [Theory]
    [InlineData("mimetypeapplication/vnd.oasis.opendocument.spreadsheet", CaseTable.XlsxType, ".ods")]
    [InlineData("xl/workbook.xml", CaseTable.CsvType, "no CSV file")]
    public void Another_kind_of_file_is_named_with_what_to_save_it_as(string inside, string type, string why) => Stage.Play(async stage =>
    {
        var zip = Encoding.ASCII.GetBytes($"PK\u0003\u0004{new string(' ', 26)}{inside}");
        Assert.Contains(why, Read(await Send(stage, zip, type)), StringComparison.Ordinal);
        byte[] old = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        Assert.Contains("password", Read(await Send(stage, old, type)), StringComparison.Ordinal);
    });

    private static string RowsOf(HttpReply reply, string list) =>
        string.Join(' ', Client.Read(reply)[list]!.AsArray().Select(one => (int)one!["row"]!));

    private static string[] References(HttpReply reply) =>
        [.. Client.Read(reply)["cases"]!.AsArray().Select(one => (string)one!["reference"]!)];
}
