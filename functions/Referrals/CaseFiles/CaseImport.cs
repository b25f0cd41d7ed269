using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.Referrals.Openings;

namespace ServerlessAssist.Functions.Referrals.CaseFiles;

/// <summary>What the caller says for all cases of a file, because the standard has no field for it, or ours differ. It outranks the file.</summary>
public sealed record CaseTerms(string? Region, string? Urgency, string? Needs);

/// <summary>A case that was read.</summary>
/// <param name="Facts">Null: it has faults.</param>
/// <param name="Faults">What is wrong with which field.</param>
/// <param name="Near">Fields that are kept in other words, and how.</param>
/// <param name="NotKept">Fields that say something and are not kept here.</param>
public sealed record CaseRead(int Row, ReferralFacts? Facts, IReadOnlyDictionary<string, string> Faults, IReadOnlyDictionary<string, string> Near, ImmutableArray<string> NotKept)
{
    public override string ToString() => "case";
}

/// <summary>Reads a row of the standard as a new referral: what is said of a referral's fields holds of a row's, and nothing is left out without a word. Pure: the day is given.</summary>
public sealed class CaseImport
{
    /// <summary>Where the fault of a field of a new referral is shown.</summary>
    private static readonly Dictionary<string, string> Shown = new(StringComparer.Ordinal)
    {
        ["region"] = CaseFields.Region, ["point"] = CaseFields.Point, ["origin"] = CaseFields.Origin, ["urgency"] = CaseFields.Urgency, ["age"] = CaseFields.AgeGroup, ["sex"] = CaseFields.Gender, ["languages"] = CaseFields.PrimaryLanguage,
        ["needs"] = CaseFields.Needs, ["consent.referral"] = CaseFields.Consent, ["consent.override"] = CaseFields.Override, ["contact"] = CaseFields.Contact, ["name"] = CaseFields.FirstName, ["externalReference"] = CaseFields.ExternalReference,
    };

    private readonly CaseCells _cells;
    private readonly DateOnly _today;
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _faults = new(StringComparer.Ordinal), _near = new(StringComparer.Ordinal);

    private CaseImport(CaseCells cells, DateOnly today) => (_cells, _today) = (cells, today);

    /// <param name="today">Ages are counted by it.</param>
    public static CaseRead Read(CaseCells cells, CaseTerms terms, People.StaffRegister people, DateOnly today) => new CaseImport(cells, today).Read(terms, people);

    private CaseRead Read(CaseTerms terms, People.StaffRegister people)
    {
        var consent = Consent();
        var region = terms.Region ?? Cell(CaseFields.Region);
        var point = Cell(CaseFields.Point);
        // The sender's points are not ours.
        if (terms.Region is not null && people.Region(terms.Region)?.Points.Contains(point ?? "") != true) point = Drop(CaseFields.Point);
        Standing();
        var body = new JsonObject
        {
            ["region"] = region, ["point"] = point, ["origin"] = Origin(), ["urgency"] = (terms.Urgency ?? Cell(CaseFields.Urgency))?.ToLowerInvariant(), ["age"] = Age(), ["sex"] = Sex(),
            ["languages"] = Several(Languages()), ["needs"] = Several(Split(terms.Needs ?? Cell(CaseFields.Needs)).Select(need => need.ToLowerInvariant())),
            ["consent"] = new JsonObject { ["referral"] = consent, ["override"] = Cell(CaseFields.Override) }, ["contact"] = Cell(CaseFields.Contact), ["name"] = Name(consent), ["externalReference"] = Elsewhere(),
        };
        var form = new Form(JsonSerializer.SerializeToElement(body));
        var facts = ReferralRequest.Read(form, people);
        foreach (var (path, must) in form.Faults()) _faults.TryAdd(Shown.GetValueOrDefault(path.Split('[')[0], path), Told(path, must));
        return new CaseRead(_cells.Row, _faults.Count == 0 ? facts : null, _faults, _near, [.. _cells.Cells.Select(cell => cell.Name).Where(name => !_kept.Contains(name)).Select(Speakable).Distinct()]);
    }

    /// <summary>Whoever sends a file may not know that a referral needs more than the standard has.</summary>
    private static string Told(string path, string must) => path switch
    {
        "region" or "urgency" or "needs" when !path.Contains('[') => $"{must}; say it in this column of ours, or for the whole file with ?{path}=",
        _ => must,
    };

    private bool Consent()
    {
        if (Cell(CaseFields.Consent) is not { } said) return Fault(CaseFields.Consent, "must be TRUE: ask for consent to refer; or FALSE with rfl_Override, the reason why a life is at risk without it");
        return CaseCodes.ReadConsent(said) ?? Fault(CaseFields.Consent, $"must be {CaseCodes.Yes} or {CaseCodes.No}");
    }

    /// <summary>What is over elsewhere alerts nobody here.</summary>
    private void Standing()
    {
        if (Cell(CaseFields.Status) is { } status)
        {
            if (OneOf(CaseFields.Status, status, CaseCodes.Status) == CaseCodes.Closed) Fault(CaseFields.Status, "says that the case is closed; a referral would alert people. Leave the row out, or make it Active");
        }
        if (Cell(CaseFields.TraffickingStatus) is not { } identified) return;
        if (OneOf(CaseFields.TraffickingStatus, identified, CaseCodes.TraffickingStatus) == CaseCodes.NotOne) Fault(CaseFields.TraffickingStatus, "says that she is none; a referral would alert people. Leave the row out");
        else _near[CaseFields.TraffickingStatus] = "whoever is referred here is a possible one";
    }

