using System.Net;
using System.Text.Json;
using ServerlessAssist.Functions.Cli;
using ServerlessAssist.Functions.Operations.Poison;
using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Tests.Functions.Cli;

/// <summary>Each command against a system that answers what the test says: what is asked, what is shown, what it ends with.</summary>
public sealed class AssistTests
{
    private const string Refusal = """{ "title": "Not Found", "status": 404, "detail": "There is no such queue. Choose one of: delivery-urgent, delivery-routine, inbound.", "code": "queue" }""";
    private readonly FakeSystem _system = new();

    [Theory]
    [InlineData("health")]
    [InlineData("audit")]
    [InlineData("people load")]
    [InlineData("person erase")]
    [InlineData("person status")]
    [InlineData("retention")]
    [InlineData("webhooks set")]
    [InlineData("poison list")]
    [InlineData("poison put-back")]
    [InlineData("chain verify")]
    [InlineData("view rebuild")]
    [InlineData("keys status")]
    [InlineData("keys rotate")]
    [InlineData("backup take")]
    [InlineData("backup check")]
    [InlineData("restore rehearse")]
    [InlineData("person export")]
    [InlineData("case export")]
    [InlineData("case import")]
    [InlineData("case check")]
    public async Task Every_command_says_what_it_does_and_gives_an_example_and_asks_nothing(string command)
    {
        Assert.Equal(Exit.Done, await _system.Run([.. command.Split(' '), "--help"]));
        Assert.Contains($"Example: assist {command}", Flat(_system.Out), StringComparison.Ordinal);
        Assert.Contains("--json", _system.Out, StringComparison.Ordinal);
        Assert.Empty(_system.Asked);
    }

