using System.Buffers;
using System.Globalization;
using System.Text;

namespace ServerlessAssist.Shared.Messaging.Understanding;

/// <summary>
/// How a letter of any script is compared: lower case, without diacritics, Cyrillic as Latin.
/// A letter that is written in several ways in Latin (ш: š, sh, s) is made one by <see cref="Fold"/>.
/// </summary>
internal static class Letters
{
    /// <summary>Letters below this are looked up in a table; rarer ones are normalised one by one.</summary>
    private const int TableSize = 0x0530;

    private static readonly SearchValues<char> Folded = SearchValues.Create("hjyzxqw");

    private const string Apostrophes = "'`´‘’‛ʹʻʼʽˈ′＇";

    private static readonly Dictionary<char, string> Cyrillic = Pairs(
        "аa бb вv гg ґg дd ђd ѓg еe ёe єie жz зz ѕz иi іi їi йi јi кk лl љl мm нn њn оo пp рr сs тt ћc ќk уu ўu фf хh цc чc џz шs щst ъa ыi ь эe юiu яia");

    private static readonly string[] Table = [.. Enumerable.Range(0, TableSize).Select(unit => Read(new Rune(unit)))];

    private static readonly string[] SingleLetters = [.. Enumerable.Range(0, 128).Select(unit => ((char)unit).ToString())];

    public static bool IsApostrophe(int unit) => unit < char.MaxValue && Apostrophes.Contains((char)unit, StringComparison.Ordinal);

    /// <summary>What a rune is compared as; empty for a combining mark or a format character.</summary>
    public static string Plain(Rune rune) => rune.Value < TableSize ? Table[rune.Value] : Read(rune);

    /// <summary>
    /// One spelling for the ways in which a Slavic word is typed: with and without carons, with digraphs, in either script,
    /// in the eastern and the western form of Serbo-Croatian ("mjesto", "mesto").
    /// </summary>
    public static string Fold(string plain)
    {
        if (!plain.AsSpan().ContainsAny(Folded) && !plain.Contains("ie", StringComparison.Ordinal) && !plain.Contains("ii", StringComparison.Ordinal)
            && !plain.Contains("ts", StringComparison.Ordinal)) return plain;
        var folded = new StringBuilder(plain.Length);
        for (var at = 0; at < plain.Length;)
        {
            var (read, length) = Digraph(plain, at);
            folded.Append(read);
            at += length;
        }
        return WithoutGlides(folded);
    }

    private static (string Read, int Length) Digraph(string plain, int at)
    {
        var rest = plain.AsSpan(at);
        if (rest.StartsWith("shch")) return ("st", 4);
        if (rest.StartsWith("sht") || rest.StartsWith("sch")) return ("st", 3);
        if (rest.StartsWith("dzh")) return ("z", 3);
        if (rest.StartsWith("sh")) return ("s", 2);
        if (rest.StartsWith("ch") || rest.StartsWith("ts")) return ("c", 2);
        if (rest.StartsWith("zh") || rest.StartsWith("dz")) return ("z", 2);
        if (rest.StartsWith("kh")) return ("h", 2);
        if (rest.StartsWith("dj") || rest.StartsWith("gj") || rest.StartsWith("kj") || rest.StartsWith("lj") || rest.StartsWith("nj"))
            return (OneLetter(rest[0]), 2);
        return rest[0] switch { 'j' or 'y' => ("i", 1), 'w' => ("v", 1), 'x' => ("h", 1), 'q' => ("ia", 1), var letter => (OneLetter(letter), 1) };
    }

    private static string OneLetter(char letter) => letter < SingleLetters.Length ? SingleLetters[letter] : letter.ToString();

    /// <summary>
    /// An i before e, but not at the beginning, is written in one form of a language and not in the other ("mjesto", "mesto"),
    /// and so is an i beside another ("її", "yiyi").
    /// </summary>
    private static string WithoutGlides(StringBuilder folded)
    {
        var plain = new StringBuilder(folded.Length);
        for (var at = 0; at < folded.Length; at++)
        {
            var next = at + 1 < folded.Length ? folded[at + 1] : ' ';
            if (folded[at] != 'i' || (next != 'i' && (next != 'e' || at == 0))) plain.Append(folded[at]);
        }
        return plain.ToString();
    }

    private static string Read(Rune rune)
    {
        if (!Rune.IsValid(rune.Value)) return "";
        var read = new StringBuilder();
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            var lower = Rune.ToLowerInvariant(part);
            if (lower.IsBmp && Cyrillic.TryGetValue((char)lower.Value, out var latin)) read.Append(latin);
            else foreach (var piece in lower.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes()) read.Append(Piece(piece));
        }
        return read.ToString();
    }

    private static string Piece(Rune piece)
    {
        if (Rune.GetUnicodeCategory(piece) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark or UnicodeCategory.Format) return "";
        var lower = Rune.ToLowerInvariant(piece);
        if (Rune.IsDigit(lower)) return ((int)Rune.GetNumericValue(lower)).ToString(CultureInfo.InvariantCulture);
        return lower.Value switch
        {
            'ı' => "i",
            'đ' or 'ð' => "d",
            'ł' => "l",
            'ø' => "o",
            'ß' => "ss",
            'æ' => "ae",
            _ when lower.IsBmp && Cyrillic.TryGetValue((char)lower.Value, out var latin) => latin,
            _ => lower.ToString(),
        };
    }

    private static Dictionary<char, string> Pairs(string pairs) => pairs.Split(' ').ToDictionary(pair => pair[0], pair => pair[1..]);
}
