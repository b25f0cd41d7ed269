using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ServerlessAssist.Functions.Referrals.CaseFiles;

/// <summary>How spreadsheet programs and people of the programme's countries say TRUE and FALSE, yes and no.</summary>
public static class Consents
{
    private static readonly ImmutableArray<string> Yes =
    [
        "true", "1", "yes", "y", "x", "✓", "✔", "☑",
        // Albanian, Romanian, Turkish.
        "e vërtetë", "i vërtetë", "vërtetë", "po", "adevărat", "da", "doğru", "evet",
        // Bosnian, Montenegrin and Serbian, in both scripts.
        "tačno", "točno", "istina", "istinito", "тачно", "истина", "истинито", "да",
        // Macedonian, Bulgarian, Ukrainian, Russian.
        "точно", "вистина", "вистинито", "вярно", "істина", "правда", "так",
    ];

    private static readonly ImmutableArray<string> No =
    [
        "false", "0", "no", "n", "☐", "✗", "✘",
        "e rremë", "i rremë", "rremë", "e gabuar", "i gabuar", "gabuar", "e pavërtetë", "i pavërtetë", "jo", "fals", "nu", "yanlış", "hayır",
        "netačno", "netočno", "neistina", "neistinito", "laž", "ne", "нетачно", "неистина", "неистинито", "лаж", "не",
        "неточно", "невистина", "невистинито", "лага", "невярно", "лъжа", "хибність", "хиба", "неправда", "ні", "ложь", "нет",
    ];

    private static readonly ImmutableDictionary<string, bool> Words =
        Yes.Select(word => (word, true)).Concat(No.Select(word => (word, false))).ToImmutableDictionary(one => Plain(one.word), one => one.Item2);

    /// <returns>Null: neither yes nor no.</returns>
    public static bool? Read(string cell) => Words.TryGetValue(Plain(cell), out var isYes) ? isYes : null;

    /// <summary>Small letters without marks: phones and code pages lose them. A Turkish i with or without its dot is the same.</summary>
    private static string Plain(string word)
    {
        var letters = word.Normalize(NormalizationForm.FormD).Where(unit => CharUnicodeInfo.GetUnicodeCategory(unit) != UnicodeCategory.NonSpacingMark);
        return string.Concat(letters).ToLowerInvariant().Replace('ı', 'i').Trim();
    }
}
