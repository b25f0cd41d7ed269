using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.Referrals.CaseFiles.Reading;
using ServerlessAssist.Functions.Referrals.Openings;
using ServerlessAssist.Shared.Spreadsheets;

namespace ServerlessAssist.Functions.Referrals.CaseFiles;

/// <summary>Reads a row of the standard as a new referral: what is said of a referral's fields holds of a row's, and nothing is left out without a word. Pure: the day is given.</summary>
public sealed class CaseImport
{
    /// <summary>Where the fault of a field of a new referral is shown.</summary>
    private static readonly Dictionary<string, string> Shown = new(StringComparer.Ordinal)
    {
        ["region"] = CaseFields.Region, ["point"] = CaseFields.Point, ["origin"] = CaseFields.Origin, ["urgency"] = CaseFields.Urgency, ["age"] = CaseFields.AgeGroup, ["sex"] = CaseFields.Gender, ["languages"] = CaseFields.PrimaryLanguage,
        ["needs"] = CaseFields.Needs, ["consent.referral"] = CaseFields.Consent, ["consent.override"] = CaseFields.Override, ["contact"] = CaseFields.Contact, ["name"] = CaseFields.FirstName, ["externalReference"] = CaseFields.ExternalReference,
    };

    private const string NoCountry = "must be a country: a code of ISO 3166, e.g. AL, or its name in the standard's list; several with "
        + $"semicolons; or leave it empty and say {CaseFields.Origin}";

    private const string NoLanguage =
        "must be a code of ISO 639-2, e.g. sqi; und for none that is known; or say it for the whole file with ?languages=";

    private const string TwoOrders =
        "may be read day first or month first, and another row writes the month first; write it as 2010-06-15";

    private readonly CaseCells _cells;
    private readonly CaseTerms _terms;
    private readonly DateOnly _today;
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _faults = new(StringComparer.Ordinal), _near = new(StringComparer.Ordinal);


    private CaseImport(CaseCells cells, CaseTerms terms, DateOnly today) => (_cells, _terms, _today) = (cells, terms, today);

    /// <param name="today">Ages are counted by it.</param>
    public static CaseRead Read(CaseCells cells, CaseTerms terms, People.StaffRegister people, DateOnly today) => new CaseImport(cells, terms, today).Read(people);

