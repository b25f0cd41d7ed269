using System.Collections.Frozen;

namespace ServerlessAssist.Shared.Messaging.Understanding;

/// <summary>Names beside the language files' words, e.g. of places: each is compared in both scripts.</summary>
public sealed class Names
{
    public static readonly Names None = new([]);

    private readonly FrozenDictionary<string, string> _meanings;

    /// <param name="named">A name may stand several times; with two meanings it has none.</param>
    public Names(IEnumerable<(string Name, string Meaning)> named)
    {
        var all = named.Select(one => (Key: KeyOf(one.Name), one.Meaning)).Where(one => one.Key.Length > 0).GroupBy(one => one.Key).ToList();
        _meanings = all.Where(same => same.Select(one => one.Meaning).Distinct().Count() == 1)
            .ToFrozenDictionary(same => same.Key, same => same.First().Meaning, StringComparer.Ordinal);
        LongestInWords = _meanings.Keys.Select(key => key.Count(unit => unit == ' ') + 1).DefaultIfEmpty(0).Max();
    }

    public int LongestInWords { get; }

    internal string? Find(string key) => _meanings.GetValueOrDefault(key);

    /// <returns>The one name that the word is, with a slip of the finger; null: none, or several.</returns>
    internal string? Near(string word) => Only(_meanings.Where(name => Spelling.Slips(word, name.Key) is not null));

    /// <returns>The one name that begins so; null: none, or several.</returns>
    public string? BeginningWith(string word) =>
        Only(_meanings.Where(name => name.Key.StartsWith(word, StringComparison.Ordinal)));

    private static string? Only(IEnumerable<KeyValuePair<string, string>> names) =>
        names.Select(name => name.Value).Distinct().Take(2).ToList() is [var only] ? only : null;

    private static string KeyOf(string name) => string.Join(' ', WordSplitter.Split(InboundText.Normalise(name)).Select(word => word.Folded));
}
