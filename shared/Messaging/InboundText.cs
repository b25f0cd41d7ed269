using System.Globalization;
using System.Text;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>Brings what a stranger typed into the one form that the rest of the system reads: <see cref="InboundMessage.Text"/>.</summary>
public static class InboundText
{
    /// <summary>In UTF-16 units; what is longer is cut.</summary>
    public const int MaxLength = 4096;

    /// <summary>No script needs more on one letter; towers of marks only hide text and slow down readers.</summary>
    public const int MaxMarks = 8;

    // What Unicode composition can shrink text by, with room: longer input is cut before any work is done on it.
    private const int MaxRead = 4 * MaxLength;

    /// <summary>
    /// NFC, at most <see cref="MaxLength"/>, no control, bidi or broken characters but line feed, at most <see cref="MaxMarks"/> combining marks in a row.
    /// Total: takes any string, lone surrogates too. Applied twice it changes nothing. Its cost is bound by the output's length and one pass over the input.
    /// </summary>
    public static string Normalise(string text)
    {
        var composed = Clean(text, MaxRead).Normalize(NormalizationForm.FormC);
        return Clean(composed, MaxLength);     // composing may have moved or added a mark, and lengthened the text
    }

    private static string Clean(string text, int atMost)
    {
        var clean = new StringBuilder(Math.Min(text.Length, atMost));
        var marks = 0;
        foreach (var found in Runes(text))
        {
            var rune = Replace(found);
            if (IsUnwanted(rune)) continue;
            marks = IsMark(rune) ? marks + 1 : 0;
            if (marks > MaxMarks) continue;
            if (clean.Length + rune.Utf16SequenceLength > atMost) break;
            clean.Append(rune);
        }

        return clean.ToString();
    }

    /// <summary>Lone surrogates are left out: NFC knows no form of them.</summary>
    private static IEnumerable<Rune> Runes(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (Rune.TryGetRuneAt(text, at, out var rune))
            {
                yield return rune;
                at += rune.Utf16SequenceLength;
            }
            else
            {
                at++;
            }
        }
    }

    private static Rune Replace(Rune rune) => rune.Value switch
    {
        '\t' => new Rune(' '),                       // would glue two words together
        0x2028 or 0x2029 => new Rune('\n'),
        _ => rune,
    };

    private static bool IsUnwanted(Rune rune) => rune.Value switch
    {
        '\n' => false,
        0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => true,      // bidi controls
        0xFEFF or (>= 0xFFF9 and <= 0xFFFB) or (>= 0xFDD0 and <= 0xFDEF) => true,                          // marks of encodings, noncharacters
        var value => (value & 0xFFFE) == 0xFFFE || Rune.IsControl(rune),
    };

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;
}
