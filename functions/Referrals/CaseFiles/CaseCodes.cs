using System.Collections.Immutable;

namespace ServerlessAssist.Functions.Referrals.CaseFiles;

/// <summary>The standard's words beside ours.</summary>
public static class CaseCodes
{
    /// <summary>prs_Gender. The standard tells transgender people apart, we keep them as "other" until they are asked.</summary>
    public static readonly ImmutableArray<(string Theirs, string Ours)> Gender =
    [
        ("Feminine", "female"), ("Masculine", "male"), ("NonConforming", "other"), ("NonSpecifiedUnknown", "unknown"), ("TransgenderFeminine", "other"), ("TransgenderMasculine", "other"),
    ];

    /// <summary>ISO 639-2: the terminological code, then others that mean the same. The first is written, all are read; so are our own two letters (ISO 639-1).</summary>
    public static readonly ImmutableArray<(string Ours, ImmutableArray<string> Theirs)> Languages =
    [
        ("sq", ["sqi", "alb"]), ("bs", ["bos"]), ("cnr", ["cnr"]), ("sr", ["srp"]), ("bg", ["bul"]), ("mk", ["mkd", "mac"]), ("ro", ["ron", "rum"]), ("tr", ["tur"]), ("uk", ["ukr"]), ("ru", ["rus"]), ("en", ["eng"]), (OtherLanguage, ["und", "mis"]),
    ];

    public const string OtherLanguage = "other";

    /// <summary>vic_TraffickingStatus. Whom social worker and police have met is a possible one; the formal decision is not taken here.</summary>
    public const string Possible = "PossibleVictimOfTrafficking", Actual = "ActualVictimOfTrafficking", NotOne = "NotAVictimOfTrafficking";

    public static readonly ImmutableArray<string> TraffickingStatus = [Possible, Actual, NotOne];

    /// <summary>cas_Status.</summary>
    public const string Active = "Active", FollowUp = "FollowUp", Closed = "Closed", ClosedReferred = "ClosedReferred";

    public static readonly ImmutableArray<string> Status = [Active, FollowUp, Closed, ClosedReferred];

    /// <summary>con_Consent, as the standard's survey has it.</summary>
    public const string Yes = "TRUE", No = "FALSE";

    public static string StatusOf(Referral referral) => referral switch
    {
        { IsClosed: true, ClosedBecause: "handed-over" } => ClosedReferred,
        { IsClosed: true } => Closed,
        { Stage: Stage.Reintegration } => FollowUp,
        _ => Active,
    };

    public static string GenderOf(string sex) => Gender.First(one => one.Ours == sex).Theirs;

    public static string LanguageOf(string language) => Languages.First(one => one.Ours == language).Theirs[0];

    /// <returns>Null: no code of a language.</returns>
    public static string? ReadLanguage(string cell)
    {
        var code = cell.ToLowerInvariant();
        if (Languages.FirstOrDefault(one => one.Ours == code || one.Theirs.Contains(code)).Ours is { } known) return known;
        return code.Length is 2 or 3 && code.All(char.IsAsciiLetterLower) ? OtherLanguage : null;
    }
    /// <summary>Whether it holds codes of languages, one or more, and nothing else.</summary>
    public static bool AreLanguages(string said) =>
        CaseFields.Split(said) is { Length: > 0 } codes && codes.All(code => ReadLanguage(code) is not null);
}
