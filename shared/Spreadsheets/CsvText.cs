using System.Text;

namespace ServerlessAssist.Shared.Spreadsheets;

/// <summary>The text of a CSV file.</summary>
internal static class CsvText
{
    /// <summary>
    /// UTF-8, or UTF-16 that says so by its mark, as Excel's "Unicode text" does. A code page of a country is not guessed: one byte is š in
    /// one of them and another letter in the next.
    /// </summary>
    /// <exception cref="SheetException">Another encoding, or no text.</exception>
    public static string Decode(byte[] bytes)
    {
        if (bytes is [0xff, 0xfe, 0, 0, ..]) throw NotText();
        var (encoding, mark) = bytes switch
        {
            [0xef, 0xbb, 0xbf, ..] => (new UTF8Encoding(false, throwOnInvalidBytes: true), 3),
            [0xff, 0xfe, ..] => (new UnicodeEncoding(bigEndian: false, false, throwOnInvalidBytes: true), 2),
            [0xfe, 0xff, ..] => (new UnicodeEncoding(bigEndian: true, false, throwOnInvalidBytes: true), 2),
            _ => ((Encoding)new UTF8Encoding(false, throwOnInvalidBytes: true), 0),
        };
        try
        {
            var text = encoding.GetString(bytes, mark, bytes.Length - mark);
            return text.Contains('\0') ? throw NotText() : text;
        }
        catch (DecoderFallbackException)
        {
            throw new SheetException("The table is not in UTF-8. Save it as \"CSV UTF-8\", or as .xlsx.");
        }
    }

    private static SheetException NotText() => new("This is no CSV file. Save the table as \"CSV UTF-8\", or as .xlsx.");
}
