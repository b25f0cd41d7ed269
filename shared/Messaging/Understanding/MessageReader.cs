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
    private static readonly ImmutableArray<string> NumberMeaning = [Meaning.Number];

    /// <summary>Meanings that outrank all others where languages disagree about a word.</summary>
    private static readonly string[] Blocking = [Meaning.Negation, Meaning.No, Meaning.Hedge, Meaning.Question, Meaning.Cannot, "noconsent"];

    private readonly Vocabulary _vocabulary;
    private readonly ImmutableArray<LanguageFile> _files;
    private readonly ConcurrentDictionary<string, ImmutableArray<bool[]>> _scopes = new(StringComparer.Ordinal);

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
        var pass = new Pass(_vocabulary, words, names ?? Names.None);
        ImmutableArray<Token> own = default;
        for (var at = 0; at < scopes.Length; at++)
        {
            var tokens = pass.Read(scopes[at], mayMistype: false);
            if (at == 0) own = tokens;
            if (IsKnown(tokens)) return new Reading(said, words, tokens);
        }
        foreach (var scope in scopes)
        {
            var tokens = pass.Read(scope, mayMistype: true);
            if (IsKnown(tokens)) return new Reading(said, words, tokens);
        }
        // Everything that is known is known in the reader's own language: other languages say nothing about the rest.
        var all = pass.Read(scopes[^1], mayMistype: true);
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
    private ImmutableArray<bool[]> ScopesOf(string tag)
    {
        var near = _files.FirstOrDefault(file => file.Tag == tag)?.Near ?? [];
        return
        [
            [.. _files.Select(file => file.Tag == tag)],
            [.. _files.Select(file => file.Tag == tag || near.Contains(file.Tag))],
            [.. _files.Select(file => file.Tag == tag || near.Contains(file.Tag) || file.Tag == "en")],
            [.. _files.Select(_ => true)],
        ];
    }

    private static bool IsKnown(ImmutableArray<Token> tokens)
    {
        foreach (var token in tokens)
            if (!token.IsKnown) return false;
        return true;
    }

    private static int CountKnown(ImmutableArray<Token> tokens) => tokens.Sum(token => token.IsKnown ? token.Count : 0);

    /// <summary>Reads the words of one text with different languages.</summary>
    private sealed class Pass(Vocabulary vocabulary, ImmutableArray<Word> words, Names names)
    {
        private readonly List<Vocabulary.Entry> _found = [];

        /// <param name="languages">Those that are read, by their place among the files.</param>
        public ImmutableArray<Token> Read(bool[] languages, bool mayMistype)
        {
            var tokens = ImmutableArray.CreateBuilder<Token>(words.Length);
            for (var at = 0; at < words.Length;)
            {
                var token = TokenAt(at, languages, mayMistype);
                tokens.Add(token);
                at += token.Count;
            }
            return tokens.ToImmutable();
        }

        private Token TokenAt(int at, bool[] languages, bool mayMistype)
        {
            var word = words[at];
            if (Signs.Of(word.Plain) is { } sign) return new Token(sign, at, 1, IsTypo: false);
            var longest = Math.Min(Math.Max(vocabulary.LongestFrom(word), names.LongestInWords), words.Length - at);
            for (var length = Math.Max(longest, 1); length > 0; length--)
            {
                if (length > 1 && words[at + length - 1].Clause != word.Clause) continue;
                var (plain, folded) = Joined(at, length);
                if (names.Find(folded) is { } name && (length > 1 || at == 0 || !IsWord(plain, folded, languages))) return new Token([name], at, length, false);
                if (MeaningsOf(plain, folded, languages) is { } meanings) return new Token(meanings, at, length, IsTypo: false);
            }
            if (word.Number is not null) return new Token(NumberMeaning, at, 1, IsTypo: false);
            if (Undoubled(word) is { } single && MeaningsOf(single.Plain, single.Folded, languages) is { } same) return new Token(same, at, 1, IsTypo: true);
            return mayMistype && Mistyped(word, languages) is { } meant ? new Token(meant, at, 1, IsTypo: true) : new Token([], at, 1, IsTypo: false);
        }

        private bool IsWord(string plain, string folded, bool[] languages) =>
            MeaningsOf(plain, folded, languages) is { } meanings && !meanings.Contains(Meaning.Filler);

        private ImmutableArray<string>? Mistyped(Word word, bool[] languages)
        {
            if (names.Near(word.Folded) is { } name) return [name];
            _found.Clear();
            vocabulary.FindNear(word, language => languages[language], _found);
            return Agreed(languages);
        }

        private ImmutableArray<string>? MeaningsOf(string plain, string folded, bool[] languages)
        {
            _found.Clear();
            vocabulary.Find(plain, folded, _found);
            return Agreed(languages);
        }

        /// <summary>What the languages that are read mean by a word: blocking meanings first, else what all of them mean.</summary>
        private ImmutableArray<string>? Agreed(bool[] languages)
        {
            ImmutableArray<string>? agreed = null;
            foreach (var entry in _found)
            {
                if (!languages[entry.Language]) continue;
                if (agreed is not { } before) agreed = entry.Meanings;
                else if (!before.AsSpan().SequenceEqual(entry.Meanings.AsSpan())) agreed = Merge(before, entry.Meanings);
            }
            return agreed;
        }

        private static ImmutableArray<string> Merge(ImmutableArray<string> before, ImmutableArray<string> after)
        {
            var isBlocking = before.Any(Blocking.Contains);
            if (isBlocking != after.Any(Blocking.Contains)) return isBlocking ? before : after;
            return [.. before.Union(after)];
        }

        private (string Plain, string Folded) Joined(int at, int length) => length == 1
            ? (words[at].Plain, words[at].Folded)
            : (string.Join(' ', Enumerable.Range(at, length).Select(of => words[of].Plain)),
                string.Join(' ', Enumerable.Range(at, length).Select(of => words[of].Folded)));

        /// <summary>"noo" is "no": short words are typed with a letter too many when people are excited.</summary>
        private static (string Plain, string Folded)? Undoubled(Word word) =>
            word.Plain.Length is >= 3 and <= Spelling.ShortestWord && word.Plain[^1] == word.Plain[^2] && !char.IsAsciiDigit(word.Plain[^1])
                ? (word.Plain[..^1], Letters.Fold(word.Plain[..^1])) : null;
    }
}
