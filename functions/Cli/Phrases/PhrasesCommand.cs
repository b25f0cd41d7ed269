using System.CommandLine;
using ServerlessAssist.Shared.Spreadsheets;

namespace ServerlessAssist.Functions.Cli.Phrases;

/// <summary><c>assist phrases</c>: what people read, as a table for native speakers, and back.</summary>
public static class PhrasesCommand
{
    private static readonly Argument<FileInfo> Table = new("table") { Description = "An Excel workbook (.xlsx)." };
    private static readonly Option<DirectoryInfo?> From = new("--from") { Description = "The folder of the language files; else shared/Messaging/Languages here or above." };
    private static readonly Option<DirectoryInfo?> To = new("--to") { Description = From.Description };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only show what would change." };

    public static Command Create()
    {
        var export = new Command("export", "Writes a table with one row a phrase, one column a language, and what each takes as an SMS.") { Table, From };
        export.SetAction(parsed => Run(parsed, () => Export(parsed)));
        var import = new Command("import", "Reads such a table back into the language files: all of it, or nothing and what is wrong.") { Table, To, DryRun };
        import.SetAction(parsed => Run(parsed, () => Import(parsed)));
        var missing = new Command("missing", "Lists the phrases that a language lacks; fails if there are any.") { From };
        missing.SetAction(parsed => Run(parsed, () => Missing(parsed)));
        return new Command("phrases", "What people read, in every language.") { export, import, missing };
    }

    private static int Export(ParseResult parsed)
    {
        var (folder, table) = (LanguageFolder.Find(parsed.GetValue(From)), parsed.GetRequiredValue(Table));
        using (var file = table.Create()) PhraseTable.Write(file, folder);
        parsed.InvocationConfiguration.Output.WriteLine($"{folder.Keys.Count} phrases in {folder.Languages.Count} languages: {table.FullName}");
        return 0;
    }

    private static int Import(ParseResult parsed)
    {
        var (folder, table, output) = (LanguageFolder.Find(parsed.GetValue(To)), parsed.GetRequiredValue(Table), parsed.InvocationConfiguration.Output);
        if (!table.Exists) throw new PhraseTableException($"There is no file {table.FullName}.");
        PhraseImport import;
        using (var file = table.OpenRead()) import = PhraseImport.Of(PhraseTable.Open(file), folder);
        if (import.Faults.Length > 0) throw new PhraseTableException($"{string.Join('\n', import.Faults)}\nNothing was written.");
        foreach (var change in import.Changes) output.WriteLine(change);
        if (!parsed.GetValue(DryRun)) import.Write();
        output.WriteLine($"{import.Changes.Length} phrases {(parsed.GetValue(DryRun) ? "would change; nothing was written" : "changed")}.");
        return 0;
    }

    private static int Missing(ParseResult parsed)
    {
        var folder = LanguageFolder.Find(parsed.GetValue(From));
        var missing = folder.Files.SelectMany(file => PhraseChecks.Missing(file, folder.English)).ToList();
        foreach (var line in missing) parsed.InvocationConfiguration.Output.WriteLine(line);
        return missing.Count == 0 ? 0 : 1;
    }

    private static int Run(ParseResult parsed, Func<int> action)
    {
        try
        {
            return action();
        }
        catch (Exception wrong) when (wrong is PhraseTableException or SheetException or IOException or UnauthorizedAccessException)
        {
            parsed.InvocationConfiguration.Error.WriteLine(wrong.Message);
            return 1;
        }
    }
}
