using System.Text;

namespace ServerlessAssist.Shared.Spreadsheets;

internal static class SheetText
{
    /// <summary>Sorting the marks of a longer text takes seconds; it is left as it is, for its length to be refused.</summary>
    private const int LongestSorted = 4_000;

    /// <summary>In NFC, without spaces around it, lines ended by line feeds; as it is, where it is no Unicode text.</summary>
    public static string Plain(string text)
    {
        var trimmed = text.ReplaceLineEndings("\n").TrimEnd().TrimStart(' ', '\t', '\u00a0');
        try
        {
            return trimmed.Length <= LongestSorted ? trimmed.Normalize(NormalizationForm.FormC) : trimmed;
        }
        catch (ArgumentException)
        {
            // Code points that are no characters: whoever reads the text refuses it.
            return trimmed;
        }
    }

    /// <summary>A cell's name, e.g. B2.</summary>
    /// <param name="row">From 1.</param>
    /// <param name="column">From 0.</param>
    public static string NameOf(int row, int column) => FormattableString.Invariant($"{Letters(column)}{row}");

    public static string Letters(int column) => (column >= 26 ? Letters((column / 26) - 1) : "") + (char)('A' + (column % 26));
}