    [Fact]
    public async Task A_person_is_erased_in_two_runs_and_her_reference_stands_in_no_address()
    {
        const string Running = """{"erasure":"ab12","step":"settle","isDone":false,"begun":"2026-03-02T08:00:00Z","goesOn":"2026-03-02T08:40:00Z","counts":{"rows":40},"elsewhere":{"region":"mk-west","reference":"RA-5AHF-8"},"ended":null,"unreadable":null}""";
        _system.Answers("POST /api/operations/persons/erasures?dryRun=true", """{"dryRun":true,"found":{"rows":40,"texts":4},"elsewhere":null}""");
        Assert.Equal(Exit.Done, await _system.Run("person", "erase", "RA-7F3K-9", "--dry-run"));
        Assert.Matches(@"Nothing was changed.*\s+rows +40\s+texts +4", _system.Out);
        _system.Answers("POST /api/operations/persons/erasures", """{"approval":"0123456789ab","until":"2026-03-03T08:00:00Z"}""", HttpStatusCode.Accepted);
        Assert.Equal(Exit.Done, await _system.Run("person", "erase", "RA-7F3K-9", "--by", "Mira"));
        Assert.Contains("--approval 0123456789ab, until 2026-03-03 08:00:00Z", _system.Out, StringComparison.Ordinal);
        _system.Answers("POST /api/operations/persons/erasures", Running, HttpStatusCode.Accepted);
        Assert.Equal(Exit.Done, await _system.Run("person", "erase", "RA-7F3K-9", "--by", "Mira", "--approval", "0123456789ab"));
        Assert.Matches("step settle.*2026-03-02 08:40:00Z[^$]*RA-5AHF-8[^$]*id +ab12", _system.Out);
        Assert.Equal("""{"reference":"RA-7F3K-9","approval":"0123456789ab"}""", _system.Asked[^1].Body);
        _system.Answers("GET /api/operations/persons/erasures/ab12", """{"erasure":"ab12","step":"done","isDone":true,"begun":"2026-03-02T08:00:00Z","goesOn":null,"counts":{"rows":40},"elsewhere":null,"ended":"2026-03-02T09:00:00Z","unreadable":"2026-04-01T09:00:00Z"}""");
        Assert.Equal(Exit.Done, await _system.Run("person", "status", "ab12"));
        Assert.Contains("From 2026-04-01 09:00:00Z on no backup can be read either.", _system.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_kept_how_long_is_shown()
    {
        _system.Answers("GET /api/operations/retention", """[{"kind":"referral","purpose":"To find help.","setting":"Retention__Referrals__Days","days":1825,"after":"it is closed"},{"kind":"directory","purpose":"To know who works here.","setting":null,"days":null,"after":"the house ends"}]""");
        Assert.Equal(Exit.Done, await _system.Run("retention"));
        Assert.Matches(@"referral +1825 days after it is closed +To find help\.\s+directory +until the house ends", _system.Out);
    }

    [Theory]
    [InlineData("poison")]
    [InlineData("nonsense")]
    [InlineData("poison put-back")]
    [InlineData("poison list more")]
    [InlineData("people load")]
    [InlineData("chain verify")]
    [InlineData("chain verify staff --all")]
    [InlineData("keys rotate --nonsense")]
    [InlineData("people load no-such-file.json --by Mira")]
    [InlineData("backup take --by Mira")]
    [InlineData("backup take --to somewhere --keys-days 0 --by Mira")]
    [InlineData("backup take --to somewhere --keys-days 91 --by Mira")]
    [InlineData("backup check --from no-such-folder")]
    [InlineData("restore rehearse --by Mira")]
    [InlineData("restore rehearse --from no-such-folder --by Mira")]
    [InlineData("case import no-such-file.csv --api-key k")]
    [InlineData("case import people.json --api-key k")]
    [InlineData("case export RA-7F3K-9")]
    [InlineData("case export RA-7F3K-9 --with Shelter --basis consent --to case.pdf --token t")]
    [InlineData("case export RA-7F3K-9 --with Shelter --basis consent --to case.csv")]
    [InlineData("case export RA-7F3K-9 --with Shelter --basis consent --approval 1 --token t")]
    [InlineData("person export RA-7F3K-9 --by Mira --approval 1")]
    [InlineData("person export RA-7F3K-9 --by Mira --approval 1 --to /no/such/folder/file.txt")]
    [InlineData("person export RA-7F3K-9 --dry-run")]
    [InlineData("poison list --url ftp://assist.example")]
    [InlineData("poison list --url http://assist.example/api")]
    public async Task Wrong_usage_ends_with_2_says_so_and_asks_nothing(string command)
    {
        Assert.Equal(Exit.WrongUsage, await _system.Run(command.Split(' ')));
        Assert.NotEmpty(_system.Error);
        Assert.Empty(_system.Asked);
    }

    [Theory]
    [InlineData("poison put-back delivery-urgent")]
    [InlineData("webhooks set")]
    [InlineData("view rebuild referralboard")]
    [InlineData("keys rotate")]
    [InlineData("people load people.json")]
    [InlineData("backup take --to somewhere")]
    [InlineData("restore rehearse --from somewhere")]
    [InlineData("restore rehearse --clean")]
    [InlineData("person erase RA-7F3K-9")]
    [InlineData("person export RA-7F3K-9")]
    public async Task Whoever_changes_something_says_who_it_is(string command)
    {
        Assert.Equal(Exit.WrongUsage, await _system.Run(command.Split(' ')));
        Assert.Contains("--by NAME", _system.Error, StringComparison.Ordinal);
        Assert.Empty(_system.Asked);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_asked_and_a_key_is_taken_from_the_command_line_before_the_setting()
    {
        Assert.Equal(Exit.Done, await _system.Answers("GET /api/operations/poison", "[]").Run("poison", "list"));
        Assert.Equal(Exit.Done, await _system.Answers("GET /other/operations/poison", "[]").Run("poison", "list", "--key", "another", "--url", "https://assist.example/other/"));
        _system.Settings.Clear();
        Assert.Equal(Exit.WrongUsage, await _system.Run("poison", "list"));
        Assert.Contains("ASSIST_KEY", _system.Error, StringComparison.Ordinal);
        Assert.Equal(["the-key", "another"], _system.Keys);
    }

    [Fact]
    public async Task What_the_system_refuses_is_said_in_its_own_words_and_ends_with_1()
    {
        Assert.Equal(Exit.Failed, await _system.Answers("POST /api/operations/poison/urgnt", Refusal, HttpStatusCode.NotFound).Run("poison", "put-back", "urgnt", "--by", "Mira"));
        Assert.Contains("Choose one of: delivery-urgent, delivery-routine, inbound. (404)", _system.Error, StringComparison.Ordinal);
        Assert.Empty(_system.Out);
        Assert.Equal(Exit.Failed, await _system.Answers("GET /api/operations/poison", "", HttpStatusCode.Unauthorized).Run("poison", "list"));
        Assert.Contains("does not open", _system.Error, StringComparison.Ordinal);
        Assert.Equal(Exit.Failed, await _system.Answers("GET /api/operations/poison", "<html>", HttpStatusCode.BadGateway).Run("poison", "list"));
        Assert.Contains("502", _system.Error, StringComparison.Ordinal);
        Assert.Equal(Exit.Failed, await _system.Run("poison", "list"));
        Assert.Contains("does not answer", _system.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_s_file_is_asked_for_and_then_kept_as_text_that_can_be_read_and_never_over_another()
    {
        using var folder = new Folder();
        Assert.Equal(Exit.Done, await _system.Answers("POST /api/operations/persons/files", """{ "approval": "0123456789ab", "until": "2026-03-03T08:00:00+00:00" }""", HttpStatusCode.Accepted).Run("person", "export", "RA-7F3K-9", "--by", "Mira"));
        Assert.Contains("--approval 0123456789ab", _system.Out, StringComparison.Ordinal);
        Assert.Equal(("Mira", """{"reference":"RA-7F3K-9","approval":null}"""), (_system.Asked[^1].By, _system.Asked[^1].Body));
        const string File = """{ "reference": "RA-7F3K-9", "readFirst": ["Read it first, all of it, before it is handed over."], "referrals": [{ "reference": "RA-7F3K-9", "facts": { "name": "Ž", "consentToRefer": true, "needs": ["shelter", "legal"], "absorbed": [] }, "history": [{ "at": "2026-03-02T08:00:00+00:00", "what": "opened", "by": "ngo" }] }] }""";
        var to = Path.Combine(folder.Path, "file.txt");
        string[] command = ["person", "export", "RA-7F3K-9", "--by", "Mira", "--approval", "0123456789ab", "--to", to];
        Assert.Equal(Exit.Done, await _system.Answers("POST /api/operations/persons/files", File).Run(command));
        Assert.Contains("Read it first,", _system.Out, StringComparison.Ordinal);
        var lines = await System.IO.File.ReadAllLinesAsync(to, TestContext.Current.CancellationToken);
        Assert.Equal(["reference: RA-7F3K-9", "read first:", "  - Read it first, all of it, before it is handed over.", "referrals:", "  reference: RA-7F3K-9", "  facts:", "    name: Ž", "    consent to refer: yes", "    needs: shelter, legal", "  history:", "    - 2026-03-02 08:00:00Z  opened  ngo"], lines);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(to));
        Assert.Equal(Exit.WrongUsage, await _system.Run(command));
        Assert.Contains("there already", _system.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_is_taken_out_with_a_token_and_the_same_command_is_the_same_call()
    {
        using var folder = new Folder();
        var to = Path.Combine(folder.Path, "case.csv");
        string[] command = ["case", "export", "RA-7F3K-9", "--with", "Shelter Sarajevo", "--basis", "consent", "--to", to];
        Assert.Equal(Exit.WrongUsage, await _system.Run(command));
        _system.Settings["ASSIST_TOKEN"] = "token";
        Assert.Equal(Exit.Done, await _system.Answers("POST /api/v1/referrals/RA-7F3K-9/case-file", """{ "approval": "0123456789ab", "until": "2026-03-03T08:00:00+00:00" }""", HttpStatusCode.Accepted).Run(command));
        Assert.False(System.IO.File.Exists(to));
        command = [.. command, "--approval", "0123456789ab"];
        Assert.Equal(Exit.Failed, await _system.Answers("POST /api/v1/referrals/RA-7F3K-9/case-file", """{ "status": 403, "detail": "Nobody else has agreed to this.", "code": "no-second" }""", HttpStatusCode.Forbidden).Run(command));
        Assert.Contains("Nobody else", _system.Error, StringComparison.Ordinal);
        Assert.Equal(Exit.Done, await _system.Answers("POST /api/v1/referrals/RA-7F3K-9/case-file", "con_Consent").Run(command));
        Assert.Equal("con_Consent", await System.IO.File.ReadAllTextAsync(to, TestContext.Current.CancellationToken));
        Assert.Equal("Bearer token", _system.Callers[^1].Who);
        Assert.Equal(_system.Callers[^2].Call, _system.Callers[^1].Call);
        Assert.NotEqual(_system.Callers[^3].Call, _system.Callers[^1].Call);
        Assert.InRange(_system.Callers[^1].Call.Length, 8, 64);
    }

    [Fact]
    public async Task A_file_of_cases_is_looked_at_and_brought_in_and_what_is_not_kept_is_said()
    {
        using var folder = new Folder();
        var file = Path.Combine(folder.Path, "cases.csv");
        await System.IO.File.WriteAllTextAsync(file, "con_Consent\nTRUE\n", TestContext.Current.CancellationToken);
        _system.Settings["ASSIST_API_KEY"] = "our-key";
        Assert.Equal(Exit.Done, await _system.Answers("POST /api/v1/case-files?dryRun=true&region=al-north&needs=shelter%3Bmedical", """{ "cases": [{ "row": 2, "near": { "prs_Birthdate": "kept as adult" }, "notKept": ["vic_TypeOfExploitation"] }] }""")
            .Run("case", "check", file, "--region", "al-north", "--needs", "shelter;medical"));
        Assert.Equal(["row 2: good", "  prs_Birthdate: kept as adult", "  not kept: vic_TypeOfExploitation"], _system.Out.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(("our-key", "con_Consent\nTRUE\n"), (_system.Callers[^1].Who, _system.Asked[^1].Body));
        Assert.Equal(Exit.Done, await _system.Answers("POST /api/v1/case-files", """{ "cases": [{ "row": 2, "reference": "RA-7F3K-9", "status": "alerted", "near": {}, "notKept": [] }] }""", HttpStatusCode.Created).Run("case", "import", file));
        Assert.Equal("row 2: RA-7F3K-9 alerted", _system.Out.Trim());
        Assert.Equal(Exit.Failed, await _system.Answers("POST /api/v1/case-files", """{ "status": 400, "detail": "Correct the fields.", "code": "fields", "errors": { "row 2: prs_Gender": ["must be one of: Feminine"] } }""", HttpStatusCode.BadRequest).Run("case", "import", file));
        Assert.Contains("row 2: prs_Gender  must be one of: Feminine", _system.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_row_of_a_file_by_itself_ends_as_failed_where_one_was_not_taken()
    {
        using var folder = new Folder();
        var file = Path.Combine(folder.Path, "cases.csv");
        await System.IO.File.WriteAllTextAsync(file, "con_Consent\nTRUE\n", TestContext.Current.CancellationToken);
        _system.Settings["ASSIST_API_KEY"] = "our-key";
        const string Taken = """{ "cases": [{ "row": 2, "reference": "RA-7F3K-9", "status": "alerted", "near": {}, "notKept": [] }]""";
        const string NotTaken = """, "refused": [{ "row": 3, "faults": { "prs_Gender": "must be one of: Feminine" } }] }""";
        const string Ask = "POST /api/v1/case-files?languages=sqi%3Beng&age=adult&rows=each";
        string[] line = ["case", "import", file, "--rows", "each", "--languages", "sqi;eng", "--age", "adult"];
        Assert.Equal(Exit.Failed, await _system.Answers(Ask, Taken + NotTaken, HttpStatusCode.Created).Run(line));
        Assert.Equal(["row 2: RA-7F3K-9 alerted", "row 3: NOT TAKEN", "  prs_Gender: must be one of: Feminine"],
            _system.Out.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(Exit.Done, await _system.Answers(Ask, Taken + """, "refused": [] }""", HttpStatusCode.Created).Run(line));
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("assist").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }

    [Fact]
    public async Task Poison_is_listed_in_columns_and_as_json()
    {
        const string Answer = """[{ "queue": "delivery-urgent", "id": "m1", "since": "2026-03-02T08:00:00+00:00", "bytes": 12 }, { "queue": "delivery-routine", "id": "m2", "since": null, "bytes": 3456 }]""";
        Assert.Equal(Exit.Done, await _system.Answers("GET /api/operations/poison", Answer).Run("poison", "list"));
        Assert.Equal(["delivery-urgent   2026-03-02 08:00:00Z  12 bytes    m1", "delivery-routine  -                     3456 bytes  m2"], Lines());
        Assert.Equal(Exit.Done, await _system.Answers("GET /api/operations/poison", Answer).Run("poison", "list", "--json"));
        Assert.Equal("m2", JsonDocument.Parse(_system.Out).RootElement[1].GetProperty("id").GetString());
        Assert.Equal(Exit.Done, await _system.Answers("GET /api/operations/poison", "[]").Run("poison", "list"));
        Assert.Equal(["Nothing was given up."], Lines());
    }

    [Fact]
    public async Task Poison_goes_back_by_somebody_and_in_a_dry_run_by_nobody()
    {
        Assert.Equal(Exit.Done, await _system.Answers("POST /api/operations/poison/delivery-urgent?dryRun=true", """{ "putBack": 3 }""").Run("poison", "put-back", "delivery-urgent", "--dry-run"));
        Assert.Equal(["3 would go back into delivery-urgent."], Lines());
        Assert.Equal(Exit.Done, await _system.Answers("POST /api/operations/poison/delivery-urgent", """{ "putBack": 3 }""").Run("poison", "put-back", "delivery-urgent", "--by", "Mirë H."));
        Assert.Equal(["3 went back into delivery-urgent."], Lines());
        Assert.Equal(["", "Mir%C3%AB%20H."], _system.Asked.Select(one => one.By));
    }

    [Fact]
    public async Task A_chain_that_is_not_whole_ends_with_1()
    {
        Assert.Equal(Exit.Done, await _system.Answers("GET /api/operations/chain/staff", """{ "whole": true, "events": 4, "fault": null }""").Run("chain", "verify", "staff"));
        Assert.Equal(["Whole: 4 events."], Lines());
        Assert.Equal(Exit.Failed, await _system.Answers("GET /api/operations/chain/RA-7F3K-9", """{ "whole": false, "events": 2, "fault": "event 2 is missing" }""", HttpStatusCode.Conflict).Run("chain", "verify", "RA-7F3K-9"));
        Assert.Equal(["NOT WHOLE: event 2 is missing."], Lines());
    }

    [Fact]
    public async Task All_chains_are_walked_page_by_page_and_interrupted_it_says_where_to_go_on()
    {
        const string First = """{ "streams": 2, "events": 5, "faults": [], "next": "abc" }""";
        const string Last = """{ "streams": 1, "events": 2, "faults": [{ "stream": "referral~0f", "fault": "event 2 is missing" }], "next": null }""";
        Assert.Equal(Exit.Failed, await _system.Answers("GET /api/operations/chain", First).Answers("GET /api/operations/chain", Last).Run("chain", "verify", "--all"));
        Assert.Equal(["3 streams, 7 events looked at.", "1 NOT WHOLE:", "  referral~0f  event 2 is missing"], Lines());
        Assert.Equal(["", "abc"], _system.Asked.Select(one => one.From));
        Assert.Equal(Exit.Failed, await _system.Answers("GET /api/operations/chain", First).Answers("GET /api/operations/chain", """{ "detail": "Storage does not answer." }""", HttpStatusCode.ServiceUnavailable).Run("chain", "verify", "--all"));
        Assert.Contains("--after abc", _system.Error, StringComparison.Ordinal);
        Assert.Equal(Exit.Failed, await _system.Answers("GET /api/operations/chain", Last).Run("chain", "verify", "--all", "--after", "abc"));
        Assert.Equal("abc", _system.Asked[^1].From);
    }

    [Fact]
    public async Task A_list_is_rebuilt_page_by_page_and_counted()
    {
        _system.Answers("POST /api/operations/views/referralboard", """{ "lines": 4, "written": 1, "removed": 0, "next": "abc" }""").Answers("POST /api/operations/views/referralboard", """{ "lines": 2, "written": 0, "removed": 2, "next": null }""");
        Assert.Equal(Exit.Done, await _system.Run("view", "rebuild", "referralboard", "--by", "Mira"));
        Assert.Equal(["referralboard: 6 lines looked at, 1 written, 2 removed."], Lines());
        Assert.Equal(Exit.Done, await _system.Answers("POST /api/operations/views/referralboard?dryRun=true", """{ "lines": 4, "written": 1, "removed": 0, "next": null }""").Run("view", "rebuild", "referralboard", "--dry-run", "--json"));
        Assert.Equal(1, JsonDocument.Parse(_system.Out).RootElement.GetProperty("Written").GetInt32());
    }

    [Theory]
    [InlineData(1, 0, 0, "Old versions are needed. Go on with: assist keys rotate", 0)]
    [InlineData(0, 1, 0, "Old versions are needed. Go on with: assist keys rotate", 0)]
    [InlineData(0, 0, 4, "4 messages wait in queues, each sealed under the version of its day. Old versions stay until those are gone.", 0)]
    [InlineData(0, 0, 0, "Older versions can be taken out of the settings.", 0)]
    public async Task Status_of_the_keys_says_whether_the_old_one_can_go(int streams, int lines, int waiting, string says, int exit)
    {
        _system.Answers("POST /api/operations/keys?dryRun=true", $$"""{ "versions": { {{(streams > 0 ? "\"1\": 1," : "")}} "2": 7 }, "renewed": {{streams}}, "unreadable": 0, "next": null }""");
        _system.Answers("GET /api/operations/keys", $$$"""{ "newest": 2, "views": { "referralboard": { {{{(lines > 0 ? "\"1\": 1," : "")}}} "2": 3 } }, "waiting": { "delivery-urgent": {{{waiting}}} } }""");
        Assert.Equal(exit, await _system.Run("keys", "status"));
        Assert.Equal(says, Lines()[^1]);
        Assert.Equal("2 (newest)  7        3", Lines()[^2]);
    }

    [Fact]
    public async Task Keys_are_rotated_and_the_lines_of_lists_written_again()
    {
        _system.Answers("POST /api/operations/keys", """{ "versions": { "1": 3, "2": 1 }, "renewed": 3, "unreadable": 0, "next": "abc" }""").Answers("POST /api/operations/keys", """{ "versions": { "1": 1 }, "renewed": 1, "unreadable": 0, "next": null }""");
        _system.Answers("GET /api/operations/keys", """{ "newest": 2, "views": { "referralboard": { "1": 1 }, "referralworklists": {} }, "waiting": {} }""");
        _system.Answers("POST /api/operations/views/referralboard", """{ "lines": 1, "written": 1, "removed": 0, "next": null }""").Answers("POST /api/operations/views/referralworklists", """{ "lines": 0, "written": 0, "removed": 0, "next": null }""");
        Assert.Equal(Exit.Done, await _system.Run("keys", "rotate", "--by", "Mira"));
        Assert.Equal("4 of 5 streams are now under version 2.", Lines()[0]);
        Assert.All(_system.Asked, one => Assert.Equal("Mira", one.By));
    }

    [Fact]
    public async Task The_people_file_is_sent_as_it_is_and_its_faults_are_named()
    {
        var file = Path.Combine(Path.GetTempPath(), $"people-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, "{ \"staff\": [] }", TestContext.Current.CancellationToken);
        try
        {
            Assert.Equal(Exit.Failed, await _system.Answers("PUT /api/operations/people?dryRun=true", """{ "detail": "Correct the fields that are named and send it again. Nothing was stored.", "errors": { "staff": ["must be a list of 1 to 2000"] } }""", HttpStatusCode.BadRequest).Run("people", "load", file, "--dry-run"));
            Assert.Contains("  staff  must be a list of 1 to 2000", _system.Error, StringComparison.Ordinal);
            Assert.Equal(Exit.Done, await _system.Answers("PUT /api/operations/people", """{ "organisations": 2, "regions": 1, "staff": 3, "comes": ["north-2", "north-3"], "goes": [], "changes": ["duty"] }""").Run("people", "load", file, "--by", "Mira"));
            Assert.Equal(["Loaded. It holds:", "organisations  2", "regions        1", "staff          3", "comes          north-2, north-3", "goes           nobody", "changes        duty"], Lines());
            Assert.All(_system.Asked, one => Assert.Equal("{ \"staff\": [] }", one.Body));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Webhooks_that_a_carrier_does_not_take_end_with_1()
    {
        Assert.Equal(Exit.Failed, await _system.Answers("POST /api/operations/webhooks", """[{ "carrier": "sms", "address": "+355…000", "set": false, "reported": "refused with code 20003" }]""", HttpStatusCode.BadGateway).Run("webhooks", "set", "--by", "Mira"));
        Assert.Equal(["sms  +355…000  NOT SET  refused with code 20003"], Lines());
        Assert.Equal(Exit.Done, await _system.Answers("POST /api/operations/webhooks?dryRun=true", """[{ "carrier": "sms", "address": "+355…000", "set": false, "reported": "would send to https://assist.example/api/sms" }]""").Run("webhooks", "set", "--dry-run"));
        Assert.Equal(["sms  +355…000  dry run  would send to https://assist.example/api/sms"], Lines());
    }

    [Fact]
    public async Task Health_is_0_only_when_all_answers()
    {
        Assert.Equal(Exit.Done, await _system.Answers("GET /api/health/live", "live").Answers("GET /api/health/ready", "ready").Answers("GET /api/operations/poison", "[{}]").Run("health"));
        Assert.Equal(["live      live", "ready     ready", "storage   answers", "given up  1"], Lines());
        Assert.Equal(Exit.Failed, await _system.Answers("GET /api/health/live", "live").Answers("GET /api/health/ready", "storage does not answer", HttpStatusCode.ServiceUnavailable).Answers("GET /api/operations/poison", "{}", HttpStatusCode.ServiceUnavailable).Run("health"));
        Assert.Equal(Exit.Done, await _system.Answers("GET /api/health/live", "", HttpStatusCode.NotFound).Answers("GET /api/health/ready", "", HttpStatusCode.NotFound).Answers("GET /api/operations/poison", "[]").Run("health"));
    }

    [Fact]
    public async Task Health_of_a_silent_system_is_asked_once_and_said_line_by_line()
    {
        using var fast = new MovableClock(DateTimeOffset.UnixEpoch, speed: 500);
        _system.Time = fast;
        _system.Answers("GET /api/health/live", "live").Ignores("GET /api/health/ready").Ignores("GET /api/operations/poison");
        Assert.Equal(Exit.Failed, await _system.Run("health"));
        Assert.Equal(["live      live", "ready     does not answer within 10 s", "storage   does not answer", "given up  unknown"], Lines());
        Assert.Equal([0, 1, 2], _system.ShownBefore.Select(shown => shown.Count(unit => unit == '\n')));
    }

    [Fact]
    public async Task Every_queue_whose_poison_goes_back_is_named_by_the_help()
    {
        Assert.Equal(Exit.Done, await _system.Run("poison", "put-back", "--help"));
        Assert.All(PoisonQueues.Queues, queue => Assert.Contains(queue, _system.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_audit_shows_when_who_what_and_what_it_came_to()
    {
        const string Answer = """[{ "at": "2026-03-02T08:00:00+00:00", "by": "Mira", "what": "poison.put-back", "on": "delivery-urgent", "step": "requested", "counts": null }, { "at": "2026-03-02T08:00:01+00:00", "by": "Mira", "what": "poison.put-back", "on": "delivery-urgent", "step": "completed", "counts": { "putBack": 3 } }]""";
        Assert.Equal(Exit.Done, await _system.Answers("GET /api/operations/audit?month=2026-03", Answer).Run("audit", "--month", "2026-03"));
        Assert.Equal(["2026-03-02 08:00:00Z  Mira  poison.put-back  delivery-urgent  requested", "2026-03-02 08:00:01Z  Mira  poison.put-back  delivery-urgent  completed  putBack=3"], Lines());
        Assert.Equal(Exit.Done, await _system.Answers("GET /api/operations/audit", "[]").Run("audit"));
    }

    private string[] Lines() => _system.Out.TrimEnd().Split(Environment.NewLine);

    /// <summary>Help wraps at the width of the screen.</summary>
    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
