using System.Collections.Immutable;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.Referrals.Openings;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>Understands what people text about somebody they refer: any order, case and spelling without diacritics, every language of the house, and what stands on the buttons.</summary>
public sealed class IntakeWords
{
    /// <summary>The longest expression, in words.</summary>
    private const int Longest = 6;

    /// <summary>Words that are looked at: more than any draft holds.</summary>
    private const int Most = 160;

    /// <summary>Fewer letters of a place's name say nothing.</summary>
    private const int ShortestPrefix = 2;

    /// <summary>What is written as it stands, to the end of the text.</summary>
    private const string Without = "noconsent", Contact = "contact";

    private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);

    /// <summary>Those of the file that is being read.</summary>
    private readonly Dictionary<string, string> _own = new(StringComparer.Ordinal);

    public IntakeWords() : this(LanguageFile.All.Values) { }

    /// <param name="files">A word that means something else in a later one is parsed as the earlier has it: a reader's own language comes first.</param>
    /// <exception cref="ArgumentException">A word with two meanings in one language: a defect of its file.</exception>
    public IntakeWords(IEnumerable<LanguageFile> files)
    {
        foreach (var file in files)
        {
            _own.Clear();
            foreach (var (meaning, words) in file.Words) Add(meaning, words);
            AddLabels(file, "urgency", "referrals.urgency", ["immediate", "urgent", "routine"]);
            AddLabels(file, "age", "referrals.age", ["adult", "child"]);
            AddLabels(file, "sex", "intake.sex", ReferralRequest.Sexes);
            AddLabels(file, "language", "intake.language", PeopleFile.Spoken);
            AddLabels(file, "need", "referrals.service", PeopleFile.Needs);
            AddLabels(file, "need", "intake.need", PeopleFile.Needs);
            AddLabels(file, "wish", "intake.button", [IntakeButton.Back, IntakeButton.Done, IntakeButton.More, IntakeButton.Discard, IntakeButton.Send, IntakeButton.Skip]);
            Add("consent", [file.Phrases["intake.button.given"]]);
            Add(Without, [file.Phrases["intake.button.without"]]);
        }
    }

    /// <summary>What follows the word that begins a referral; null: it begins with another.</summary>
    public string? AfterRefer(string text)
    {
        var parts = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts is [var first, ..] && (first == "/refer" || (_words.TryGetValue(Keywords.Plain(first), out var meaning) && meaning == "refer")) ? string.Concat(parts.Skip(1)) : null;
    }

    public ParsedText Read(string text, ImmutableArray<IntakeScope> places)
    {
        var raw = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var words = raw.SelectMany((part, at) => Keywords.Plain(part).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => (Word: word, At: at))).Take(Most).ToList();
        var named = places.Select(place => new Named(place, [.. NamesOf(place)])).ToList();
        if (_words.TryGetValue(string.Join(' ', words.Select(one => one.Word)), out var whole) && whole.StartsWith("wish.", StringComparison.Ordinal)) return ParsedText.Nothing with { Wish = whole[5..] };

        var said = new List<string>();
        var meant = new List<IntakeScope>();
        string? reason = null, contact = null;
        for (var at = 0; at < words.Count;)
        {
            var (meaning, length) = Expression(words, at);
            if (meaning is Without or Contact)
            {
                var (rest, next) = Rest(raw, words, at + length);
                if (meaning == Contact) contact = rest ?? contact;
                else (reason, said) = (rest ?? reason, [.. said, meaning]);
                at = next;
                continue;
            }
            if (meaning is not null) said.Add(meaning);
            else (meant, length) = WithPlace(words, at, named, meant);
            at += length;
        }
        return new ParsedText(
            Only(meant), One(said, "urgency") switch { "immediate" => Urgency.Immediate, "urgent" => Urgency.Urgent, "routine" => Urgency.Routine, _ => null },
            One(said, "age") switch { "adult" => AgeGroup.Adult, "child" => AgeGroup.Child, _ => null }, One(said, "sex"), All(said, "language"), All(said, "need"),
            said.Contains(Without) ? false : said.Contains("consent") ? true : null, reason, contact, null);
    }

    /// <param name="Names">Plain.</param>
    private sealed record Named(IntakeScope Place, string[] Names);

    private (string? Meaning, int Length) Expression(List<(string Word, int At)> words, int at)
    {
        for (var length = Math.Min(Longest, words.Count - at); length > 0; length--)
            if (_words.TryGetValue(Joined(words, at, length), out var meaning)) return (meaning, length);
        return (null, 1);
    }

    /// <summary>To the end, or to the next word of its kind.</summary>
    private (string? Text, int Next) Rest(string[] raw, List<(string Word, int At)> words, int from)
    {
        var next = from;
        while (next < words.Count && Expression(words, next) is not (Without or Contact, _)) next++;
        if (from >= next) return (null, next);
        var last = next < words.Count ? words[next].At : raw.Length;
        return (string.Join(' ', raw[words[from].At..Math.Max(last, words[from].At)]) is { Length: > 0 } text ? text : null, next);
    }

    private static (List<IntakeScope> Meant, int Length) WithPlace(List<(string Word, int At)> words, int at, List<Named> places, List<IntakeScope> meant)
    {
        for (var length = Math.Min(Longest, words.Count - at); length > 0; length--)
        {
            var text = Joined(words, at, length);
            var found = places.Where(place => place.Names.Contains(text)).Select(place => place.Place).ToList();
            if (found.Count == 0 && length == 1 && text.Length >= ShortestPrefix) found = [.. places.Where(place => place.Names.Any(name => name.StartsWith(text, StringComparison.Ordinal))).Select(place => place.Place)];
            if (found.Count > 0) return ([.. meant, .. Widest(found, text)], length);
        }
        return (meant, 1);
    }

    /// <summary>Codes, id and labels name a region, and stand for it whole; a point has its own name.</summary>
    private static IEnumerable<string> NamesOf(IntakeScope place) => !place.IsAll
        ? [Keywords.Plain(place.Point!)]
        : [Keywords.Plain(place.Region), .. place.Labels.Values.Select(Keywords.Plain), .. place.Codes.Select(Keywords.Plain), .. place.Point is { } only ? [Keywords.Plain(only)] : Array.Empty<string>()];

    /// <summary>A word that names a region and begins the names of its points means the region, unless it is a point's very name.</summary>
    private static List<IntakeScope> Widest(List<IntakeScope> found, string text)
    {
        if (found.Where(place => place.Point is { } point && Keywords.Plain(point) == text).ToList() is [var exact]) return [exact];
        return found.DistinctBy(place => place.Region).Count() == 1 && found.Find(place => place.Point is null) is { } whole ? [whole] : found;
    }

    /// <summary>A point and its own region together are the point; two places are none.</summary>
    private static IntakeScope? Only(List<IntakeScope> meant)
    {
        var all = meant.DistinctBy(place => place.Key).ToList();
        if (all.Where(place => place.Point is not null).ToList() is [var point] && all.All(place => place.Region == point.Region)) return point;
        return all is [var only] ? only : null;
    }

    private static string Joined(List<(string Word, int At)> words, int at, int length) => length == 1 ? words[at].Word : string.Join(' ', words.Skip(at).Take(length).Select(one => one.Word));

    private static ImmutableArray<string> All(List<string> said, string kind) => [.. said.Where(meaning => meaning.StartsWith($"{kind}.", StringComparison.Ordinal)).Select(meaning => meaning[(kind.Length + 1)..]).Distinct()];

    private static string? One(List<string> said, string kind) => All(said, kind) is [var only] ? only : null;

    private void AddLabels(LanguageFile file, string kind, string prefix, IEnumerable<string> words)
    {
        foreach (var word in words) Add($"{kind}.{word}", [file.Phrases[$"{prefix}.{word}"]]);
    }

    private void Add(string meaning, IEnumerable<string> words)
    {
        foreach (var word in words)
        {
            var plain = Keywords.Plain(word);
            if (!_own.TryAdd(plain, meaning) && _own[plain] != meaning) throw new ArgumentException($"The word {word} means {_own[plain]} and {meaning}.", nameof(words));
            _words.TryAdd(plain, meaning);
        }
    }
}

/// <summary>Each reader's own words first, then English ones, then all others.</summary>
public sealed class IntakeVocabulary
{
    /// <summary>Made once: it holds no more than the language files do.</summary>
    public static readonly IntakeVocabulary Shared = new();

    private readonly ImmutableDictionary<string, IntakeWords> _readers = LanguageFile.All.Values.ToImmutableDictionary(
        own => own.Tag, own => new IntakeWords(LanguageFile.All.Values.OrderBy(file => file.Tag != own.Tag).ThenBy(file => file.Tag != "en").ThenBy(file => file.Tag, StringComparer.Ordinal)));

    public IntakeWords Of(Language reader) => _readers[reader.Tag];
}
