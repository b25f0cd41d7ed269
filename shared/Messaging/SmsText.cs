using System.Text;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>Plain letters for texts that would otherwise cost twice.</summary>
public static class SmsText
{
    /// <summary>
    /// The text in the letters of GSM 03.38, if the language's own folding and common typography make it so; else as it is,
    /// for one letter outside the alphabet makes the whole text UCS-2, and then its own letters cost nothing. Total; applied twice it changes nothing.
    /// </summary>
    public static string Fold(string text, LanguageFile language)
    {
        if (SmsSegments.Count(text).Encoding == SmsEncoding.Gsm7) return text;
        var plain = new StringBuilder(text.Length);
        foreach (var unit in string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormC))      // a lone surrogate has no normal form
            plain.Append(language.Folding.TryGetValue(unit.ToString(), out var folded) ? folded : Typography(unit));
        var result = plain.ToString();
        return SmsSegments.Count(result).Encoding == SmsEncoding.Gsm7 ? result : text;
    }

    private static string Typography(char unit) => unit switch
    {
        '‘' or '’' or '‚' => "'",
        '“' or '”' or '„' or '«' or '»' => "\"",
        '–' or '—' or '‑' => "-",
        '…' => "...",
        '\u00a0' or '\u202f' => " ",
        _ => unit.ToString(),
    };
}
