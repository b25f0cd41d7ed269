using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ServerlessAssist.Functions.Api.Requests;

/// <summary>Reads the fields of a JSON object one by one and notes every fault by its path, so that a caller learns all of them at once.</summary>
public sealed class Form
{
    /// <summary>As many faults are named at once: an answer must not be many times what was sent.</summary>
    private const int MostFaults = 100;

    /// <summary>No word of a list and no time is longer, in UTF-16 units.</summary>
    private const int LongestWord = 100;

    private readonly JsonElement _json;
    private readonly string _path;
    private readonly Dictionary<string, string> _faults;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly List<Form> _inner = [];

    public Form(JsonElement json) : this(json, "", new Dictionary<string, string>(StringComparer.Ordinal)) { }

    private Form(JsonElement json, string path, Dictionary<string, string> faults) => (_json, _path, _faults) = (json, path, faults);

    /// <summary>All faults up to a hundred, fields that nobody asked for among them. Empty: the form is good.</summary>
    public IReadOnlyDictionary<string, string> Faults()
    {
        NoteUnknown();
        return _faults;
    }

    /// <summary>Notes a fault of a field; the first one stands.</summary>
    public void Fault(string name, string must)
    {
        if (_faults.Count < MostFaults) _faults.TryAdd(Path(name), must);
    }

    /// <summary>Text of 1 to <paramref name="max"/> UTF-16 units without control characters, in NFC; null with a fault noted.</summary>
    public string? Text(string name, int max) => Find(name) is { } value ? Text(name, value, max) : Missing(name, $"must be text of 1 to {max} characters");

    /// <summary>As <see cref="Text(string,int)"/>; a missing field or JSON null is no fault.</summary>
    public string? OptionalText(string name, int max) => Find(name) is { ValueKind: not JsonValueKind.Null } value ? Text(name, value, max) : null;

    /// <summary>One word of a list.</summary>
    public string? OneOf(string name, IReadOnlyCollection<string> words)
    {
        var must = $"must be one of: {string.Join(", ", words)}";
        return Find(name) is { ValueKind: JsonValueKind.String } value && Raw(value, LongestWord) is { } text && words.Contains(text) ? text : Missing(name, must);
    }

    public bool? Bool(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => NoteBool(name),
    };

    public int? Number(string name, int least, int most)
    {
        if (Find(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) && number >= least && number <= most) return number;
        Fault(name, FormattableString.Invariant($"must be a whole number from {least} to {most}"));
        return null;
    }

    /// <summary>An ISO 8601 time with its offset.</summary>
    public DateTimeOffset? Time(string name)
    {
        const string Must = "must be a time with its offset, e.g. 2026-01-01T08:00:00Z";
        if (Find(name) is { ValueKind: JsonValueKind.String } value && Raw(value, LongestWord) is { Length: >= 20 } text
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)) return time;
        Fault(name, Must);
        return null;
    }

    /// <summary>A day of the calendar.</summary>
    public DateOnly? Day(string name)
    {
        if (Find(name) is { ValueKind: JsonValueKind.String } value && Raw(value, 10) is { } text
            && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        Fault(name, "must be a date, e.g. 2026-03-02");
        return null;
    }

    /// <summary>Whether a field is there, and is not null.</summary>
    public bool Has(string name) => Find(name) is { ValueKind: not JsonValueKind.Null };

    /// <summary>A list of texts; missing is a fault unless <paramref name="least"/> is 0.</summary>
    public IReadOnlyList<string> Texts(string name, int least, int most, int max) => [.. Elements(name, least, most).Select((value, at) => Text($"{name}[{at}]", value, max)).OfType<string>()];

    /// <summary>A list of words of a list, each once.</summary>
    public IReadOnlyList<string> SomeOf(string name, int least, IReadOnlyCollection<string> words)
    {
        var all = new List<string>();
        foreach (var (value, at) in Elements(name, least, words.Count).Select((value, at) => (value, at)))
        {
            if (Raw(value, LongestWord) is { } text && words.Contains(text) && !all.Contains(text)) all.Add(text);
            else Fault($"{name}[{at}]", $"must be one of, each once: {string.Join(", ", words)}");
        }
        return all;
    }

    public IReadOnlyList<Form> Forms(string name, int least, int most)
    {
        var all = new List<Form>();
        foreach (var (value, at) in Elements(name, least, most).Select((value, at) => (value, at)))
        {
            if (value.ValueKind == JsonValueKind.Object) all.Add(Inner($"{name}[{at}]", value));
            else Fault($"{name}[{at}]", "must be an object");
        }
        return all;
    }

    public Form? Inner(string name)
    {
        if (Find(name) is { ValueKind: JsonValueKind.Object } value) return Inner(name, value);
        Fault(name, "must be an object");
        return null;
    }

    /// <summary>As <see cref="Inner(string)"/>, for what may be missing.</summary>
    public Form? OptionalInner(string name) => Find(name) is null or { ValueKind: JsonValueKind.Null } ? null : Inner(name);

    /// <summary>The names of this object's fields, for maps.</summary>
    public IReadOnlyList<string> Names() => [.. _json.EnumerateObject().Select(field => field.Name)];

    private Form Inner(string name, JsonElement value)
    {
        // The same object read twice has one list of fields that were asked for.
        if (_inner.Find(one => one._path == Path(name)) is { } known) return known;
        var form = new Form(value, Path(name), _faults);
        _inner.Add(form);
        return form;
    }

    private List<JsonElement> Elements(string name, int least, int most)
    {
        if (Find(name) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() >= least && list.GetArrayLength() <= most) return [.. list.EnumerateArray()];
        if (least > 0 || Find(name) is { ValueKind: not JsonValueKind.Null }) Fault(name, FormattableString.Invariant($"must be a list of {least} to {most}"));
        return [];
    }

    private JsonElement? Find(string name)
    {
        _asked.Add(name);
        return _json.TryGetProperty(name, out var value) ? value : null;
    }

    private string? Text(string name, JsonElement value, int max)
    {
        var must = $"must be text of 1 to {max} characters without control characters";
        if (Raw(value, max * 4) is not { } raw) return Missing(name, must);
        var text = raw.Trim();
        return text.Length >= 1 && text.Length <= max && !text.Any(IsControl) ? text : Missing(name, must);
    }

    private static bool IsControl(char unit) => char.IsControl(unit) || unit is >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069' or '\u200e' or '\u200f' or '\u061c';

    /// <summary>Null for what is no Unicode text (a lone surrogate), or longer: sorting the marks of a long text takes seconds.</summary>
    private static string? Raw(JsonElement value, int most)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.Length <= most ? text.Normalize(NormalizationForm.FormC) : null;
        }
        catch (Exception lone) when (lone is InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private string? Missing(string name, string must)
    {
        Fault(name, must);
        return null;
    }

    private bool? NoteBool(string name)
    {
        Fault(name, "must be true or false");
        return null;
    }

    private string Path(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    private void NoteUnknown()
    {
        foreach (var name in _json.EnumerateObject().Select(field => field.Name).Where(name => !_asked.Contains(name)).Take(MostFaults))
            Fault(name.Length <= 40 && name.All(char.IsAsciiLetterOrDigit) ? name : "(a field)", "is unknown here; leave it out");
        foreach (var inner in _inner) inner.NoteUnknown();
    }
}
