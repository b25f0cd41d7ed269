using System.CommandLine;
using ServerlessAssist.Functions.Operator.Phrases;
using ServerlessAssist.Shared.Spreadsheets;
using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Tests.Functions.Operator.Phrases;

/// <summary>The table goes out, comes back changed or not, and the language files of a working copy are what they should be.</summary>
public sealed class PhrasesCommandTests : IDisposable
{
    private static readonly string House = Path.GetFullPath(Path.Combine(SandboxFolder.Path, "..", "..", "shared", "Messaging", "Languages"));
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("phrases");
    private readonly string _table;

    public PhrasesCommandTests()
    {
        foreach (var file in System.IO.Directory.EnumerateFiles(House)) File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        _table = Path.Combine(_folder.FullName, "table.xlsx");
    }

    [Fact]
    public void What_comes_back_unchanged_changes_no_byte()
    {
        var before = Files();
        Assert.Equal(0, Run("export", _table, "--from", _folder.FullName).Code);
        var (code, said, _) = Run("import", _table, "--to", _folder.FullName);
        Assert.Equal((0, $"0 phrases changed.{Environment.NewLine}"), (code, said));
        Assert.Equal(before, Files());
    }

    /// <summary>So that an import changes the lines of its phrases and no others.</summary>
    [Fact]
    public void Every_language_file_is_laid_out_as_an_import_writes_it()
    {
        var folder = new LanguageFolder(House);
        Assert.All(folder.Texts.Values, text => Assert.Equal(text.Text, text.With(text.File.Phrases, folder.Texts["en"].Keys).Text));
        Assert.Equal(12, folder.Texts.Count);
    }

    [Fact]
    public void A_changed_cell_changes_its_line_and_is_shown()
    {
        Import(Change("uk", "referral.gone", "За цим кодом нічого немає."), out var said);
        Assert.Contains("uk referral.gone\n  - За цим кодом немає нічого відкритого.\n  + За цим кодом нічого немає.", said, StringComparison.Ordinal);
        Assert.Contains("1 phrases changed.", said, StringComparison.Ordinal);
        foreach (var (name, text) in Files())
        {
            var (was, now) = (File.ReadAllLines(Path.Combine(House, name)), text.Split('\n')[..^1]);
            Assert.Equal(name == "uk.json" ? ["    \"referral.gone\": \"За цим кодом нічого немає.\","] : [], now.Except(was));
            Assert.Equal(was.Length, now.Length);
        }
    }

