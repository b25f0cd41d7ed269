using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ServerlessAssist.Shared.Messaging.Understanding;

/// <summary>The words of all language files, by spelling: what each means, and in which languages.</summary>
internal sealed class Vocabulary
{
    /// <summary>Of the longest expression, in words.</summary>
    public const int LongestInWords = 7;

    private readonly FrozenDictionary<string, ImmutableArray<Entry>> _plain, _folded;
    private readonly FrozenDictionary<string, int> _firstPlain, _firstFolded;

    /// <summary>Single words that may be typed with a slip, by first letter: the known spellings.</summary>
    private readonly FrozenDictionary<char, string[]> _spellingsPlain, _spellingsFolded;

    public Vocabulary(IReadOnlyList<LanguageFile> files)
    {
        var (plain, folded) = (new Dictionary<string, List<Entry>>(), new Dictionary<string, List<Entry>>());
        for (var language = 0; language < files.Count; language++)
            foreach (var (meaning, said) in files[language].Words)
                foreach (var one in said)
                    Add(IsFolded(files[language]) ? folded : plain, one, IsFolded(files[language]), language, meaning);
        (_plain, _folded) = (Freeze(plain), Freeze(folded));
        (_firstPlain, _firstFolded) = (FirstWords(_plain), FirstWords(_folded));
        (_spellingsPlain, _spellingsFolded) = (Spellings(_plain), Spellings(_folded));
    }

    /// <summary>Whether the words of a language are compared in one spelling for both scripts: the Slavic ones.</summary>
    private static bool IsFolded(LanguageFile file) => file.IsCyrillic || file.Near.Contains("sr");

    /// <param name="Language">Its place among the files.</param>
    public sealed record Entry(int Language, ImmutableArray<string> Meanings);

    /// <summary>How many words the longest expression has that begins with this one; 0: none.</summary>
    public int LongestFrom(Word word) =>
        Math.Max(_firstPlain.GetValueOrDefault(word.Plain), _firstFolded.GetValueOrDefault(word.Folded));

    public void Find(string plain, string folded, List<Entry> found)
    {
        if (_plain.TryGetValue(plain, out var latin)) found.AddRange(latin);
        if (_folded.TryGetValue(folded, out var slavic)) found.AddRange(slavic);
    }

    /// <summary>Known words that the typed one is with the fewest slips.</summary>
    public void FindNear(Word word, Func<int, bool> isRead, List<Entry> found)
    {
        var fewest = int.MaxValue;
        Look(_spellingsPlain, _plain, word.Plain);
        Look(_spellingsFolded, _folded, word.Folded);

        void Look(FrozenDictionary<char, string[]> spellings, FrozenDictionary<string, ImmutableArray<Entry>> entries, string typed)
        {
            if (typed.Length < Spelling.ShortestWord - 1 || !spellings.TryGetValue(typed[0], out var known)) return;
            foreach (var spelling in known)
            {
                if (Spelling.Slips(typed, spelling) is not { } slips || slips > fewest) continue;
                var read = entries[spelling].Where(entry => isRead(entry.Language)).ToList();
                if (read.Count == 0) continue;
                if (slips < fewest) found.Clear();
                fewest = slips;
                found.AddRange(read);
            }
        }
    }

    private static void Add(Dictionary<string, List<Entry>> table, string said, bool isFolded, int language, string meaning)
    {
        var words = WordSplitter.Split(InboundText.Normalise(said));
        if (words.Length is 0 or > LongestInWords) throw new ArgumentException($"\"{said}\" has no word, or more than {LongestInWords}.", nameof(said));
        var key = string.Join(' ', words.Select(word => isFolded ? word.Folded : word.Plain));
        var entries = table.TryGetValue(key, out var known) ? known : table[key] = [];
        var at = entries.FindIndex(entry => entry.Language == language);
        if (at < 0) entries.Add(new Entry(language, [meaning]));
        else if (!entries[at].Meanings.Contains(meaning)) entries[at] = new Entry(language, [.. entries[at].Meanings, meaning]);
    }

    private static FrozenDictionary<string, ImmutableArray<Entry>> Freeze(Dictionary<string, List<Entry>> table) =>
        table.ToFrozenDictionary(one => one.Key, one => one.Value.ToImmutableArray(), StringComparer.Ordinal);

    private static FrozenDictionary<string, int> FirstWords(FrozenDictionary<string, ImmutableArray<Entry>> table) =>
        table.Keys.Select(key => key.Split(' ')).GroupBy(words => words[0])
            .ToFrozenDictionary(same => same.Key, same => same.Max(words => words.Length), StringComparer.Ordinal);

    private static FrozenDictionary<char, string[]> Spellings(FrozenDictionary<string, ImmutableArray<Entry>> table) =>
        table.Keys.Where(key => key.Length >= Spelling.ShortestWord && !key.Contains(' ', StringComparison.Ordinal))
            .GroupBy(key => key[0]).ToFrozenDictionary(same => same.Key, same => same.ToArray());
}
