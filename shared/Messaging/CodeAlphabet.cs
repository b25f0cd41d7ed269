using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>The 19 characters of references and alert codes, and how what people type is read as one of them. Pure.</summary>
/// <remarks>
/// No two of them look alike in Latin or Cyrillic, in upper or lower case. What looks or sounds like one is read as it.
/// 19 is prime: with the check character one wrong character and any two swapped ones always show.
/// </remarks>
public static class CodeAlphabet
{
    public const string Characters = "0123456789AEFHKMPTY";

    /// <summary>Of the part of a code that names a stream.</summary>
    public const int BodyLength = 4;

    private static readonly SearchValues<char> All = SearchValues.Create(Characters);

    /// <summary>A primitive root modulo 19, so that no two positions have the same weight.</summary>
    private const int Weight = 3;

    /// <summary>Beside the characters themselves and all digits. D, J, V, W and g (6 or 9) are read as nothing.</summary>
    private static readonly FrozenDictionary<char, char> Readings = Table(
        ('0', "OoQ" + "Оо"),
        ('1', "IiLl|ıİ" + "ІіӀӏ"),
        ('2', "Zz"),
        ('3', "Зз"),
        ('4', "Чч"),
        ('5', "Ss" + "Ѕѕ"),
        ('6', "G" + "Бб"),
        ('8', "Bb" + "Вв"),
        ('9', "q"),
        ('A', "a" + "Аа"),
        ('E', "e" + "ЕеЁёЄєЭэ"),
        ('F', "f" + "ФфҒғ"),
        ('H', "hNnXx" + "НнХх"),    // Cyrillic Н looks like H, its sound is N; Х sounds like H.
        ('K', "k" + "Кк"),
        ('M', "m" + "Мм"),
        ('P', "pRr" + "РрПп"),      // Cyrillic Р looks like P, its sound is R; П sounds like P.
        ('T', "t" + "Тт"),
        ('Y', "yUu" + "Уу"));       // Cyrillic У looks like Y, its sound is U.

    /// <summary>The character that is meant, also of full-width and other compatibility forms; null: none.</summary>
    public static char? Read(char typed)
    {
        if (Plain(typed) is { } known) return known;
        if (char.IsAscii(typed) || char.IsSurrogate(typed) || typed >= '\uFFFE') return null;
        return typed.ToString().Normalize(NormalizationForm.FormKC) is [var compatible] ? Plain(compatible) : null;
    }

    /// <summary>What letters and digits of a text are read as; everything else is left out.</summary>
    /// <returns>Null: a letter or digit that is not read.</returns>
    public static string? ReadAll(string text)
    {
        var read = new StringBuilder(text.Length);
        foreach (var typed in text)
        {
            if (Read(typed) is { } character) read.Append(character);
            else if (char.IsLetterOrDigit(typed)) return null;
        }
        return read.ToString();
    }

    /// <summary>Whether this can name a stream: four characters, at least one letter and one digit; 113,760 in all.</summary>
    /// <remarks>Digits alone would be taken for the second half of a code ("take 3217"), and letters alone can be a word.</remarks>
    public static bool IsBody(ReadOnlySpan<char> text) =>
        text.Length == BodyLength && !text.ContainsAnyExcept(All)
        && text.ContainsAnyInRange('0', '9') && text.ContainsAnyInRange('A', 'Z');

    /// <summary>The check character of characters of this alphabet: the weighted sum with it is divisible by 19.</summary>
    public static char CheckOf(ReadOnlySpan<char> characters)
    {
        var sum = 0;
        foreach (var character in characters) sum = ((sum + Characters.IndexOf(character, StringComparison.Ordinal)) * Weight) % Characters.Length;
        return Characters[(Characters.Length - sum) % Characters.Length];
    }

    private static char? Plain(char typed)
    {
        if (char.IsDigit(typed)) return (char)('0' + (int)char.GetNumericValue(typed));
        if (Readings.TryGetValue(typed, out var read)) return read;
        return Characters.Contains(typed, StringComparison.Ordinal) ? typed : null;
    }

    private static FrozenDictionary<char, char> Table(params ReadOnlySpan<(char Read, string Typed)> rows)
    {
        var table = new Dictionary<char, char>();
        foreach (var (read, all) in rows)
            foreach (var typed in all) table.Add(typed, read);
        return table.ToFrozenDictionary();
    }
}
