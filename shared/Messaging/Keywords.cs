using System.Globalization;
using System.Text;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>What a single word means, in any language of the house.</summary>
public enum Keyword { Stop, Start, Help, Language, Pass, Places }

/// <summary>Understands words leniently: case, diacritics and punctuation around them do not matter.</summary>
public sealed class Keywords
{
    private readonly Dictionary<string, Keyword> _words = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">A meaning that there is not, or a word with two: a defect of the language files.</exception>
    public Keywords(IEnumerable<LanguageFile> files)
    {
        foreach (var (meaning, word) in from file in files from list in file.Keywords from word in list.Value select (Enum.Parse<Keyword>(list.Key, ignoreCase: true), word))
            if (!_words.TryAdd(Plain(word), meaning) && _words[Plain(word)] != meaning)
                throw new ArgumentException($"The word {word} means two things.", nameof(files));
    }

    public Keywords() : this(LanguageFile.All.Values) { }

    /// <summary>What a text means that is this word and nothing else, however often: "Stop! STOP!!" is one.</summary>
    public Keyword? Understand(string text)
    {
        var plain = Plain(text);
        if (_words.TryGetValue(plain, out var meaning)) return meaning;
        return plain.Split(' ').Distinct().ToArray() is [var word] && _words.TryGetValue(word, out meaning) ? meaning : null;
    }

    /// <summary>Whether a text holds one of the words of a meaning among others.</summary>
    public bool Mentions(string text, Keyword meaning)
    {
        var plain = $" {Plain(text)} ";
        return _words.Any(word => word.Value == meaning && plain.Contains($" {word.Key} ", StringComparison.Ordinal));
    }

    /// <summary>Lower case, without diacritics, punctuation as spaces. Total: what is broken or beyond an inbound text's length is left out.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in InboundText.Normalise(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune)) plain.Append(Rune.ToLowerInvariant(rune));
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)) plain.Append(' ');    // zero width: seen by nobody
        }
        return string.Join(' ', plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
