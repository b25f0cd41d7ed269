using System.Collections.Immutable;

namespace ServerlessAssist.Shared.Messaging.Understanding;

/// <summary>The expressions that can stand at each word of one text, looked up once and read with different languages.</summary>
internal sealed class Matches(Vocabulary vocabulary, ImmutableArray<Word> words, Names names)
{
    private static readonly ImmutableArray<string> NumberMeaning = [Meaning.Number];

    /// <summary>Meanings that outrank all others where languages disagree about a word.</summary>
    private static readonly string[] Blocking = [Meaning.Negation, Meaning.No, Meaning.Hedge, Meaning.Question, Meaning.Cannot, "noconsent"];

    private readonly Match[]?[] _matches = new Match[]?[words.Length];
    private readonly List<(int Slips, Vocabulary.Entry Entry)>?[] _near = new List<(int, Vocabulary.Entry)>?[words.Length];

    /// <param name="Length">In words.</param>
    private readonly record struct Match(int Length, ImmutableArray<Vocabulary.Entry> Plain, ImmutableArray<Vocabulary.Entry> Folded, string? Name);

    /// <param name="languages">Those that are read, one bit for each.</param>
    public ImmutableArray<Token> Read(ulong languages, bool mayMistype)
    {
        var tokens = ImmutableArray.CreateBuilder<Token>(words.Length);
        for (var at = 0; at < words.Length;)
        {
            var token = TokenAt(at, languages, mayMistype);
            tokens.Add(token);
            at += token.Count;
        }
        return tokens.DrainToImmutable();
    }

    /// <returns>Null: a word is unknown in these languages.</returns>
    public ImmutableArray<Token>? ReadAll(ulong languages, bool mayMistype)
    {
        var tokens = ImmutableArray.CreateBuilder<Token>(words.Length);
        for (var at = 0; at < words.Length;)
        {
            var token = TokenAt(at, languages, mayMistype);
            if (!token.IsKnown) return null;
            tokens.Add(token);
            at += token.Count;
        }
        return tokens.DrainToImmutable();
    }

    private Token TokenAt(int at, ulong languages, bool mayMistype)
    {
        var word = words[at];
        if (!char.IsAsciiLetterOrDigit(word.Plain[0]) && Signs.Of(word.Plain) is { } sign) return new Token(sign, at, 1, IsTypo: false);
        foreach (var match in _matches[at] ??= MatchesAt(at))
        {
            var meanings = Agreed(Agreed(null, match.Plain, languages), match.Folded, languages);
            // A name goes before a word of one's own language only at the beginning, or where the word says nothing.
            if (match.Name is { } name && (match.Length > 1 || at == 0 || meanings is not { } said || said.Contains(Meaning.Filler)))
                return new Token([name], at, match.Length, IsTypo: false);
            if (meanings is { } found) return new Token(found, at, match.Length, IsTypo: false);
        }
        if (word.Number is not null) return new Token(NumberMeaning, at, 1, IsTypo: false);
        if (Undoubled(word) is { } single && MeaningsOf(single.Plain, single.Folded, languages) is { } same) return new Token(same, at, 1, IsTypo: true);
        return mayMistype && Mistyped(at, languages) is { } meant ? new Token(meant, at, 1, IsTypo: true) : new Token([], at, 1, IsTypo: false);
    }

    /// <summary>The longest first; an expression ends with its clause.</summary>
    private Match[] MatchesAt(int at)
    {
        var found = new List<Match>();
        var (plain, folded) = (words[at].Plain, words[at].Folded);
        for (var length = 1; ; length++)
        {
            var (ofPlain, ofFolded) = vocabulary.Find(plain, folded);
            var name = length <= names.LongestInWords ? names.Find(folded) : null;
            if (ofPlain is { Entries.IsEmpty: false } || ofFolded is { Entries.IsEmpty: false } || name is not null)
                found.Add(new Match(length, ofPlain?.Entries ?? [], ofFolded?.Entries ?? [], name));
            var isBeginning = ofPlain is { IsBeginning: true } || ofFolded is { IsBeginning: true } || length < names.LongestInWords;
            if (!isBeginning || at + length == words.Length || words[at + length].Clause != words[at].Clause) break;
            plain = $"{plain} {words[at + length].Plain}";
            folded = $"{folded} {words[at + length].Folded}";
        }
        found.Reverse();
        return [.. found];
    }

    private ImmutableArray<string>? Mistyped(int at, ulong languages)
    {
        if (names.Near(words[at].Folded) is { } name) return [name];
        var near = _near[at] ??= vocabulary.FindNear(words[at]);
        var fewest = int.MaxValue;
        foreach (var (slips, entry) in near)
            if ((entry.Languages & languages) != 0) fewest = Math.Min(fewest, slips);
        return fewest == int.MaxValue ? null : Agreed(null, [.. near.Where(one => one.Slips == fewest).Select(one => one.Entry)], languages);
    }

    private ImmutableArray<string>? MeaningsOf(string plain, string folded, ulong languages)
    {
        var (ofPlain, ofFolded) = vocabulary.Find(plain, folded);
        return Agreed(Agreed(null, ofPlain?.Entries ?? [], languages), ofFolded?.Entries ?? [], languages);
    }

    /// <summary>What the languages that are read mean by a word: blocking meanings first, else what all of them mean.</summary>
    private static ImmutableArray<string>? Agreed(ImmutableArray<string>? agreed, ImmutableArray<Vocabulary.Entry> entries, ulong languages)
    {
        foreach (var entry in entries)
        {
            if ((entry.Languages & languages) == 0) continue;
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

    /// <summary>"noo" is "no": short words are typed with a letter too many when people are excited.</summary>
    private static (string Plain, string Folded)? Undoubled(Word word) =>
        word.Plain.Length is >= 3 and <= Spelling.ShortestWord && word.Plain[^1] == word.Plain[^2] && !char.IsAsciiDigit(word.Plain[^1])
            ? (word.Plain[..^1], Letters.Fold(word.Plain[..^1])) : null;
}
