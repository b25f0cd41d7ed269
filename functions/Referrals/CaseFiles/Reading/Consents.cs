using System.Collections.Immutable;

namespace ServerlessAssist.Functions.Referrals.CaseFiles.Reading;

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
        "e rremë", "i rremë", "rremë", "e gabuar", "i gabuar", "gabuar", "e pavërtetë", "i pavërtetë", "jo", "fals", "nu", "yanlış",
        "hayır",
        "netačno", "netočno", "neistina", "neistinito", "laž", "ne", "нетачно", "неистина", "неистинито", "лаж", "не",
        "неточно", "невистина", "невистинито", "лага", "невярно", "лъжа", "хибність", "хиба", "неправда", "ні", "ложь", "нет",
    ];

    private static readonly ImmutableDictionary<string, bool> Words = Yes.Select(word => (Word: word, IsYes: true))
        .Concat(No.Select(word => (Word: word, IsYes: false))).ToImmutableDictionary(one => PlainWord.Of(one.Word), one => one.IsYes);

    /// <returns>Null: neither yes nor no.</returns>
    public static bool? Read(string cell) =>
        Words.TryGetValue(PlainWord.Of(cell), out var isYes) ? isYes : null;
}
