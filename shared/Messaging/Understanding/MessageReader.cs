using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace ServerlessAssist.Shared.Messaging.Understanding;

/// <summary>Reads what people write: words become meanings, by the language files. Pure: no clock, no storage.</summary>
/// <remarks>
/// The reader's own language is tried first, then its neighbours, then all. The first in which every word is known is taken.
/// Where none is, all languages are read together, and what negates or doubts in any of them counts.
/// The cost is linear in the text's length.
/// </remarks>
public sealed class MessageReader
{
    private readonly Vocabulary _vocabulary;
    private readonly ImmutableArray<LanguageFile> _files;
    private readonly ConcurrentDictionary<string, ImmutableArray<ulong>> _scopes = new(StringComparer.Ordinal);

    /// <summary>Those that were made: the language files hold some 10,000 expressions.</summary>
    private static readonly ConcurrentDictionary<(object Files, string Labels), MessageReader> Made = new();

    public MessageReader(IEnumerable<LanguageFile> files, IEnumerable<Label> labels)
    {
        var all = labels.ToList();
        _files = [.. files.Select(file => WithLabels(file, all))];
        _vocabulary = new Vocabulary(_files);
    }

    /// <summary>The reader of all languages; the same labels give the same reader.</summary>
    public static MessageReader Of(IEnumerable<Label> labels)
    {
        var (files, all) = (LanguageFile.All, labels.ToList());
        var key = string.Join('|', all.Select(label => $"{label.Meaning}={label.PhraseKey}"));
        return Made.GetOrAdd((files, key), _ => new MessageReader(files.Values, all));
    }

    public Reading Read(string text, Language reader, Names? names = null) => Read(SaidText.Of(text), reader, names);

    /// <param name="names">Beside the words of the language files.</param>
    public Reading Read(SaidText said, Language reader, Names? names = null)
    {
        var words = WordSplitter.Split(said.Text);
        var scopes = _scopes.GetOrAdd(reader.Tag, ScopesOf);
        var matches = new Matches(_vocabulary, words, names ?? Names.None);
        foreach (var mayMistype in (ReadOnlySpan<bool>)[false, true])
            foreach (var scope in scopes)
                if (matches.ReadAll(scope, mayMistype) is { } tokens) return new Reading(said, words, tokens);
        // Everything that is known is known in the reader's own language: other languages say nothing about the rest.
        var (own, all) = (matches.Read(scopes[0], mayMistype: false), matches.Read(scopes[^1], mayMistype: true));
        return new Reading(said, words, CountKnown(all) == CountKnown(own) ? own : all);
    }

    private static LanguageFile WithLabels(LanguageFile file, List<Label> labels)
    {
        var words = file.Words.ToBuilder();
        foreach (var label in labels)
            words[label.Meaning] = [.. words.GetValueOrDefault(label.Meaning, []), file.Phrases[label.PhraseKey]];
        return file with { Words = words.ToImmutable() };
    }

    /// <summary>Which languages are read together: the own one, it and its neighbours, these and English, all.</summary>
    private ImmutableArray<ulong> ScopesOf(string tag)
    {
        var near = _files.FirstOrDefault(file => file.Tag == tag)?.Near ?? [];
        var (own, neighbours, english) = (Bits(file => file.Tag == tag), Bits(file => near.Contains(file.Tag)), Bits(file => file.Tag == "en"));
        return [.. new[] { own, own | neighbours, own | neighbours | english, ulong.MaxValue }.Distinct()];

        ulong Bits(Func<LanguageFile, bool> isOne)
        {
            var bits = 0UL;
            for (var at = 0; at < _files.Length; at++)
                if (isOne(_files[at])) bits |= 1UL << at;
            return bits;
        }
    }

    private static int CountKnown(ImmutableArray<Token> tokens)
    {
        var known = 0;
        foreach (var token in tokens)
            if (token.IsKnown) known += token.Count;
        return known;
    }
}
