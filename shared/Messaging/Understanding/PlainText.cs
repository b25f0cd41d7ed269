using System.Globalization;
using System.Text;

namespace ServerlessAssist.Shared.Messaging.Understanding;

/// <summary>The form in which names and words are compared: lower case, no diacritics, no punctuation. Scripts stay apart.</summary>
public static class PlainText
{
    /// <summary>Words in lower case with one space between, without diacritics; punctuation is a space.</summary>
    /// <returns>Total: what is broken or beyond <see cref="InboundText.MaxLength"/> is left out. Applied twice it changes nothing.</returns>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in InboundText.Normalise(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune)) plain.Append(WithoutStroke(Rune.ToLowerInvariant(rune)));
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)) plain.Append(' ');
        }
        return string.Join(' ', plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Two letters whose stroke or missing dot is no combining mark in Unicode.</summary>
    private static Rune WithoutStroke(Rune rune) => rune.Value switch { 'ı' => new Rune('i'), 'đ' => new Rune('d'), _ => rune };
}