    private string? Origin()
    {
        if (Cell(CaseFields.Origin) is { } origin) return origin;
        if (Cell(CaseFields.Citizenship) is not { } citizenship) return null;
        _near[CaseFields.Citizenship] = "kept as where she comes from";
        return citizenship;
    }

    private string? Age()
    {
        var said = Cell(CaseFields.AgeGroup)?.ToLowerInvariant();
        if (Cell(CaseFields.Birthdate) is not { } cell) return said;
        if (Day(cell) is not { } born || born > _today) return FaultOf(CaseFields.Birthdate, "must be a day that has been, as 2001-12-31", said);
        var counted = born.AddYears(18) > _today ? "child" : "adult";
        if (said is not null && said != counted) return FaultOf(CaseFields.AgeGroup, $"says otherwise than {CaseFields.Birthdate}; leave one of them empty", said);
        _near[CaseFields.Birthdate] = $"kept as {counted}";
        return counted;
    }

    private string? Sex()
    {
        if (Cell(CaseFields.Gender) is not { } cell) return FaultOf(CaseFields.Gender, MustBe(CaseCodes.Gender.Select(one => one.Theirs)), "unknown");
        if (CaseCodes.Gender.FirstOrDefault(one => one.Theirs.Equals(cell, StringComparison.OrdinalIgnoreCase)) is not { Theirs: not null } known) return FaultOf(CaseFields.Gender, MustBe(CaseCodes.Gender.Select(one => one.Theirs)), "unknown");
        if (CaseCodes.GenderOf(known.Ours) != known.Theirs) _near[CaseFields.Gender] = $"kept as {known.Ours}";
        return known.Ours;
    }

    private List<string> Languages()
    {
        var all = new List<string>();
        foreach (var name in new[] { CaseFields.PrimaryLanguage, CaseFields.SecondaryLanguage, CaseFields.OtherLanguages })
            foreach (var cell in Split(Cell(name)))
            {
                if (CaseCodes.ReadLanguage(cell) is not { } language) Fault(name, "must be a code of ISO 639-2, e.g. sqi, or of ISO 639-1");
                else
                {
                    if (language == CaseCodes.OtherLanguage && cell != CaseCodes.LanguageOf(language)) _near[name] = $"kept as {language}";
                    if (!all.Contains(language)) all.Add(language);
                }
            }
        if (all.Count == 0) Fault(CaseFields.PrimaryLanguage, "must be a code of ISO 639-2, e.g. sqi; und for none that is known");
        return all;
    }

    /// <summary>What the sender calls the case, unless she has another number elsewhere: so the same one, sent twice, is seen to be the same.</summary>
    private string? Elsewhere()
    {
        if (Cell(CaseFields.ExternalReference) is { } known) return known;
        if (Cell(CaseFields.Reference) is not { } reference) return null;
        _near[CaseFields.Reference] = "kept as the number that she is known by elsewhere";
        return reference;
    }

    /// <summary>Without her consent no name comes in.</summary>
    private string? Name(bool consent)
    {
        string[] parts = [CaseFields.FirstName, CaseFields.MiddleName, CaseFields.SecondName];
        var name = string.Join(' ', parts.Select(Cell).OfType<string>());
        if (consent) return name.Length > 0 ? name : null;
        foreach (var part in parts) _kept.Remove(part);
        return null;
    }

    private string? Cell(string name)
    {
        if (_cells.Of(name) is not { Length: > 0 } text) return null;
        _kept.Add(name);
        return text;
    }

    private string? Drop(string name)
    {
        _kept.Remove(name);
        return null;
    }

    private string? OneOf(string name, string cell, ImmutableArray<string> words)
    {
        if (words.FirstOrDefault(word => word.Equals(cell, StringComparison.OrdinalIgnoreCase)) is { } known) return known;
        Fault(name, MustBe(words));
        return null;
    }

    private bool Fault(string name, string must) => !_faults.TryAdd(name, must) && false;

    private string? FaultOf(string name, string must, string? instead)
    {
        Fault(name, must);
        return instead;
    }

    private static string MustBe(IEnumerable<string> words) => $"must be one of: {string.Join(", ", words)}";

    private static string[] Split(string? cell) => (cell ?? "").Split([CaseFields.Several, ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static JsonArray Several(IEnumerable<string> words) => [.. words.Select(word => (JsonNode)word)];

    /// <summary>A spreadsheet keeps a day as a number: the days since 30 December 1899.</summary>
    private static DateOnly? Day(string cell)
    {
        if (DateOnly.TryParseExact(cell.Split('T', ' ')[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        return int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 60 and < 100_000 ? new DateOnly(1899, 12, 30).AddDays(days) : null;
    }

    /// <summary>A heading is a stranger's text.</summary>
    private static string Speakable(string name) => name.Length <= 60 && name.All(unit => char.IsAsciiLetterOrDigit(unit) || unit == '_') ? name : "(a column)";
}
