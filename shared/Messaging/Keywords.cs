using System.Globalization;
using System.Text;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>What a single word means, in any language of the house.</summary>
public enum Keyword { Stop, Start, Help, Language, Pass, Places, Take, Today, Tomorrow }

/// <summary>Understands words leniently: case, diacritics and punctuation around them do not matter.</summary>
public sealed class Keywords
{
    private readonly Dictionary<string, Keyword> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, Keyword>> _own = new(StringComparer.Ordinal);

    /// <summary>The words of a meaning, each between two blanks: as they stand in the middle of a text.</summary>
    private readonly ILookup<Keyword, string> _among;
    private readonly Dictionary<string, ILookup<Keyword, string>> _ownAmong = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">A meaning that there is not, or a word with two: a defect of the language files.</exception>
    public Keywords(IEnumerable<LanguageFile> files)
    {
        foreach (var file in files)
        {
            var own = file.Own.Select(Plain).ToHashSet(StringComparer.Ordinal);
            foreach (var (meaning, word) in from list in file.Keywords from word in list.Value select (Enum.Parse<Keyword>(list.Key, ignoreCase: true), Plain(word)))
                Note(own.Contains(word) ? OwnOf(file.Tag) : _words, word, meaning);
        }
        _among = Among(_words);
        foreach (var (tag, own) in _own) _ownAmong[tag] = Among(own);

        static ILookup<Keyword, string> Among(Dictionary<string, Keyword> words) => words.ToLookup(word => word.Value, word => $" {word.Key} ");
    }

    public Keywords() : this(LanguageFile.All.Values) { }

    /// <summary>What a text means that is this word and nothing else, however often: "Stop! STOP!!" is one.</summary>
    public Keyword? Understand(string text)
    {
        var plain = Plain(text);
        if (_words.TryGetValue(plain, out var meaning)) return meaning;
        return plain.Split(' ').Distinct().ToArray() is [var word] && _words.TryGetValue(word, out meaning) ? meaning : null;
    }

    /// <summary>Whether a text holds one of the words of a meaning among others: those of all languages, and those that only a reader of this one means so.</summary>
    public bool Mentions(string text, Keyword meaning, Language reader)
    {
        var plain = $" {Plain(text)} ";
        return Holds(_among) || (_ownAmong.TryGetValue(reader.Tag, out var own) && Holds(own));

        bool Holds(ILookup<Keyword, string> words)
        {
            foreach (var word in words[meaning])
                if (plain.Contains(word, StringComparison.Ordinal)) return true;
            return false;
        }
    }

    /// <summary>Lower case, without diacritics, punctuation as spaces. Total: what is broken or beyond an inbound text's length is left out.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in InboundText.Normalise(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune)) plain.Append(Bare(Rune.ToLowerInvariant(rune)));
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)) plain.Append(' ');    // zero width: seen by nobody
        }
        return string.Join(' ', plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Two letters whose stroke or missing dot Unicode does not take for a mark.</summary>
    private static Rune Bare(Rune rune) => rune.Value switch { 'ı' => new Rune('i'), 'đ' => new Rune('d'), _ => rune };

    private static void Note(Dictionary<string, Keyword> words, string word, Keyword meaning)
    {
        if (!words.TryAdd(word, meaning) && words[word] != meaning) throw new ArgumentException($"The word {word} means two things.", nameof(word));
    }

    private Dictionary<string, Keyword> OwnOf(string tag) => _own.TryGetValue(tag, out var own) ? own : _own[tag] = new(StringComparer.Ordinal);
}
