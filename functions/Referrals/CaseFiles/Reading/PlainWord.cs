using System.Globalization;
using System.Text;

namespace ServerlessAssist.Functions.Referrals.CaseFiles.Reading;

/// <summary>A word of a table as it is compared: phones, keyboards and code pages lose marks and capital letters.</summary>
internal static class PlainWord
{
    /// <summary>Of the names of countries the longest has 52.</summary>
    private const int Longest = 80;

    /// <summary>Small letters without marks, all else as it is; a Turkish i with or without its dot is the same.</summary>
    /// <returns>Empty: too long for a word, or no Unicode text.</returns>
    public static string Of(string text)
    {
        if (text.Length > Longest) return "";
        try
        {
            var units = text.Normalize(NormalizationForm.FormD)
                .Where(unit => CharUnicodeInfo.GetUnicodeCategory(unit) != UnicodeCategory.NonSpacingMark);
            return string.Concat(units).ToLowerInvariant().Replace('ı', 'i').Trim();
        }
        catch (ArgumentException)
        {
            return "";
        }
    }

    /// <summary>The same without signs and spaces, which names are written with or without.</summary>
    public static string LettersOf(string text) => string.Concat(Of(text).Where(char.IsLetterOrDigit));
}
