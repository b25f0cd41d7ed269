using System.CommandLine;
using ServerlessAssist.Functions.Cli.Phrases;
using ServerlessAssist.Shared.Spreadsheets;
using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Tests.Functions.Cli.Phrases;

/// <summary>The table goes out, comes back changed or not, and the language files of a working copy are what they should be.</summary>
public sealed class PhrasesCommandTests : IDisposable
{
    private static readonly string House = Path.GetFullPath(Path.Combine(SandboxFolder.Path, "..", "..", "shared", "Messaging", "Languages"));
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("phrases");
    private readonly string _table;

    public PhrasesCommandTests()
    {
        foreach (var file in System.IO.Directory.EnumerateFiles(House, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder.FullName, Path.GetRelativePath(House, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
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
        Assert.All(folder.Texts, text => Assert.Equal(text.Text, text.With(folder.Languages[text.Tag].Phrases, folder.EnglishKeys).Text));
        Assert.Equal(12, folder.Languages.Count);
        Assert.Equal(12 * 10, folder.Texts.Length);
    }

    [Fact]
    public void A_changed_cell_changes_its_line_and_is_shown()
    {
        Import(Change("uk", "referrals.not-open", "За цим кодом нічого немає."), out var said);
        Assert.Contains("uk referrals.not-open\n  - За цим кодом немає нічого відкритого.\n  + За цим кодом нічого немає.", said, StringComparison.Ordinal);
        Assert.Contains("1 phrases changed.", said, StringComparison.Ordinal);
        foreach (var (name, text) in Files())
        {
            var (was, now) = (File.ReadAllLines(Path.Combine(House, name)), text.Split('\n')[..^1]);
            Assert.Equal(name == "referrals/uk.json" ? ["    \"referrals.not-open\": \"За цим кодом нічого немає.\","] : [], now.Except(was));
            Assert.Equal(was.Length, now.Length);
        }
    }

    /// <summary>A language's phrases of two modules stand in two files; a third is not touched.</summary>
    [Fact]
    public void One_table_changes_the_files_of_several_modules()
    {
        var before = Files();
        const string Resumed = "Повідомлення знову приходять сюди.";
        Import([["key", "uk Українська"], ["referrals.not-open", "За цим кодом нічого немає."], ["inbox.resumed", Resumed]], out var said);
        var after = Files();
        Assert.Contains("2 phrases changed.", said, StringComparison.Ordinal);
        Assert.Equal(["inbox/uk.json", "referrals/uk.json"], after.Keys.Where(name => after[name] != before[name]));
        Assert.Contains($"    \"inbox.resumed\": \"{Resumed}\",\n", after["inbox/uk.json"], StringComparison.Ordinal);
    }

    /// <summary>The words that people write stand below the phrases in the same file.</summary>
    [Fact]
    public void An_import_leaves_the_words_of_a_module_alone()
    {
        var before = Files()["intake/ro.json"];
        var words = before[before.IndexOf("  \"words\": {", StringComparison.Ordinal)..];
        Import([["key", "ro Română"], ["intake.discarded", "Aruncat. Nimic nu a plecat."]], out _);
        Assert.NotEqual(before, Files()["intake/ro.json"]);
        Assert.EndsWith(words, Files()["intake/ro.json"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_without_a_language_is_refused()
    {
        File.Delete(Path.Combine(_folder.FullName, "webhooks", "sq.json"));
        var (code, _, error) = Run("export", _table, "--from", _folder.FullName);
        Assert.Equal(1, code);
        Assert.Contains("There is no webhooks/sq.json: a module needs every language.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trial_writes_nothing()
    {
        var before = Files();
        Import(Change("uk", "referrals.not-open", "За цим кодом нічого немає."), out var said, "--dry-run");
        Assert.Contains("  + За цим кодом нічого немає.", said, StringComparison.Ordinal);
        Assert.Contains("1 phrases would change; nothing was written.", said, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    [Fact]
    public void What_is_said_on_SMS_can_be_added_and_taken_away()
    {
        var rows = Rows();
        var (uk, bulgarian) = (Column(rows, "uk"), Column(rows, "bg"));
        rows.Single(row => row[0] == "referrals.urgency.urgent#sms")[uk] = "";
        rows.Single(row => row[0] == "referrals.urgency.urgent")[uk] = "швидко";
        var routine = Enumerable.Repeat("", rows[0].Count).ToList();
        (routine[0], routine[bulgarian]) = ("referrals.urgency.routine#sms", "обично");
        rows.Add(routine);
        Import(rows, out _);
        Assert.DoesNotContain("referrals.urgency.urgent#sms", Files()["referrals/uk.json"], StringComparison.Ordinal);
        Assert.Contains("\"referrals.urgency.routine\": \"планово\",\n    \"referrals.urgency.routine#sms\": \"обично\",\n    \"referrals.age.adult\"", Files()["referrals/bg.json"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_one_language_and_a_few_rows_leaves_the_rest_alone()
    {
        Import([["key", "ro Română"], ["referrals.not-open", "Aici nu este nimic deschis."], []], out var said);
        Assert.Contains("1 phrases changed.", said, StringComparison.Ordinal);
        Assert.Equal(["referrals/ro.json"], Files().Where(file => file.Value != File.ReadAllText(Path.Combine(House, file.Key))).Select(file => file.Key));
    }

    [Theory]
    [InlineData("uk", "referrals.taken", "Тепер у вас. Дякуємо.", "uk referrals.taken lacks {reference}")]
    [InlineData("uk", "referrals.taken", "{reference} {who} у вас.", "uk referrals.taken uses {who}, which is not there")]
    [InlineData("uk", "referrals.not-open", "Тут лише {.", "uk referrals.not-open has a brace that stands alone")]
    [InlineData("uk", "referrals.not-open", "Запитайте в поліції.", "uk referrals.not-open says поліці*")]
    [InlineData("uk", "referrals.not-open", "Ask the police", "uk referrals.not-open says police*")]
    [InlineData("uk", "referrals.not-open", "За цим кодом немає нiчого", "uk referrals.not-open has the letter i of another script")]
    [InlineData("uk", "referrals.not-open", "За цим кодом немає зовсім нічого відкритого, ні зараз, ні колись іще раз", "uk referrals.not-open takes 72/70 (2 segments) as an SMS")]
    [InlineData("tr", "referrals.urgency.urgent", "olabildiğince kısa sürede ama mutlaka bugün", "tr referrals.alert.again takes 173/160 (2 segments) as an SMS")]
    [InlineData("ro", "referrals.not-open", "Trimiteți \"info\".", "ro referrals.not-open says INFO, which the carrier acts on")]
    [InlineData("ro", "referrals.not-open", "Trimiteți /help", "ro referrals.not-open names /help")]
    [InlineData("ro", "referrals.not-open", "", "ro referrals.not-open is empty; a phrase is not taken away by a table")]
    [InlineData("en", "referrals.taken", "It is yours.", "ro referrals.taken uses {reference}, which is not there")]
    public void What_is_wrong_is_said_and_nothing_is_written(string tag, string key, string text, string says) => Refuses(Change(tag, key, text), says);

    [Fact]
    public void Unknown_and_repeated_rows_and_columns_are_refused()
    {
        Refuses([["key", "uk Українська"], ["referrals.nothing", "Ні"]], "row 2: referrals.nothing is an unknown key in the first column");
        Refuses([["key", "uk Українська"], ["referrals.not-open#pigeon", "Ні"]], "row 2: referrals.not-open#pigeon is an unknown key");
        Refuses([["key", "uk Українська"], [""], ["", "Ні"]], "row 3: no key stands in the first column");
        Refuses([["key", "uk Українська"], ["referrals.not-open", "Ні"], ["referrals.not-open", "Так"]], "referrals.not-open has two rows");
        Refuses([["key", "hr Hrvatski"], ["referrals.not-open", "Nema"]], "hr is an unknown language; there are bg, bs, cnr, en,");
        Refuses([["key", "uk", "uk"], ["referrals.not-open", "Ні", "Так"]], "uk has two columns");
        Refuses([["uk Українська"], ["Ні"]], "The sheet must begin with a row of headings, the first of them \"key\".");
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var rows = Change("uk", "referrals.taken", "Ні");
        rows.Single(row => row[0] == "referrals.not-open")[Column(rows, "ro")] = "La politie";
        var said = Refuses(rows, "uk referrals.taken lacks {reference}");
        Assert.Contains("ro referrals.not-open says poliți*", said, StringComparison.Ordinal);
        Assert.EndsWith($"Nothing was written.{Environment.NewLine}", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_workbook_or_is_not_there_is_refused()
    {
        File.WriteAllText(_table, "key,uk");
        Assert.Contains("no Excel workbook", Run("import", _table, "--to", _folder.FullName).Error, StringComparison.Ordinal);
        Assert.Contains("There is no file", Run("import", $"{_table}x", "--to", _folder.FullName).Error, StringComparison.Ordinal);
        Assert.Contains("There is no folder", Run("export", _table, "--from", $"{_folder.FullName}x").Error, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder.FullName, "intake", "ro.json"), "{\n  \"phrases\": {\n");
        Assert.Contains("intake/ro.json is not a language file", Run("missing", "--from", _folder.FullName).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_phrases_are_listed_by_language()
    {
        Assert.Equal((0, "", ""), Run("missing", "--from", _folder.FullName));
        foreach (var name in new[] { "ro.json", "sr-Latn.json" })
        {
            var path = Path.Combine(_folder.FullName, "referrals", name);
            File.WriteAllLines(path, File.ReadAllLines(path).Where(line => !line.Contains("\"referrals.not-open\"", StringComparison.Ordinal)));
        }
        var (code, said, _) = Run("missing", "--from", _folder.FullName);
        Assert.Equal((1, $"ro lacks referrals.not-open{Environment.NewLine}sr-Latn lacks referrals.not-open{Environment.NewLine}"), (code, said));
        // A table goes out with the gap, and brings the phrase back to its place.
        Import(Change("ro", "referrals.not-open", "La acest cod nu este nimic deschis."), out _);
        Assert.Equal(File.ReadAllText(Path.Combine(House, "referrals", "ro.json")), Files()["referrals/ro.json"]);
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

    private Dictionary<string, string> Files() => System.IO.Directory
        .EnumerateFiles(_folder.FullName, "*.json", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .ToDictionary(file => Path.GetRelativePath(_folder.FullName, file).Replace('\\', '/'), File.ReadAllText);

    private static (int Code, string Said, string Error) Run(params string[] arguments)
    {
        using var said = new StringWriter();
        using var error = new StringWriter();
        var code = PhrasesCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { Output = said, Error = error });
        return (code, said.ToString(), error.ToString());
    }
}
