using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ServerlessAssist.Shared.Messaging.Understanding;

/// <summary>The words of all language files, by spelling: what each means, and in which languages.</summary>
internal sealed class Vocabulary
{
    /// <summary>Of the longest expression, in words.</summary>
    public const int LongestInWords = 7;

    /// <summary>One bit for each language: more files than this cannot be read together.</summary>
    private const int MostLanguages = 64;

    private readonly FrozenDictionary<string, Node> _plain, _folded;

    /// <summary>Single words that may be typed with a slip, by first letter: the known spellings.</summary>
    private readonly FrozenDictionary<char, string[]> _spellingsPlain, _spellingsFolded;

    /// <exception cref="ArgumentException">An expression without a word or with too many, or too many languages: a defect of the files.</exception>
    public Vocabulary(IReadOnlyList<LanguageFile> files)
    {
        if (files.Count > MostLanguages) throw new ArgumentException($"More than {MostLanguages} languages.", nameof(files));
        var (plain, folded) = (new Dictionary<string, List<Entry>>(), new Dictionary<string, List<Entry>>());
        for (var language = 0; language < files.Count; language++)
            foreach (var (meaning, said) in files[language].Words)
                foreach (var one in said)
                    Add(IsFolded(files[language]) ? folded : plain, one, IsFolded(files[language]), 1UL << language, meaning);
        (_plain, _folded) = (Nodes(plain), Nodes(folded));
        (_spellingsPlain, _spellingsFolded) = (Spellings(_plain), Spellings(_folded));
    }

    /// <summary>Whether the words of a language are compared in one spelling for both scripts: the Slavic ones.</summary>
    private static bool IsFolded(LanguageFile file) => file.IsCyrillic || file.Near.Contains("sr");

    /// <param name="Languages">One bit for each.</param>
    public sealed record Entry(ulong Languages, ImmutableArray<string> Meanings);

    /// <summary>What stands under a spelling.</summary>
    /// <param name="Entries">Empty: it only begins longer expressions.</param>
    /// <param name="IsBeginning">Longer expressions begin with it.</param>
    public sealed record Node(ImmutableArray<Entry> Entries, bool IsBeginning);

    /// <summary>What a spelling means where it is plain, and where it is folded.</summary>
    public (Node? Plain, Node? Folded) Find(string plain, string folded) =>
        (_plain.GetValueOrDefault(plain), _folded.GetValueOrDefault(folded));

    /// <summary>Known words that the typed one may be, each with its slips.</summary>
    public List<(int Slips, Entry Entry)> FindNear(Word word)
    {
        var found = new List<(int, Entry)>();
        Look(_spellingsPlain, _plain, word.Plain);
        Look(_spellingsFolded, _folded, word.Folded);
        return found;

        void Look(FrozenDictionary<char, string[]> spellings, FrozenDictionary<string, Node> nodes, string typed)
        {
            if (typed.Length < Spelling.ShortestWord - 1 || !spellings.TryGetValue(typed[0], out var known)) return;
            foreach (var spelling in known)
                if (Spelling.Slips(typed, spelling) is { } slips)
                    foreach (var entry in nodes[spelling].Entries) found.Add((slips, entry));
        }
    }

    private static void Add(Dictionary<string, List<Entry>> table, string said, bool isFolded, ulong language, string meaning)
    {
        var words = WordSplitter.Split(InboundText.Normalise(said));
        if (words.Length is 0 or > LongestInWords) throw new ArgumentException($"\"{said}\" has no word, or more than {LongestInWords}.", nameof(said));
        var key = string.Join(' ', words.Select(word => isFolded ? word.Folded : word.Plain));
        var entries = table.TryGetValue(key, out var known) ? known : table[key] = [];
        var at = entries.FindIndex(entry => entry.Languages == language);
        if (at < 0) entries.Add(new Entry(language, [meaning]));
        else if (!entries[at].Meanings.Contains(meaning)) entries[at] = new Entry(language, [.. entries[at].Meanings, meaning]);
    }

    private static FrozenDictionary<string, Node> Nodes(Dictionary<string, List<Entry>> table)
    {
        var beginnings = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in table.Keys)
            for (var at = key.IndexOf(' ', StringComparison.Ordinal); at >= 0; at = key.IndexOf(' ', at + 1)) beginnings.Add(key[..at]);
        return table.Keys.Union(beginnings).ToFrozenDictionary(
            key => key, key => new Node(table.TryGetValue(key, out var entries) ? Together(entries) : [], beginnings.Contains(key)), StringComparer.Ordinal);
    }

    /// <summary>Languages that mean the same by it are one entry.</summary>
    private static ImmutableArray<Entry> Together(List<Entry> entries) =>
    [
        .. entries.GroupBy(entry => string.Join('|', entry.Meanings.Order(StringComparer.Ordinal)))
            .Select(same => new Entry(same.Aggregate(0UL, (all, entry) => all | entry.Languages), same.First().Meanings)),
    ];

    private static FrozenDictionary<char, string[]> Spellings(FrozenDictionary<string, Node> nodes) =>
        nodes.Where(one => !one.Value.Entries.IsEmpty && one.Key.Length >= Spelling.ShortestWord && !one.Key.Contains(' ', StringComparison.Ordinal))
            .Select(one => one.Key).GroupBy(key => key[0]).ToFrozenDictionary(same => same.Key, same => same.ToArray());
}
