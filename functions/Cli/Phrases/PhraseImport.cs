using System.Collections.Immutable;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Cli.Phrases;

/// <summary>What a table would change. Nothing is written where anything is wrong.</summary>
/// <param name="Changes">One a phrase, with what stood and what stands.</param>
/// <param name="Texts">The files that change, as they will be.</param>
public sealed record PhraseImport(ImmutableArray<string> Faults, ImmutableArray<string> Changes, ImmutableArray<LanguageText> Texts)
{
    public static PhraseImport Of(IReadOnlyList<IReadOnlyList<string>> rows, LanguageFolder folder)
    {
        var (faults, changes, texts) = (new List<string>(), new List<string>(), new List<LanguageText>());
        var languages = folder.Languages.ToBuilder();
        foreach (var (tag, given) in PhraseTable.Read(rows, folder, faults))
        {
            var before = folder.Languages[tag];
            var phrases = new Dictionary<string, string>(before.Phrases, StringComparer.Ordinal);
            var modules = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (key, text) in given.Where(one => one.Value != phrases.GetValueOrDefault(one.Key, "")))
            {
                if (text.Length > 0) phrases[key] = text;
                else if (key.Contains('#')) phrases.Remove(key);        // from now on the phrase itself is said there
                else faults.Add($"{tag} {key} is empty; a phrase is not taken away by a table");
                changes.Add($"{tag} {key}\n  - {Shown(before.Phrases.GetValueOrDefault(key, ""))}\n  + {Shown(text)}");
                modules.Add(PhraseKey.ModuleOf(key));
            }
            languages[tag] = before with { Phrases = phrases.ToImmutableSortedDictionary(StringComparer.Ordinal) };
            texts.AddRange(
                from text in folder.Texts
                where text.Tag == tag && modules.Contains(text.Module)
                select text.With(phrases, folder.EnglishKeys));
        }
        // All of all languages: a longer word for "urgent" can make a message of another row too long.
        faults.AddRange(PhraseChecks.All([.. languages.Values]));
        return new PhraseImport([.. faults], [.. changes], [.. texts]);
    }

    /// <summary>Each file is replaced whole. What dies between two files is done again by the same table.</summary>
    public void Write()
    {
        foreach (var text in Texts)
        {
            var next = $"{text.Path}.next";
            File.WriteAllText(next, text.Text);
            File.Move(next, text.Path, overwrite: true);
        }
    }

    private static string Shown(string text) => text.Length == 0 ? "(nothing)" : text.ReplaceLineEndings("\\n");
}
