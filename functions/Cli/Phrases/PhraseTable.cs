using System.Globalization;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Spreadsheets;

namespace ServerlessAssist.Functions.Cli.Phrases;

/// <summary>The reviewer's table: one row a phrase, one column a language, and beside it what the phrase takes as an SMS with its longest arguments.</summary>
public static class PhraseTable
{
    private const string Key = "key", Sms = "SMS", Sheet = "Phrases";
    private static readonly SheetLimits Limits = new(5_000, 200, 1_000_000, 20_000_000);

    public static void Write(Stream to, LanguageFolder folder) =>
        Workbook.Write(to, Sheet, Of(folder), (at, heading) => at == 0 ? 30 : heading.EndsWith($" {Sms}", StringComparison.Ordinal) ? 12 : 50);

    /// <exception cref="SheetException">It cannot be read.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Open(Stream from) => WorkbookReader.Read(from, Sheet, Limits);

    public static IReadOnlyList<IReadOnlyList<string>> Of(LanguageFolder folder) =>
    [
        [Key, .. folder.Files.SelectMany(file => new[] { $"{file.Tag} {file.Name}", $"{file.Tag} {Sms}" })],
        .. folder.Keys.Select(key => (IReadOnlyList<string>)[key, .. folder.Files.SelectMany(file => new[] { file.Phrases.GetValueOrDefault(key, ""), Takes(key, file) })]),
    ];

    /// <summary>The texts of a table by language and key; an empty cell is an empty text. Columns with counts are for the reader alone.</summary>
    /// <param name="faults">Unknown or repeated languages and keys.</param>
    public static Dictionary<string, Dictionary<string, string>> Read(IReadOnlyList<IReadOnlyList<string>> rows, LanguageFolder folder, List<string> faults)
    {
        var texts = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        if (rows.Count == 0 || rows[0].Count == 0 || rows[0][0] != Key) throw new PhraseTableException($"The sheet must begin with a row of headings, the first of them \"{Key}\". Export a table and change that.");
        var tags = rows[0].Skip(1).Select(heading => heading.Split(' ', 2) is [var tag, var name] && name == Sms ? "" : heading.Split(' ')[0]).ToList();
        foreach (var tag in tags.Where(tag => tag.Length > 0))
        {
            if (!folder.Languages.ContainsKey(tag)) faults.Add($"{tag} is an unknown language; there are {string.Join(", ", folder.Languages.Keys)}");
            else if (!texts.TryAdd(tag, new(StringComparer.Ordinal))) faults.Add($"{tag} has two columns");
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (row, at) in rows.Select((row, at) => (row, at)).Skip(1).Where(one => one.row.Any(cell => cell.Length > 0)))
        {
            var key = row[0];
            if (!IsKey(key, folder)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"row {at + 1}: {(key.Length == 0 ? "no key stands" : $"{key} is an unknown key")} in the first column; new phrases begin in the code"));
            else if (!seen.Add(key)) faults.Add($"{key} has two rows");
            else
                foreach (var (tag, text) in tags.Zip(row.Skip(1).Concat(Enumerable.Repeat("", tags.Count))).Where(one => texts.ContainsKey(one.First))) texts[tag][key] = text;
        }
        return texts;
    }

    private static bool IsKey(string key, LanguageFolder folder) =>
        folder.English.Phrases.ContainsKey(PhraseChecks.BaseOf(key)) && key.Split('#') is [_] or [_, "sms" or "telegram"];

    private static string Takes(string key, LanguageFile file)
    {
        var spoken = PhraseChecks.BaseOf(key);
        if (!PhraseChecks.IsForSms(key) || key.EndsWith("#telegram", StringComparison.Ordinal)) return "";
        if (!file.Phrases.ContainsKey(key) || (key == spoken && file.Phrases.ContainsKey($"{key}#sms"))) return "";
        return LongestArguments.Sms(spoken, file) is { } text ? PhraseChecks.Describe(SmsSegments.Count(text)) : "?";
    }
}
