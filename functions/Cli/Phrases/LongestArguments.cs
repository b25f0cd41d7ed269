using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Cli.Phrases;

/// <summary>The longest that each argument of a phrase can get: limits of the people file, names of queues and failures, the longest day and number.</summary>
public static partial class LongestArguments
{
    private static readonly DateTimeOffset LongestDay = new(2026, 12, 23, 20, 30, 0, TimeSpan.Zero);

    private static readonly ImmutableDictionary<string, Argument> Known = ImmutableDictionary.CreateRange<string, Argument>(
    [
        new("reference", "RA-MMMM-M"),
        new("code", "AMMMM-0000"),
        new("region", "Shkodër-Lezhë-Kukësë"),
        new("by", "Çlirimtar Gjërgj"),
        new("who", "abcdefghijklmnop"),
        new("channel", "Telegram"),
        new("other", "RA-MMMM-M"),
        new("place", "Shkodër-Lezhë-Kukësë"),
        new("point", "Qafë Prushi i Ep"),
        new("word", "other,cnr,sq,+9"),
        new("choice", ""), new("question", ""),
        new("from", "Çlirimtar Gjërgj"),
        new("queue", "delivery-routine"),
        new("country", "355"), new("percent", "80"), new("until", "06:00"),
        new("count", new Argument.Number(1_000_000)),
        new("provider", "Çlirimtar Gjërgjësi "),
        new("places", "10000"),
        new("why", SendFailure.PrefixNotAllowed.Name),
        new("name", "Crnogorski"),
        new("proof", "000000"),
        new("day", new Argument.Moment(LongestDay, "Europe/Tirane", MomentForm.DayAndTime)),
        new("due", new Argument.Moment(LongestDay, "Europe/Tirane", MomentForm.DayAndTime)),
    ]);

    /// <summary>Arguments that are phrases of a family with another name: the argument's name, then the family's.</summary>
    private static readonly ImmutableDictionary<string, string> Families = ImmutableDictionary.CreateRange<string, string>(
        [new("deed", "operation"), new("wanted", "approval-needed")]);

    /// <summary>A phrase as long as it gets on SMS; null where a part of it is missing or of no known length.</summary>
    public static string? Sms(string key, LanguageFile file)
    {
        if (!file.Phrases.TryGetValue($"{key}#sms", out var text) && !file.Phrases.TryGetValue(key, out text)) return null;
        var given = ImmutableSortedDictionary.CreateBuilder<string, Argument>(StringComparer.Ordinal);
        foreach (var name in PlaceholdersIn(text))
        {
            if (Of(name, file) is not { } longest) return null;
            given[name] = longest;
        }
        return Render(new Wording(key, given.ToImmutable()), file);
    }

    public static IEnumerable<string> PlaceholdersIn(string text) => Placeholder().Matches(text).Select(match => match.Groups[1].Value).Distinct();

    /// <summary>Where no length is known the argument is another phrase, e.g. <c>urgency</c> one of <c>referrals.urgency.…</c>: the longest of them on SMS.</summary>
    public static Argument? Of(string name, LanguageFile file) =>
        Known.TryGetValue(name, out var known) ? known
        : Listed(file, name) is { } listed ? listed
        : file.Phrases.Keys.Where(key => !key.Contains('#') && IsOfFamily(key, Families.GetValueOrDefault(name, name)))
            .MaxBy(key => Render(new Wording(key, ImmutableSortedDictionary<string, Argument>.Empty), file).Length) is { } longest ? new Argument.Translated(longest)
        : null;

    private static bool IsOfFamily(string key, string family) => key.Split('.') is [_, var middle, _] && middle == family;

    /// <summary>Lists of a text to somebody who refers: all that can be missing, each with an example; and as much as a draft can hold, its languages by their tags.</summary>
    private static Argument.Joined? Listed(LanguageFile file, string name) => name switch
    {
        "missing" => Joined(file, ", ", Under(file, "intake.missing").Where(key => key != "intake.missing.consent")),
        "example" => Joined(file, " ", Under(file, "intake.example").Where(key => key != "intake.example.consent").Append("intake.sms.word")),
        "parts" => Joined(file, ",", [
            .. Under(file, "referrals.urgency").Take(1), .. Under(file, "referrals.age").Take(1), .. Under(file, "intake.sex").Take(1), .. Under(file, "intake.need").Take(4),
            .. Under(file, "intake.consent").Take(1), "intake.contact.noted", "intake.sms.word"]),
        _ => null,
    };

    private static Argument.Joined Joined(LanguageFile file, string between, IEnumerable<string> keys) => new([.. keys.Where(file.Phrases.ContainsKey).Select(key => Fill(key, file))], between);

    private static Wording Fill(string key, LanguageFile file) =>
        new(key, PlaceholdersIn(file.Phrases[key]).ToImmutableSortedDictionary(name => name, name => Of(name, file) ?? "", StringComparer.Ordinal));

    /// <summary>The longest first.</summary>
    private static IEnumerable<string> Under(LanguageFile file, string prefix) =>
        file.Phrases.Where(text => !text.Key.Contains('#') && text.Key.StartsWith($"{prefix}.", StringComparison.Ordinal)).OrderByDescending(text => text.Value.Length).Select(text => text.Key);

    private static string Render(Wording words, LanguageFile file) =>
        new ServerlessAssist.Shared.Messaging.Phrases(ImmutableSortedDictionary<string, LanguageFile>.Empty.Add(file.Tag, file)).Render(words, new Language(file.Tag), ChannelKind.Sms);

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Placeholder();
}