    [Fact]
    public void A_trial_writes_nothing()
    {
        var before = Files();
        Import(Change("uk", "referral.gone", "За цим кодом нічого немає."), out var said, "--dry-run");
        Assert.Contains("  + За цим кодом нічого немає.", said, StringComparison.Ordinal);
        Assert.Contains("1 phrases would change; nothing was written.", said, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    [Fact]
    public void What_is_said_on_SMS_can_be_added_and_taken_away()
    {
        var rows = Rows();
        var (uk, bulgarian) = (Column(rows, "uk"), Column(rows, "bg"));
        rows.Single(row => row[0] == "referral.urgency.urgent#sms")[uk] = "";
        rows.Single(row => row[0] == "referral.urgency.urgent")[uk] = "швидко";
        var routine = Enumerable.Repeat("", rows[0].Count).ToList();
        (routine[0], routine[bulgarian]) = ("referral.urgency.routine#sms", "обично");
        rows.Add(routine);
        Import(rows, out _);
        Assert.DoesNotContain("referral.urgency.urgent#sms", Files()["uk.json"], StringComparison.Ordinal);
        Assert.Contains("\"referral.urgency.routine\": \"планово\",\n    \"referral.urgency.routine#sms\": \"обично\",\n    \"referral.age.adult\"", Files()["bg.json"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_one_language_and_a_few_rows_leaves_the_rest_alone()
    {
        Import([["key", "ro Română"], ["referral.gone", "Aici nu este nimic deschis."], []], out var said);
        Assert.Contains("1 phrases changed.", said, StringComparison.Ordinal);
        Assert.Equal(["ro.json"], Files().Where(file => file.Value != File.ReadAllText(Path.Combine(House, file.Key))).Select(file => file.Key));
    }

    [Theory]
    [InlineData("uk", "referral.taken", "Тепер у вас. Дякуємо.", "uk referral.taken lacks {reference}")]
    [InlineData("uk", "referral.taken", "{reference} {who} у вас.", "uk referral.taken uses {who}, which is not there")]
    [InlineData("uk", "referral.gone", "Тут лише {.", "uk referral.gone has a brace that stands alone")]
    [InlineData("uk", "referral.gone", "Запитайте в поліції.", "uk referral.gone says поліці*")]
    [InlineData("uk", "referral.gone", "Ask the police", "uk referral.gone says police*")]
    [InlineData("uk", "referral.gone", "За цим кодом немає нiчого", "uk referral.gone has the letter i of another script")]
    [InlineData("uk", "referral.gone", "За цим кодом немає зовсім нічого відкритого, ні зараз, ні колись іще раз", "uk referral.gone takes 72/70 (2 segments) as an SMS")]
    [InlineData("tr", "referral.urgency.urgent", "olabildiğince kısa sürede ama mutlaka bugün", "tr referral.alert.again takes 171/160 (2 segments) as an SMS")]
    [InlineData("ro", "referral.gone", "Trimiteți \"info\".", "ro referral.gone says INFO, which the carrier acts on")]
    [InlineData("ro", "referral.gone", "Trimiteți /help", "ro referral.gone names /help")]
    [InlineData("ro", "referral.gone", "", "ro referral.gone is empty; a phrase is not taken away by a table")]
    [InlineData("en", "referral.taken", "It is yours.", "ro referral.taken uses {reference}, which is not there")]
    public void What_is_wrong_is_said_and_nothing_is_written(string tag, string key, string text, string says) => Refuses(Change(tag, key, text), says);

    [Fact]
    public void Unknown_and_repeated_rows_and_columns_are_refused()
    {
        Refuses([["key", "uk Українська"], ["referral.nothing", "Ні"]], "row 2: referral.nothing is an unknown key in the first column");
        Refuses([["key", "uk Українська"], ["referral.gone#pigeon", "Ні"]], "row 2: referral.gone#pigeon is an unknown key");
        Refuses([["key", "uk Українська"], [""], ["", "Ні"]], "row 3: no key stands in the first column");
        Refuses([["key", "uk Українська"], ["referral.gone", "Ні"], ["referral.gone", "Так"]], "referral.gone has two rows");
        Refuses([["key", "hr Hrvatski"], ["referral.gone", "Nema"]], "hr is an unknown language; there are bg, bs, cnr, en,");
        Refuses([["key", "uk", "uk"], ["referral.gone", "Ні", "Так"]], "uk has two columns");
        Refuses([["uk Українська"], ["Ні"]], "The sheet must begin with a row of headings, the first of them \"key\".");
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var rows = Change("uk", "referral.taken", "Ні");
        rows.Single(row => row[0] == "referral.gone")[Column(rows, "ro")] = "La politie";
        var said = Refuses(rows, "uk referral.taken lacks {reference}");
        Assert.Contains("ro referral.gone says poliți*", said, StringComparison.Ordinal);
        Assert.EndsWith($"Nothing was written.{Environment.NewLine}", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_workbook_or_is_not_there_is_refused()
    {
        File.WriteAllText(_table, "key,uk");
        Assert.Contains("no Excel workbook", Run("import", _table, "--to", _folder.FullName).Error, StringComparison.Ordinal);
        Assert.Contains("There is no file", Run("import", $"{_table}x", "--to", _folder.FullName).Error, StringComparison.Ordinal);
        Assert.Contains("There is no folder", Run("export", _table, "--from", $"{_folder.FullName}x").Error, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder.FullName, "ro.json"), "{\n  \"phrases\": {\n");
        Assert.Contains("ro.json is not a language file", Run("missing", "--from", _folder.FullName).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_phrases_are_listed_by_language()
    {
        Assert.Equal((0, "", ""), Run("missing", "--from", _folder.FullName));
        foreach (var name in new[] { "ro.json", "sr-Latn.json" })
        {
            var path = Path.Combine(_folder.FullName, name);
            File.WriteAllLines(path, File.ReadAllLines(path).Where(line => !line.Contains("\"referral.gone\"", StringComparison.Ordinal)));
        }
        var (code, said, _) = Run("missing", "--from", _folder.FullName);
        Assert.Equal((1, $"ro lacks referral.gone{Environment.NewLine}sr-Latn lacks referral.gone{Environment.NewLine}"), (code, said));
        // A table goes out with the gap, and brings the phrase back to its place.
        Import(Change("ro", "referral.gone", "La acest cod nu este nimic deschis."), out _);
        Assert.Equal(File.ReadAllText(Path.Combine(House, "ro.json")), Files()["ro.json"]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Refuses(List<List<string>> rows, string says)
    {
        var before = Files();
        Save(rows);
        var (code, _, error) = Run("import", _table, "--to", _folder.FullName);
        Assert.Equal(1, code);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Equal(before, Files());
        return error;
    }

    private void Import(List<List<string>> rows, out string said, params string[] more)
    {
        Save(rows);
        (var code, said, var error) = Run(["import", _table, "--to", _folder.FullName, .. more]);
        Assert.True(code == 0, error);
    }

    private List<List<string>> Change(string tag, string key, string text)
    {
        var rows = Rows();
        rows.Single(row => row[0] == key)[Column(rows, tag)] = text;
        return rows;
    }

    private List<List<string>> Rows() => [.. PhraseTable.Of(new LanguageFolder(_folder.FullName)).Select(row => row.ToList())];

    private static int Column(List<List<string>> rows, string tag) => rows[0].FindIndex(heading => heading.StartsWith($"{tag} ", StringComparison.Ordinal));

    private void Save(List<List<string>> rows)
    {
        using var file = File.Create(_table);
        Workbook.Write(file, "Phrases", rows, (_, _) => 30);
    }

    private Dictionary<string, string> Files() => System.IO.Directory.EnumerateFiles(_folder.FullName, "*.json").Order(StringComparer.Ordinal).ToDictionary(file => Path.GetFileName(file), File.ReadAllText);

    private static (int Code, string Said, string Error) Run(params string[] arguments)
    {
        using var said = new StringWriter();
        using var error = new StringWriter();
        var code = PhrasesCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { Output = said, Error = error });
        return (code, said.ToString(), error.ToString());
    }
}
