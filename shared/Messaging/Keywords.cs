using System.Globalization;
using System.Text;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>What a single word means, in any language of the house.</summary>
public enum Keyword { Stop, Start, Help, Language, Pass }

/// <summary>Understands words leniently: case, diacritics and punctuation around them do not matter.</summary>
public sealed class Keywords
{
    private readonly Dictionary<string, Keyword> _words = new(StringComparer.Ordinal);

    public Keywords(IEnumerable<LanguageFile> files)
    {
        foreach (var (meaning, word) in from file in files from list in file.Keywords from word in list.Value select (list.Key, word))
            _words.TryAdd(Plain(word), Enum.Parse<Keyword>(meaning, ignoreCase: true));
    }

    public Keywords() : this(LanguageFile.All.Values) { }

    /// <summary>What a text means that is this word and nothing else.</summary>
    public Keyword? Understand(string text) => _words.TryGetValue(Plain(text), out var meaning) ? meaning : null;

    /// <summary>Whether a text holds one of the words of a meaning among others.</summary>
    public bool Mentions(string text, Keyword meaning)
    {
        var plain = $" {Plain(text)} ";
        return _words.Any(word => word.Value == meaning && plain.Contains($" {word.Key} ", StringComparison.Ordinal));
    }

    /// <summary>Lower case, without diacritics, punctuation as spaces.</summary>
    internal static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var unit in text.Length > 4096 ? text[..4096].Normalize(NormalizationForm.FormD) : text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(unit)) plain.Append(char.ToLowerInvariant(unit));
            else if (CharUnicodeInfo.GetUnicodeCategory(unit) != UnicodeCategory.NonSpacingMark) plain.Append(' ');
        }
        return string.Join(' ', plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