    private CaseRead Read(People.StaffRegister people)
    {
        var consent = Consent();
        var region = _terms.Region ?? Cell(CaseFields.Region);
        var point = Cell(CaseFields.Point);
        // The sender's points are not ours.
        if (_terms.Region is not null && people.Region(_terms.Region)?.Points.Contains(point ?? "") != true) point = Drop(CaseFields.Point);
        Standing();
        var body = new JsonObject
        {
            ["region"] = region, ["point"] = point, ["origin"] = Origin(), ["urgency"] = (_terms.Urgency ?? Cell(CaseFields.Urgency))?.ToLowerInvariant(), ["age"] = Age(), ["sex"] = Sex(),
            ["languages"] = Several(Languages()), ["needs"] = Several(CaseFields.Split(_terms.Needs ?? Cell(CaseFields.Needs)).Select(need => need.ToLowerInvariant())),
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
        "region" or "urgency" or "needs" or "age" => $"{must}; say it in this column of ours, or for the whole file with ?{path}=",
        _ => must,
    };

    private bool Consent()
    {
        if (Cell(CaseFields.Consent) is not { } said) return Fault(CaseFields.Consent, "must be TRUE: ask for consent to refer; or FALSE with rfl_Override, the reason why a life is at risk without it");
        return Consents.Read(said) ?? Fault(CaseFields.Consent, $"must be {CaseCodes.Yes} or {CaseCodes.No}");
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
        if (Countries.Read(citizenship) is not { } codes)
            return FaultOf(CaseFields.Citizenship, NoCountry, null);
        var kept = string.Join(CaseFields.Several, codes);
        _near[CaseFields.Citizenship] = kept == citizenship ? "kept as where she comes from" : $"kept as where she comes from: {kept}";
        return kept;
    }

    /// <summary>Where it is at fault any group stands for it, so that one fault is told and not two.</summary>
    private string? Age()
    {
        var said = Cell(CaseFields.AgeGroup)?.ToLowerInvariant();
        if (!_cells.CellOf(CaseFields.Birthdate).IsFilled) return said ?? _terms.Age;
        if (said is not (null or CaseAge.Adult or CaseAge.Child)) return said;
        if (Cell(CaseFields.Birthdate) is not { } text) return said ?? CaseAge.Child;
        if (_cells.IsMonthFirst && BirthDayReader.IsEither(text))
            return FaultOf(CaseFields.Birthdate, TwoOrders, said ?? CaseAge.Child);
        if (BirthDayReader.Read(_cells.CellOf(CaseFields.Birthdate), _cells.DaysFrom, out var why) is not { } born)
            return FaultOf(CaseFields.Birthdate, why!, said ?? CaseAge.Child);
        var (age, field, fault) = CaseAge.Of(born, said, _today);
        if (age is null) return FaultOf(field!, fault!, said ?? CaseAge.Child);
        if (said is null || born.First == born.Last) _near[CaseFields.Birthdate] = $"kept as {age}";
        return age;
    }

    private string? Sex()
    {
        if (Cell(CaseFields.Gender) is not { } cell) return FaultOf(CaseFields.Gender, MustBe(CaseCodes.Gender.Select(one => one.Theirs)), "unknown");
        if (CaseCodes.Gender.FirstOrDefault(one => IsSame(one.Theirs, cell)) is not { Theirs: not null } known) return FaultOf(CaseFields.Gender, MustBe(CaseCodes.Gender.Select(one => one.Theirs)), "unknown");
        if (CaseCodes.GenderOf(known.Ours) != known.Theirs) _near[CaseFields.Gender] = $"kept as {known.Ours}";
        return known.Ours;
    }

    private List<string> Languages()
    {
        var all = new List<string>();
        foreach (var name in new[] { CaseFields.PrimaryLanguage, CaseFields.SecondaryLanguage, CaseFields.OtherLanguages })
            AddLanguages(all, name, Cell(name));
        if (all.Count == 0) AddLanguages(all, CaseFields.PrimaryLanguage, _terms.Languages);
        if (all.Count == 0) Fault(CaseFields.PrimaryLanguage, NoLanguage);
        return all;
    }

    private void AddLanguages(List<string> all, string name, string? said)
    {
        foreach (var cell in CaseFields.Split(said))
        {
            if (CaseCodes.ReadLanguage(cell) is not { } language)
            {
                Fault(name, "must be a code of ISO 639-2, e.g. sqi, or of ISO 639-1");
                continue;
            }
            if (language == CaseCodes.OtherLanguage && cell != CaseCodes.LanguageOf(language)) _near[name] = $"kept as {language}";
            if (!all.Contains(language)) all.Add(language);
        }
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
        var cell = _cells.CellOf(name);
        if (cell.IsFilled) _kept.Add(name);
        if (cell.Kind == SheetCellKind.Formula) Fault(name, "holds a formula; type it, or paste it as a value");
        if (cell.Kind == SheetCellKind.Error) Fault(name, "holds an error; type what is meant");
        return cell.Text is { Length: > 0 } text ? text : null;
    }

    private string? Drop(string name)
    {
        _kept.Remove(name);
        return null;
    }

    private string? OneOf(string name, string cell, ImmutableArray<string> words)
    {
        if (words.FirstOrDefault(word => IsSame(word, cell)) is { } known) return known;
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

    private static JsonArray Several(IEnumerable<string> words) => [.. words.Select(word => (JsonNode)word)];

    /// <summary>The drop-down lists of the standard's spreadsheet write its words with spaces and small letters.</summary>
    private static bool IsSame(string word, string cell) => CaseFields.KeyOf(word) == CaseFields.KeyOf(cell);

    /// <summary>A heading is a stranger's text.</summary>
    private static string Speakable(string name) => name.Length <= 60 && name.All(unit => char.IsAsciiLetterOrDigit(unit) || unit == '_') ? name : "(a column)";
}
